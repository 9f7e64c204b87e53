"""The list of indicators, and the parts of the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accord.base.components import applied_filters
from accord.observatory import (
    access,
    across,
    discovery,
    facts,
    provenance,
    reading,
    showing,
    taking,
)
from accord.observatory import progress as judging
from accord.observatory.background import Background
from accord.observatory.choosing import Choice, chosen
from accord.observatory.listing import Listing
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject

# What is judged where no area was chosen.
WORLD = "001"
# The parts of an indicator's page, each with its own address.
PARTS = (
    ("indicator", gettext_lazy("Figures")),
    ("countries", gettext_lazy("Across countries")),
    ("progress", gettext_lazy("Progress to the target")),
    ("method", gettext_lazy("Definition and method")),
    ("origin", gettext_lazy("Sources and vintages")),
)


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    listing = Listing.of(request.GET)
    facets, shown = listing.facets(), listing.shown()
    trail = [(_("Indicators"), None)]
    return render(
        request,
        "observatory/indicator_list.html",
        {
            "head": discovery.head_of_list(request, shown, trail=trail),
            "trail": trail,
            "listing": listing,
            "facets": facets,
            "applied": applied_filters(request.GET, facets),
            "keep": listing.kept(),
            "taking": taking.take_list(
                request, _("Indicators"), on=timezone.localdate()
            ),
            "parts": listing.parts(),
            "count": len(shown),
            "every": len(listing.entries),
            "filled": sum(each.coverage is not None for each in listing.entries),
        },
    )


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    found = access.indicator_by_code(code)
    choice = chosen(request.GET, code)
    overview = showing.overview(found, choice, on=timezone.localdate())
    more = {"overview": overview, "chooser": showing.chooser(code, choice)}
    return _shown(request, found, choice, "indicator", more)


@require_safe
def countries(request: HttpRequest, code: str) -> HttpResponse:
    found = access.indicator_by_code(code)
    choice = chosen(request.GET, code)
    more = {"across": across.across(found, choice)}
    return _shown(request, found, choice, "countries", more)


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    found = access.indicator_by_code(code)
    choice = chosen(request.GET, code)
    areas = choice.areas or (WORLD,)
    headline = reading.of_indicator(code, areas=areas)
    background, lines = Background.of(headline), showing.by_area(headline)
    judged = [
        (background.area(area), judging.progress(found, lines.get(area, [])))
        for area in areas
    ]
    return _shown(request, found, choice, "progress", {"judged": judged})


@require_safe
def method(request: HttpRequest, code: str) -> HttpResponse:
    found = access.indicator_by_code(code)
    choice = chosen(request.GET, code)
    return _shown(request, found, choice, "method", {"rows": facts.rows(found)})


@require_safe
def origin(request: HttpRequest, code: str) -> HttpResponse:
    found = access.indicator_by_code(code)
    choice = chosen(request.GET, code)
    more = {"origins": provenance.origins(code, on=timezone.localdate())}
    return _shown(request, found, choice, "origin", more)


def _shown(
    request: HttpRequest,
    found: Indicator,
    choice: Choice,
    part: str,
    more: dict[str, Any],
) -> HttpResponse:
    named, today = dict(PARTS)[part], timezone.localdate()
    above = (_("Indicators"), reverse("observatory:indicators"))
    trail: list[tuple[Any, str | None]] = [above, (found.name, None)]
    if part != PARTS[0][0]:
        trail[1:] = [(found.name, found.get_absolute_url()), (named, None)]
    return render(
        request,
        f"observatory/indicator_{part}.html",
        {
            "head": discovery.head(
                request,
                found,
                choice,
                on=today,
                trail=trail,
                part="" if part == PARTS[0][0] else str(named),
            ),
            "trail": trail,
            "indicator": found,
            "subject": Subject.of(found),
            "choice": choice,
            "part": named,
            "parts": [
                (
                    label,
                    reverse(f"observatory:{name}", args=[found.code]) + choice.asked,
                    name == part,
                )
                for name, label in PARTS
            ],
            "taking": taking.take_away(found, choice, on=today),
            **more,
        },
    )
