"""Values of a few areas, sexes or ages side by side, with their intervals."""

from collections.abc import Callable, Sequence
from typing import Literal

from django.utils.translation import gettext as _

from accord.base.components import Cell, Column, Figure, Table
from accord.observatory import changes, spreads, words
from accord.observatory.background import Background
from accord.observatory.drawing.frame import (
    Content,
    Which,
    bounds,
    framed,
    joined,
    latest_of,
    nothing_here,
)
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tabling import legend_of_kinds, number_cell, table_of_values
from tally.charts.dots import Dot, dots
from tally.charts.scales import Scale, scale_of

# Below this share of the greatest value the least one is drawn from zero.
_NEAR = 0.7


def comparison_figure(
    subject: Subject,
    observations: Sequence[Observation],
    background: Background | None = None,
    which: Which = Which("comparison"),  # noqa: B008 frozen
) -> Figure:
    """Draw the latest value of each area given, with its interval, in their order."""
    background = background or Background.of(observations)
    shown = latest_of(observations)
    names = [background.area(each.area) for each in shown]
    sentence = spreads.comparison(subject, names, shown)
    labels = {
        each.area: f"{name}, {words.period(each.time)}"
        for name, each in zip(names, shown, strict=True)
    }
    content = Content(
        spreads.span(subject, shown),
        joined(sentence, spreads.estimates(shown)),
        _dots(subject, shown, lambda each: labels[each.area], sentence, background),
        table_of_values(subject, shown, background),
        legend_of_kinds(shown),
        _note(subject, shown),
    )
    return framed(content, subject, shown, background, which)


def breakdown_figure(
    subject: Subject,
    observations: Sequence[Observation],
    background: Background | None = None,
    which: Which = Which("breakdown"),  # noqa: B008 frozen
    *,
    by: Literal["sex", "age"] = "sex",
) -> Figure:
    """Draw one area's values by sex or by age, of the last time that has several."""
    background = background or Background.of(observations)
    shown = _of_one_time(observations, by)

    def label(each: Observation) -> str:
        return words.sex(each.sex) if by == "sex" else words.age(each.age)

    area = background.area(shown[0].area) if shown else ""
    title = _title(subject, area, shown, by)
    found = {each.sex: each for each in shown} if by == "sex" else {}
    sentence = title
    if {"F", "M"} <= set(found):
        sentence = spreads.by_sex(subject, area, found["F"], found["M"]) or title
    table = Table(
        title,
        [
            Column(_("Sex") if by == "sex" else _("Age")),
            Column(subject.unit, numeric=True),
            Column(_("Time"), numeric=True),
            Column(_("Remarks")),
        ],
        [
            [
                Cell(label(each)),
                number_cell(subject, each),
                Cell(words.period(each.time)),
                Cell(words.flags(each)),
            ]
            for each in shown
        ],
    )
    chart = _dots(subject, shown, label, sentence, background)
    content = Content(
        title, sentence, chart, table, legend_of_kinds(shown), _note(subject, shown)
    )
    return framed(content, subject, shown, background, which)


def _scale(subject: Subject, shown: Sequence[Observation]) -> Scale:
    """Return a scale from zero, but where all values lie close together far from it.

    Shares are always drawn from zero: a gap of a point is not the width of a page.
    """
    held = bounds(shown)
    near = not held or min(held) < max(held) * _NEAR
    zero = near or subject.unit_code == "percent"
    return scale_of(held, zero=zero, within=subject.within)


def _note(subject: Subject, shown: Sequence[Observation]) -> str:
    if _scale(subject, shown).begins_at_zero:
        return ""
    return _("The scale does not begin at zero.")


def _dots(
    subject: Subject,
    shown: Sequence[Observation],
    label: Callable[[Observation], str],
    title: str,
    background: Background,
) -> str:
    known = [each for each in shown if each.value is not None]
    scale = _scale(subject, known)
    return dots(
        [
            Dot(
                label(each),
                each.value or 0.0,
                each.lower if each.upper is not None else None,
                each.upper if each.lower is not None else None,
                estimated=each.basis == "modelled",
            )
            for each in known
        ],
        start=scale.start,
        end=scale.end,
        title=title,
        direction=background.direction,
        write=subject.short,
    )


def _of_one_time(observations: Sequence[Observation], by: str) -> list[Observation]:
    """Return the values of the last time that has more than one group, totals last."""

    def group(each: Observation) -> str:
        return each.sex if by == "sex" else each.age

    def totals_last(each: Observation) -> tuple[bool, str]:
        return group(each) in {"T", "_T"}, group(each)

    times = sorted({each.time for each in changes.known(observations)}, reverse=True)
    for time in times:
        found = [each for each in observations if each.time == time]
        if len({group(each) for each in found}) > 1:
            return sorted(found, key=totals_last)
    return [each for each in observations if times and each.time == times[0]]


def _title(subject: Subject, area: str, shown: Sequence[Observation], by: str) -> str:
    if not shown:
        return nothing_here(subject)
    said = {
        "indicator": subject.name,
        "area": area,
        "time": words.period(shown[0].time),
    }
    if by == "age":
        return _("%(indicator)s by age: %(area)s, %(time)s") % said
    return _("%(indicator)s of women and men: %(area)s, %(time)s") % said
