"""Actions as files."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accord.actions import access
from accord.actions.blank import BLANK
from accord.actions.exchange import ACTIONS
from accord.actions.listing import Listing
from accord.base.exchange.answering import answer_list, answer_record
from accord.base.exchange.blanks import answer_blank
from accord.base.exchange.formats import Format


@require_safe
def actions(request: HttpRequest, ending: Format) -> HttpResponseBase:
    listing = Listing.of(request.GET, timezone.localdate())
    return answer_list(request, ending, ACTIONS, listing.actions())


@require_safe
def action(request: HttpRequest, reference: str, ending: Format) -> HttpResponseBase:
    found = access.public_action(reference)
    return answer_record(request, ending, ACTIONS, found, name=found.reference)


@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer with a workbook to fill in."""
    return answer_blank(request, BLANK)
