"""The courses of all areas: a large chart, which lies at an address of its own.

A page refers to the file by `<use>`, as it does to the world map: colours are the
page's tokens, text is text, and the browser keeps the file. The lines of an area have
an id, so that those which a reader asks for stand out without another drawing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.base.components import Cell, Column, Figure, Key, Table
from accord.observatory import changes, large, sentences
from accord.observatory.background import Background
from accord.observatory.changes import Verdict, change_of
from accord.observatory.drawing.frame import Content, Which, framed, joined, latest_of
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tabling import Strand, line_of, strands_of
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
    table says how many moved in each region; every value is in the file of the figure.
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
    regions = _by_region(observations, background)
    every = [strand for strands in regions.values() for strand in strands.values()]
    sentence = joined(
        _extent(observations, shown), _movements(_verdicts(subject, every))
    )
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
    table = _table(subject, regions, by_code)
    note = sentences.rule_of_change(subject)
    content = Content(title, sentence, chart, table, legend, note)
    return framed(content, subject, shown, background, which)


def panels_of(
    observations: Sequence[Observation], background: Background
) -> list[Panel]:
    """Return each area's line in the panel of its region, without projections."""
    return [
        Panel(region, {area: line_of(strand) for area, strand in strands.items()})
        for region, strands in _by_region(observations, background).items()
    ]


def _by_region(
    observations: Sequence[Observation], background: Background
) -> dict[str, dict[str, Strand]]:
    """Return the line of each area that has values, by the name of its region.

    It is the line whose values are the most recent: definitions never mix.
    """
    valued = {each.area for each in changes.known(observations)}
    held: dict[str, dict[str, list[Observation]]] = {}
    for each in observations:
        region = background.continent(each.area)
        if region is None or each.area not in valued or each.basis == "projected":
            continue
        held.setdefault(region.name, {}).setdefault(each.area, []).append(each)
    return {
        region: {area: _newest(line, background) for area, line in held[region].items()}
        for region in sorted(held)
    }


def _newest(line: Sequence[Observation], background: Background) -> Strand:
    strands = strands_of(line, background)
    return max(strands, key=lambda each: each.observations[-1].time)


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


def _verdicts(subject: Subject, strands: Iterable[Strand]) -> Counter[Verdict]:
    """Count how lines moved over their years that compare, by the published rule."""
    found = (
        change_of(each.observations, worth=subject.worth, decimals=subject.decimals)
        for each in strands
    )
    return Counter(change.verdict for change in found if change is not None)


def _movements(counted: Counter[Verdict]) -> str:
    rose, fell = counted[Verdict.ROSE], counted[Verdict.FELL]
    total = counted.total()
    if not total:
        return ""
    return _(
        "Of %(count)s whose values compare over time, risen: %(rose)s; fallen:"
        " %(fell)s; no change that can be told: %(still)s."
    ) % {"count": total, "rose": rose, "fell": fell, "still": total - rose - fell}


def _table(
    subject: Subject,
    regions: Mapping[str, Mapping[str, Strand]],
    latest: Mapping[str, Observation],
) -> Table:
    rows = []
    for region, strands in regions.items():
        counted = _verdicts(subject, strands.values())
        values = [latest[area].value or 0.0 for area in strands]
        rows.append(
            [
                Cell(region),
                Cell(len(values)),
                Cell(subject.number(median(values))),
                Cell(counted[Verdict.ROSE]),
                Cell(counted[Verdict.FELL]),
                Cell(counted.total() - counted[Verdict.ROSE] - counted[Verdict.FELL]),
            ]
        )
    labels = [
        _("Countries and areas"),
        _("Median of countries"),
        _("Risen"),
        _("Fallen"),
        _("Unclear"),
    ]
    return Table(
        _("%(indicator)s by region, latest values (%(unit)s)")
        % {"indicator": subject.name, "unit": subject.unit},
        [Column(_("Region")), *(Column(label, numeric=True) for label in labels)],
        rows,
    )
