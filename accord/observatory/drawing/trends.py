"""Lines over time."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.base.components import Figure, Key
from accord.observatory import changes, sentences, spreads, words
from accord.observatory.background import Background
from accord.observatory.drawing.frame import (
    Content,
    Which,
    framed,
    joined,
    nothing_here,
)
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.tabling import (
    Strand,
    legend_of,
    line_of,
    strands_of,
    table_of_times,
)
from tally.charts.columns import Column, columns
from tally.charts.course import Target
from tally.charts.keys import Sample, sample
from tally.charts.lines import MOST_LINES, Axis, lines, scale_for

_MOST_TOLD = 3
# Up to so many values of one line are drawn as columns.
_FEW = 3


def trend_figure(
    subject: Subject,
    observations: Sequence[Observation],
    background: Background | None = None,
    which: Which = Which("trend"),  # noqa: B008 frozen
) -> Figure:
    """Draw lines over time: one for each area, sex, age and definition, up to six."""
    background = background or Background.of(observations)
    strands = strands_of(observations, background)
    drawn = strands[:MOST_LINES]
    title, sentence = _told(subject, drawn)
    target = _target(subject)
    if target is None and _are_few(strands):
        return _of_few(subject, strands[0], background, which)
    courses = [line_of(strand) for strand in drawn]
    scale = scale_for(courses, target, within=subject.within)
    content = Content(
        title,
        sentence,
        lines(
            courses,
            title=title,
            description=sentence,
            direction=background.direction,
            write=subject.short,
            axis=Axis(scale, target, subject.ticks(scale.decimals)),
        ),
        table_of_times(subject, strands),
        legend_of(drawn),
        joined(
            "" if scale.begins_at_zero else _("The scale does not begin at zero."),
            words.key_of_marks(observations) if len(strands) > 1 else "",
            _("Further lines are in the table.") if len(strands) > len(drawn) else "",
            sentences.rounding(subject, [each.observations for each in drawn]),
            sentences.rule_of_change(subject),
        ),
    )
    return framed(content, subject, observations, background, which)


def _are_few(strands: Sequence[Strand]) -> bool:
    """Say whether one line has so few values that columns show them better.

    A column says neither an interval nor a break, and hangs where values are negative.
    """
    values = strands[0].observations if len(strands) == 1 else []
    return 0 < len(values) <= _FEW and not any(
        each.value is None
        or each.value < 0
        or each.lower is not None
        or each.basis == "projected"
        or changes.is_break(each)
        for each in values
    )


def _of_few(
    subject: Subject, strand: Strand, background: Background, which: Which
) -> Figure:
    title, sentence = _told(subject, [strand])
    chart = columns(
        [
            Column(
                words.period(each.time), each.value, estimated=each.basis == "modelled"
            )
            for each in strand.observations
        ],
        title=title,
        description=sentence,
        direction=background.direction,
        write=subject.short,
    )
    values = strand.observations
    content = Content(
        title,
        sentence,
        chart,
        table_of_times(subject, [strand]),
        _kinds_of_columns(values),
        joined(sentences.rounding(subject, [values]), sentences.rule_of_change(subject))
        if len(values) > 1
        else "",
    )
    return framed(content, subject, values, background, which)


def _kinds_of_columns(observations: Sequence[Observation]) -> list[Key]:
    found = {each.basis for each in observations}
    kinds: list[tuple[str, Sample, str]] = [
        ("reported", "filled", _("reported by national sources")),
        ("modelled", "outlined", _("estimate of a model")),
    ]
    return [
        Key(label, sample=sample(what))
        for basis, what, label in kinds
        if basis in found and "modelled" in found
    ]


def _told(subject: Subject, strands: Sequence[Strand]) -> tuple[str, str]:
    """Return the title and the sentence of some lines."""
    if not strands:
        return nothing_here(subject), nothing_here(subject)
    if len(strands) == 1:
        name, line = strands[0].name, strands[0].observations
        return (
            sentences.finding(subject, name, line),
            sentences.trend(subject, name, line),
        )
    latest = [
        (strand.name, values[-1])
        for strand in strands
        if (values := changes.known(strand.observations))
    ]
    values = [value for _name, value in latest]
    title = spreads.span(subject, values)
    # Beyond three lines their courses would be read by nobody: the values remain.
    if len(strands) <= _MOST_TOLD:
        told = [
            sentences.change_alone(subject, each.name, each.observations)
            for each in strands
        ]
    else:
        told = [spreads.comparison(subject, [name for name, _each in latest], values)]
    known = {each.name: changes.known(each.observations) for each in strands}
    return title, joined(*told, sentences.breaks(known))


def _target(subject: Subject) -> Target | None:
    if subject.target is None:
        return None
    said = {"year": subject.target_year, "value": subject.short(subject.target)}
    if subject.target_year:
        return Target(subject.target, _("Target for %(year)s: %(value)s") % said)
    return Target(subject.target, _("Target: %(value)s") % said)
