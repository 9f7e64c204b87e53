"""The coalition's composition through time, as a page and as a file."""

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.partners import composition, discovery, figures


@require_safe
def through_time(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    groups = composition.groups()
    days, counts = _history(today)
    figure = figures.composition_through_time(groups, days, counts)
    trail = [(_("Partners"), reverse("partners:list")), (_("Composition"), None)]
    return render(
        request,
        "partners/composition.html",
        {
            "head": discovery.head_of_composition(
                request,
                trail=trail,
                title=_("Composition of the coalition"),
                description=str(figure.sentence) if figure else "",
            ),
            "figure": figure,
            "now": figures.categories_now(
                groups, counts[-1] if counts else Counter(), today=today
            ),
            "trail": trail,
        },
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Return the composition at the end of each period, a line per category."""
    groups = composition.groups()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="composition.csv"'
    writer = csv.writer(response)
    writer.writerow(["date", "category", "name", "partners"])
    for day, counts in zip(*_history(timezone.localdate()), strict=True):
        writer.writerows(
            [day.isoformat(), group.code, group.label, counts[group.code]]
            for group in groups
        )
    return response


def _history(today: date) -> tuple[Sequence[date], list[Counter[str]]]:
    there = [stay for stay in composition.stays() if stay.joined_on <= today]
    if not there:
        return [], []
    days = composition.periods(there[0].joined_on, today)
    return days, [composition.composition_of(there, day) for day in days]
