"""Partners, and the composition of the coalition, as files."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accord.atlas.models import Region
from accord.base.exchange.answering import answer_list, answer_record
from accord.base.exchange.blanks import answer_blank
from accord.base.exchange.formats import Format
from accord.partners import access
from accord.partners.blank import BLANK
from accord.partners.exchange import COMPOSITION, PARTNERS, composition_through_time
from accord.partners.listing import Listing, Regions
from accord.partners.views.leading import leads_on


@require_safe
def directory(request: HttpRequest, ending: Format) -> HttpResponseBase:
    regions = Regions(Region.objects.all())
    listing = Listing.of(request.GET, today=timezone.localdate(), regions=regions)
    return answer_list(request, ending, PARTNERS, listing.partners())


@require_safe
@leads_on
def profile(request: HttpRequest, slug: str, ending: Format) -> HttpResponseBase:
    partner = access.public_partner(slug)
    return answer_record(request, ending, PARTNERS, partner, name=partner.slug)


@require_safe
def composition(request: HttpRequest, ending: Format) -> HttpResponseBase:
    return answer_list(request, ending, COMPOSITION, composition_through_time())


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer with a workbook to fill in."""
    return answer_blank(request, BLANK)
