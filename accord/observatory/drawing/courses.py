"""The courses of all areas: a large chart, which lies at an address of its own.

A page refers to the file by `<use>`, as it does to the world map: colours are the
page's tokens, text is text, and the browser keeps the file. The lines of an area have
an id, so that those which a reader asks for stand out without another drawing.
"""

from collections.abc import Sequence
from statistics import median
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.atlas.models import Region
from accord.base.components import Cell, Column, Figure, Key, Table
from accord.observatory import changes, large, spreads
from accord.observatory.background import Background
from accord.observatory.drawing.frame import Content, Which, framed, joined, latest_of
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tabling import line_of, strands_of
from tally.charts import svg
from tally.charts.courses import NARROW, WIDE, Layout, Panel, courses
from tally.charts.keys import SAMPLES, sample
from tally.charts.vega import Spec

LAYOUTS: dict[str, Layout] = {"wide": WIDE, "narrow": NARROW}


def courses_figure(
    subject: Subject,
    observations: Sequence[Observation],
    background: Background | None = None,
    which: Which = Which("courses"),  # noqa: B008 frozen
    *,
    named: Sequence[str] = (),
) -> Figure:
    """Draw every area's headline line in the panel of its region; `named` stand out.

    `observations` are those of countries, all years. Up to six areas are named. The
    table says the middle of each region; every value is in the file of the figure.
    """
    background = background or Background.of(observations)
    panels = panels_of(observations, background)
    specs = specs_of(subject, panels, background)
    file = reverse("observatory:courses", args=[subject.code, large.digest_of(specs)])
    shown = [
        each for each in latest_of(observations) if background.continent(each.area)
    ]
    by_code = {each.area: each for each in shown}
    chosen = [code for code in named if code in by_code][: len(SAMPLES)]
    title = _("%(indicator)s: the course of each country and area") % {
        "indicator": subject.name
    }
    sentence = joined(_extent(observations, shown), spreads.middle(subject, shown))
    chart = "".join(
        _reference(name, file, len(panels), chosen, (title, sentence))
        for name in LAYOUTS
    )
    legend = [
        Key(
            f"{background.area(code)} {subject.short(by_code[code].value or 0.0)}",
            sample=sample(key),
        )
        for code, key in zip(chosen, SAMPLES, strict=False)
    ]
    table = _table(subject, shown, background)
    content = Content(title, sentence, chart, table, legend)
    return framed(content, subject, shown, background, which)


def panels_of(
    observations: Sequence[Observation], background: Background
) -> list[Panel]:
    """Return each area's line in the panel of its region, without projections."""
    valued = {each.area for each in changes.known(observations)}
    regions: dict[str, Region] = {}
    held: dict[str, dict[str, list[Observation]]] = {}
    for each in observations:
        region = background.continent(each.area)
        if region is None or each.area not in valued or each.basis == "projected":
            continue
        regions[region.m49] = region
        held.setdefault(region.m49, {}).setdefault(each.area, []).append(each)
    ordered = sorted(held, key=lambda code: regions[code].name)
    return [
        Panel(
            regions[code].name,
            {area: _newest(line, background) for area, line in held[code].items()},
        )
        for code in ordered
    ]


def _newest(line: Sequence[Observation], background: Background) -> Any:
    """Return the line whose values are the most recent: definitions never mix."""
    strands = strands_of(line, background)
    return line_of(max(strands, key=lambda each: each.observations[-1].time))


def specs_of(
    subject: Subject, panels: Sequence[Panel], background: Background
) -> dict[str, Spec]:
    """Return what is drawn for a wide and for a narrow page."""
    return {
        name: courses(
            panels,
            layout,
            symbol=subject.symbol,
            direction=background.direction,
            within=subject.within,
        )
        for name, layout in LAYOUTS.items()
    }


def _reference(
    name: str,
    file: str,
    panels: int,
    chosen: Sequence[str],
    said: tuple[str, str],
) -> str:
    width, height = LAYOUTS[name].size(panels)
    marked = [
        svg.element("use", class_=f"chart__course {key}", href=f"{file}#{name}-{code}")
        for code, key in zip(chosen, SAMPLES, strict=False)
    ]
    return svg.element(
        "svg",
        svg.naming(*said),
        svg.element("use", href=f"{file}#{name}"),
        *marked,
        class_=f"chart chart--{name}",
        role="img",
        viewBox=f"0 0 {width} {height}",
        xmlns="http://www.w3.org/2000/svg",
    )


def _extent(observations: Sequence[Observation], shown: Sequence[Observation]) -> str:
    years = [each.year for each in changes.known(observations)]
    if not years:
        return ""
    return ngettext(
        "%(count)s country or area has values between %(first)s and %(last)s.",
        "%(count)s countries and areas have values between %(first)s and %(last)s.",
        len(shown),
    ) % {"count": len(shown), "first": min(years), "last": max(years)}


def _table(
    subject: Subject, shown: Sequence[Observation], background: Background
) -> Table:
    held: dict[str, list[float]] = {}
    for each in shown:
        region = background.continent(each.area)
        if region is not None:
            held.setdefault(region.name, []).append(each.value or 0.0)
    return Table(
        _("%(indicator)s by region, latest values (%(unit)s)")
        % {"indicator": subject.name, "unit": subject.unit},
        [
            Column(_("Region")),
            Column(_("Countries and areas"), numeric=True),
            Column(_("Median of countries"), numeric=True),
        ],
        [
            [Cell(name), Cell(len(values)), Cell(subject.number(median(values)))]
            for name, values in sorted(held.items())
        ],
    )
