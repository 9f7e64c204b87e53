"""The page that sets printed values beside recomputed ones, and its files."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accord.atlas.models import Country, Pillar
from accord.atlas.models.named import active_language, text_in
from accord.base.discovery import heads
from accord.base.discovery.heads import Head
from accord.base.discovery.linked import Trail
from accord.base.exchange.answering import answer_list
from accord.base.exchange.formats import Format
from accord.observatory.headlines.discovery import PAGE
from accord.observatory.headlines.exchange import HEADLINES
from accord.observatory.headlines.recomputing import (
    Headline,
    Printed,
    Recomputed,
    headlines,
    lines_of,
    recomputed,
)
from accord.observatory.models import Indicator
from accord.observatory.numerals import written

_NUMBER = re.compile(r"[0-9]+(?:\.([0-9]+))?")

EVIDENCE: Mapping[str, str | Promise] = {
    "publisher": gettext_lazy("Printed by the publisher"),
    "press": gettext_lazy("Reported by others"),
    "doubtful": gettext_lazy("Sources contradict each other"),
}
UNITS: Mapping[str, str | Promise] = {
    "percent": gettext_lazy("per cent"),
    "percentage-point": gettext_lazy("percentage points"),
    "per-1000": gettext_lazy("in a thousand"),
    "million": gettext_lazy("million"),
    "share": gettext_lazy("of the population"),
    "years": gettext_lazy("years"),
    "index-10": gettext_lazy("on a scale from 0 to 10"),
    "trend": "",
}


@dataclass(frozen=True, slots=True)
class Ours:
    """A recomputed value, ready to print; `places` are those of extremes."""

    time: str
    value: str
    places: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One statement as the page shows it."""

    headline: Headline
    name: str
    note: str
    unit: str | Promise
    evidence: str | Promise
    printed: Sequence[tuple[str, str]]
    ours: Sequence[Ours]
    indicator: Indicator | None
    source: str
    modelled: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The statements of one pillar; None for those of all."""

    pillar: Pillar | None
    rows: Sequence[Row]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    rows = rows_of(headlines())
    pillars = {each.code: each for each in Pillar.objects.all()}
    parts = [
        Part(pillars.get(code), list(found))
        for code, found in groupby(rows, key=lambda row: row.headline.pillar)
    ]
    title = _("Headline figures, recomputed")
    trail = [(title, None)]
    description = _(
        "What the report on the state of social justice prints, beside what published "
        "series give."
    )
    context = {
        "head": _head(request, title, description, trail),
        "trail": trail,
        "description": description,
        "title": title,
        "parts": parts,
        "count": len(rows),
        "checked": sum(bool(row.ours) for row in rows),
    }
    return render(request, "observatory/headlines.html", context)


@require_safe
def files(request: HttpRequest, ending: Format) -> HttpResponseBase:
    return answer_list(request, ending, HEADLINES, list(headlines()))


def rows_of(found: Sequence[Headline]) -> list[Row]:
    """Return the statements with what we find, in a constant number of queries."""
    codes = {each.recompute["indicator"] for each in found if each.recompute}
    indicators = {
        each.code: each
        for each in Indicator.objects.filter(code__in=codes)
        .select_related("unit")
        .prefetch_related("lines__source")
    }
    lines = lines_of(indicators)
    values = {each.code: recomputed(each, lines) for each in found}
    extremes = {
        part.area
        for results in values.values()
        for each in results
        if each.least is not None
        for part in each.made_of
    }
    places = {
        each.iso3: each.name for each in Country.objects.filter(iso3__in=extremes)
    }
    return [_row(each, values[each.code], indicators, places) for each in found]


def _row(
    headline: Headline,
    values: Sequence[Recomputed],
    indicators: Mapping[str, Indicator],
    places: Mapping[str, str],
) -> Row:
    language = active_language()
    how = headline.recompute
    used = indicators.get(how["indicator"]) if how else None
    parts = [part for each in values for part in each.made_of]
    series = dict.fromkeys((part.source, part.series) for part in parts)
    sources = {
        (line.source.code, line.series): line.source.name
        for line in (used.lines.all() if used else ())
    }
    return Row(
        headline,
        text_in(dict(headline.names), language),
        text_in(dict(headline.note), language),
        UNITS.get(headline.unit, headline.unit),
        EVIDENCE[headline.evidence],
        [(each.period, _printed(each, language)) for each in headline.printed],
        [_ours(each, used.decimals, places) for each in values] if used else [],
        used,
        ", ".join(f"{sources.get(key, key[0])} {key[1]}" for key in series),
        any(part.basis == "modelled" for part in parts),
    )


def _ours(each: Recomputed, decimals: int, places: Mapping[str, str]) -> Ours:
    value = written(each.value, decimals)
    if each.least is None:
        return Ours(each.time, value)
    least, most = (places.get(part.area, part.area) for part in each.made_of)
    return Ours(
        each.time, f"{written(each.least, decimals)} – {value}", f"{least} – {most}"
    )


def _printed(each: Printed, language: str) -> str:
    """Write a printed number in the reader's manner; what is no number stays."""
    number = _NUMBER.fullmatch(each.value)
    if number is None:
        return text_in(dict(each.words), language) or each.value
    return written(float(each.value), len(number[1] or ""))


def _head(request: HttpRequest, title: str, description: str, trail: Trail) -> Head:
    return heads.of(
        request,
        name=title,
        card=PAGE.card(),
        description=description,
        trail=trail,
    )
