"""Lines, tables and legends of figures, all from the same observations."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.atlas.models.named import active_language
from accord.base.components import Cell, Column, Key, Table
from accord.observatory import changes, words
from accord.observatory.background import Background
from accord.observatory.numerals import Subject
from accord.observatory.reading import Observation
from accord.observatory.registry import definition_name
from tally.charts.course import Basis, Line, Point, breaks, marks_breaks
from tally.charts.keys import Sample, sample


@dataclass(frozen=True, slots=True)
class Strand:
    """Observations that share a line: one area, sex, age and definition, by time."""

    name: str
    observations: Sequence[Observation]


def strands_of(
    observations: Sequence[Observation], background: Background
) -> list[Strand]:
    """Part observations into lines, in the order in which they come.

    A line is named by what tells it from the others: its area, sex, age, definition.
    """
    parted: dict[tuple[str, ...], list[Observation]] = {}
    for each in observations:
        parted.setdefault(_key(each), []).append(each)
    varied = [len({key[place] for key in parted}) > 1 for place in range(5)]
    names = (background.area, words.sex, words.age, _definition, words.dimensions)
    strands = []
    for key, line in parted.items():
        told = [
            name(code)
            for name, code, varies in zip(names, key, varied, strict=True)
            if varies
        ]
        name_of_line = ", ".join(filter(None, told)) or background.area(key[0])
        strands.append(Strand(name_of_line, sorted(line, key=lambda each: each.time)))
    return strands


def _definition(key: str) -> str:
    return definition_name(key, active_language())


def _key(each: Observation) -> tuple[str, ...]:
    return each.area, each.sex, each.age, each.definition, each.dimensions


def line_of(strand: Strand) -> Line:
    """Return what is drawn of a line."""
    return Line(strand.name, [_point(each) for each in strand.observations])


def _point(each: Observation) -> Point:
    bounded = each.lower is not None and each.upper is not None
    return Point(
        when(each.time),
        each.value,
        each.lower if bounded else None,
        each.upper if bounded else None,
        _basis(each),
        changes.is_break(each),
    )


def _basis(each: Observation) -> Basis:
    if each.basis == "projected":
        return "projected"
    return "modelled" if each.basis == "modelled" else "reported"


def when(time: str) -> float:
    """Return a time as a year and its part: the third quarter of 2021 is 2021.5."""
    year, _dash, part = time.partition("-")
    if part.startswith("Q"):
        return int(year) + (int(part[1:]) - 1) / 4
    return int(year) + ((int(part[:2]) - 1) / 12 if part else 0.0)


def table_of_times(subject: Subject, strands: Sequence[Strand]) -> Table:
    """Return all values by time, one column for each line; one row for each time."""
    if len(strands) == 1:
        return _table_of_one(subject, strands[0])
    times = sorted({each.time for strand in strands for each in strand.observations})
    held = [{each.time: each for each in strand.observations} for strand in strands]
    columns = [Column(_("Time")), *(Column(s.name, numeric=True) for s in strands)]
    rows = [
        [
            Cell(words.period(time)),
            *(_cell(subject, column.get(time)) for column in held),
        ]
        for time in times
    ]
    return Table(_caption(subject), columns, rows)


def _table_of_one(subject: Subject, strand: Strand) -> Table:
    bounded = any(each.lower is not None for each in strand.observations)
    columns = [Column(_("Time")), Column(subject.unit, numeric=True)]
    if bounded:
        columns += [
            Column(_("Lower end"), numeric=True),
            Column(_("Upper end"), numeric=True),
        ]
    columns.append(Column(_("Remarks")))
    rows = []
    for each in strand.observations:
        row = [Cell(words.period(each.time)), number_cell(subject, each)]
        if bounded:
            row += [
                Cell("" if bound is None else subject.number(bound))
                for bound in (each.lower, each.upper)
            ]
        rows.append([*row, Cell(words.flags(each))])
    return Table(f"{_caption(subject)}, {strand.name}", columns, rows)


def table_of_values(
    subject: Subject, observations: Sequence[Observation], background: Background
) -> Table:
    """Return one value for each area, with its year and remarks."""
    rows = [
        [
            Cell(background.area(each.area), url=background.area_url(each.area)),
            number_cell(subject, each),
            Cell(words.period(each.time)),
            Cell(words.flags(each)),
        ]
        for each in observations
    ]
    columns = [
        Column(_("Country or area")),
        Column(subject.unit, numeric=True),
        Column(_("Time"), numeric=True),
        Column(_("Remarks")),
    ]
    return Table(_caption(subject), columns, rows)


def _caption(subject: Subject) -> str:
    return _("%(indicator)s (%(unit)s)") % {
        "indicator": subject.name,
        "unit": subject.unit,
    }


def number_cell(subject: Subject, each: Observation) -> Cell:
    """Write a value, or why there is none."""
    if each.value is None:
        return Cell(words.missing(each.missing))
    return Cell(subject.number(each.value))


def _cell(subject: Subject, each: Observation | None) -> Cell:
    """Write a value with the letters of its flags: there is no column for remarks."""
    if each is None:
        return Cell("")
    marks = words.marks(each)
    number = number_cell(subject, each)
    return Cell(f"{number.text}\u00a0{marks}") if marks else number


def legend_of(strands: Sequence[Strand]) -> list[Key]:
    """Return what the strokes and points of lines mean, as far as they occur."""
    kinds = legend_of_kinds([each for line in strands for each in line.observations])
    courses = [line_of(strand) for strand in strands]
    if not any(breaks(course) for course in courses):
        return kinds
    if marks_breaks(courses):
        label = _("break in series: values before and after do not compare")
        return [*kinds, Key(label, sample=sample("break"))]
    label = _("not joined: the series breaks, the values do not compare")
    return [*kinds, Key(label, sample=sample("apart"))]


def legend_of_kinds(observations: Sequence[Observation]) -> list[Key]:
    """Return what tells measured values from others, and what intervals are."""
    known = [each for each in observations if each.value is not None]
    found = {each.basis for each in known}
    keys: list[tuple[bool, Sample, str]] = [
        (
            "reported" in found and len(found) > 1,
            "reported",
            _("reported by national sources"),
        ),
        ("modelled" in found, "modelled", _("estimate of a model")),
        ("projected" in found, "projected", _("projection, not an observation")),
        (
            any(each.lower is not None for each in known),
            "interval",
            _("interval in which the true value probably lies"),
        ),
    ]
    return [Key(label, sample=sample(what)) for shown, what, label in keys if shown]
