"""The directory of partners."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.atlas.models import Region
from accord.base.components import applied_filters
from accord.base.templatetags.components import number
from accord.partners import composition, discovery, figures
from accord.partners.listing import FILTERS, PAGE_SIZE, Listing, Regions
from accord.partners.models import Partner


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    regions = Regions(Region.objects.all())
    listing = Listing.of(request.GET, today=today, regions=regions)
    facets = listing.facets()
    applied = applied_filters(request.GET, facets)
    partners = Partner.objects.partners_on(today)
    counts = composition.composition_on(today)
    found = Paginator(listing.partners(), PAGE_SIZE)
    page = found.get_page(request.GET.get("page"))
    headline = _headline(counts.total(), partners.count_countries())
    trail = [(_("Partners"), None)]
    return render(
        request,
        "partners/partner_list.html",
        {
            "head": discovery.head_of_list(
                request, filters=FILTERS, page=page, trail=trail, description=headline
            ),
            "listing": listing,
            "facets": facets,
            "applied": applied,
            "keep": listing.kept,
            "page": page,
            "result": _result(found.count, counts.total()),
            "letters": listing.letters(),
            "headline": headline,
            "figure": figures.composition_now(
                composition.groups(), counts, today=today
            ),
            "trail": trail,
        },
    )


def _headline(partners: int, countries: int) -> str:
    based = ngettext(
        "%(n)s country or area", "%(n)s countries and areas", countries
    ) % {"n": number(countries)}
    return ngettext(
        "%(n)s organization based in %(countries)s is a partner of the coalition.",
        "%(n)s organizations based in %(countries)s are partners of the coalition.",
        partners,
    ) % {"n": number(partners), "countries": based}


def _result(found: int, total: int) -> str:
    if found == total:
        return ngettext("%(n)s partner", "%(n)s partners", total) % {"n": number(total)}
    return ngettext(
        "%(found)s of %(total)s partner",
        "%(found)s of %(total)s partners",
        total,
    ) % {"found": number(found), "total": number(total)}
