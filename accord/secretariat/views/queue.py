"""The list of all that waits."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.base.components import applied_filters
from accord.base.requests import Request
from accord.base.templatetags.components import day_in_words, number
from accord.secretariat import access, bulk
from accord.secretariat.forms import ViewForm
from accord.secretariat.listing import BAND_LABELS, PAGE_SIZE, Listing
from accord.secretariat.queue import BANDS, Queue, queue
from accord.secretariat.views.office import for_office, trail

Context = dict[str, Any]


@for_office
@require_safe
def show(request: Request) -> HttpResponse:
    today = timezone.localdate()
    waits = queue(request.actor, today)
    person = cast("Any", request.actor.person)
    listing = Listing.of(request.GET, reader=person.public_id)
    facets = listing.facets(waits.rows)
    pages = Paginator(listing.rows(waits.rows), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    bands = listing.bands(waits.rows)
    return render(
        request,
        "secretariat/queue.html",
        {
            "headline": headline(waits),
            "queue": waits,
            "snoozed": len(waits.rows) - len(waits.awake),
            "listing": listing,
            "facets": facets,
            "bands": bands,
            "band_labels": [BAND_LABELS[each.code] for each in BANDS],
            "band_codes": [each.code for each in BANDS],
            "applied": applied_filters(request.GET, facets),
            "keep": [
                *listing.kept,
                *(("age", each) for each in listing.chosen.get("age", [])),
            ],
            "page": page,
            "result": _result(pages.count, len(waits.awake), listing),
            "verbs": bulk.verbs_for(list(page)),
            "views": list(access.views_of(request.actor, today)),
            "view_form": ViewForm(initial={"query": _query(request)}),
            "query": _query(request),
            "may_see_people": access.may_see_people(request.actor, today),
            "may_screen": request.actor.has_duty("screener", today),
            "trail": trail(),
        },
    )


def _query(request: Request) -> str:
    """Return the filters of this address, without its page."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()[:500]


def headline(waits: Queue) -> str:
    """Say in a sentence how much waits, since when, and what is overdue."""
    total, oldest = len(waits.awake), waits.oldest
    if oldest is None:
        return _("Nothing waits on the office.")
    return ngettext(
        "%(n)s thing waits; it has waited since %(day)s. %(overdue)s",
        "%(n)s things wait, the oldest since %(day)s. %(overdue)s",
        total,
    ) % {
        "n": number(total),
        "day": day_in_words(timezone.localdate(oldest.item.since)),
        "overdue": _overdue(waits.overdue),
    }


def _overdue(count: int) -> str:
    if not count:
        return _("Nothing is overdue.")
    return ngettext("%(n)s is overdue.", "%(n)s are overdue.", count) % {
        "n": number(count)
    }


def _result(found: int, total: int, listing: Listing) -> str:
    if listing.with_snoozed:
        return ngettext(
            "%(n)s thing that was put off", "%(n)s things that were put off", found
        ) % {"n": number(found)}
    if not listing.is_narrowed:
        return ngettext("%(n)s thing", "%(n)s things", total) % {"n": number(total)}
    return ngettext("%(found)s of %(n)s thing", "%(found)s of %(n)s things", total) % {
        "found": number(found),
        "n": number(total),
    }


def back_to(query: str) -> str:
    """Return the address of the list with these filters."""
    address = reverse("secretariat:queue")
    return f"{address}?{query}" if query else address
