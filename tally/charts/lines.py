"""The course of one to six series over time, and how sure it is.

Lines join consecutive values only. Where the source says that a value is missing, and
where a series breaks, nothing is joined; a break carries a mark. A line is thin where
it leads to an estimate of a model or across years in which nothing was measured, and
dotted where it leads to a projection. Measured values are full points, those of a
model hollow ones, projections crosses.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from tally.charts import svg
from tally.charts.course import (
    Line,
    Point,
    Target,
    breaks,
    marks_breaks,
    runs,
    stretches,
)
from tally.charts.scales import Scale, apart, scale_of, year_ticks
from tally.charts.svg import Direction, Write

MOST_LINES = 6

_HEIGHT, _TOP = 15.0, 0.8
_LABEL_LINE = 1.2
# A label's lines, in letters; a letter is about half as wide as the text is high.
_LABEL_WIDTH, _LETTER = 14, 0.58
# Beyond this many values, points stand only where something happens.
_MOST_POINTS = 24
_SIDE = 1000.0


@dataclass(frozen=True, slots=True)
class Axis:
    """How values stand upwards. Without a scale it is made to hold every value.

    `write` writes the ticks; without it they are written as the values are.
    """

    scale: Scale | None = None
    target: Target | None = None
    write: Write | None = None
    height: float = _HEIGHT


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where times and values lie."""

    first: float
    last: float
    scale: Scale
    height: float
    direction: Direction

    def across(self, time: float) -> float:
        """Return percent from the reading start."""
        if self.last == self.first:
            return 50.0
        return 100 * (time - self.first) / (self.last - self.first)

    def down(self, value: float) -> float:
        """Return em from the top of the plot."""
        return self.height * (1 - self.scale.share(value))

    def corner(self, time: float, value: float) -> str:
        """Return a place in the stretched box that lines are drawn in."""
        x = self.across(time) * _SIDE / 100
        x = x if self.direction == "ltr" else _SIDE - x
        y = _SIDE * (1 - self.scale.share(value))
        return f"{svg.length(round(x, 1))} {svg.length(round(y, 1))}"


def lines(
    drawn: Sequence[Line],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
    axis: Axis = Axis(),
) -> str:
    """Draw up to six series, each named where it ends.

    `write` writes the value at a line's end. Charts that are compared share a scale.
    """
    if len(drawn) > MOST_LINES:
        raise ValueError(
            f"{len(drawn)} lines cannot be told apart; draw at most {MOST_LINES}."
        )
    shown = [line for line in drawn if line.known]
    times = [point.time for line in shown for point in line.points]
    first, last = (min(times), max(times)) if times else (0.0, 0.0)
    sheet = _Sheet(
        first, last, axis.scale or scale_for(shown, axis.target), axis.height, direction
    )
    ticks = [(axis.write or write)(tick) for tick in sheet.scale.ticks]
    names, room = _names(shown, sheet, write)
    return svg.element(
        "svg",
        svg.naming(title, description),
        *_grid(sheet, ticks),
        *(_target(axis.target, sheet) if axis.target else ()),
        *_curves(shown, sheet),
        *_points(shown, sheet),
        *names,
        class_=f"chart chart--time chart--from-{_room(ticks, most=8)} chart--to-{room}",
        role="img",
        width="100%",
        height=svg.length(axis.height + _TOP + 2.0, "em"),
        direction=direction,
        xmlns="http://www.w3.org/2000/svg",
    )


def scale_for(
    drawn: Sequence[Line],
    target: Target | None = None,
    *,
    zero: bool = False,
    within: tuple[float, float] = (float("-inf"), float("inf")),
) -> Scale:
    """Return the scale that holds all values, intervals and the target."""
    held = [
        each
        for line in drawn
        for point in line.known
        for each in (point.value, point.lower, point.upper)
        if each is not None
    ]
    held += [target.value] if target else []
    return scale_of(held, zero=zero, within=within)


def _room(texts: Sequence[str], *, most: int) -> int:
    """Return how many em the longest of some texts needs beside the plot."""
    longest = max((len(text) for text in texts), default=0)
    return min(most, ceil(longest * _LETTER + 1.2))


def _grid(sheet: _Sheet, ticks: Sequence[str]) -> Iterator[str]:
    for value, words in zip(sheet.scale.ticks, ticks, strict=True):
        y = _TOP + sheet.down(value)
        yield svg.element(
            "line",
            class_="chart__axis" if value == 0 else "chart__rule",
            x1="0",
            x2="100%",
            y1=svg.length(y, "em"),
            y2=svg.length(y, "em"),
        )
        yield svg.text(
            words,
            x=svg.across(0, sheet.direction),
            dx=svg.nudge(-0.5, sheet.direction),
            y=svg.length(y + 0.35, "em"),
            text_anchor="end",
            class_="chart__soft",
        )
    years = year_ticks(sheet.first, sheet.last)
    for number, year in enumerate(years):
        at = sheet.across(max(year, sheet.first))
        edge = len(years) > 1 and number in (0, len(years) - 1)
        yield svg.text(
            str(year),
            x=svg.across(at, sheet.direction),
            y=svg.length(_TOP + sheet.height + 1.5, "em"),
            text_anchor=("start" if not number else "end") if edge else "middle",
            class_="chart__soft" if edge else "chart__soft chart__wide",
        )


def _target(target: Target, sheet: _Sheet) -> Iterator[str]:
    y = _TOP + sheet.down(target.value)
    yield svg.element(
        "line",
        class_="chart__target",
        x1="0",
        x2="100%",
        y1=svg.length(y, "em"),
        y2=svg.length(y, "em"),
    )
    # Above the line, but never above the chart.
    yield svg.text(
        target.label,
        x=svg.across(0, sheet.direction),
        dx=svg.nudge(0.3, sheet.direction),
        y=svg.length(y - 0.35 if y > _TOP + 1 else y + 1.1, "em"),
        class_="chart__soft chart__halo",
    )


def _class(line: Line, number: int) -> str:
    return "is-quiet" if line.quiet else f"line-{number + 1}"


def _curves(drawn: Sequence[Line], sheet: _Sheet) -> Iterator[str]:
    """Draw bands and lines in a box that is stretched to the width of the page."""
    inside = [
        svg.element("path", class_=f"chart__band {_class(line, number)}", d=shape)
        for number, line in enumerate(drawn)
        for shape in _bands(line, sheet)
    ]
    inside += [
        svg.element(
            "path",
            class_=f"chart__line chart__line--{stretch.manner} {_class(line, number)}",
            d="M"
            + "L".join(
                sheet.corner(point.time, point.value)
                for point in stretch.points
                if point.value is not None
            ),
        )
        for number, line in enumerate(drawn)
        for stretch in stretches(line)
    ]
    if inside:
        yield svg.element(
            "svg",
            *inside,
            x="0",
            y=svg.length(_TOP, "em"),
            width="100%",
            height=svg.length(sheet.height, "em"),
            viewBox=f"0 0 {svg.length(_SIDE)} {svg.length(_SIDE)}",
            preserveAspectRatio="none",
            overflow="visible",
        )


def _bands(line: Line, sheet: _Sheet) -> Iterator[str]:
    """Yield the outline of each interval: over a run, or a slit for a lone value."""
    for run in runs(line.points):
        for known, group in groupby(run, key=lambda each: each.lower is not None):
            held = [
                (point.time, point.lower, point.upper)
                for point in group
                if point.lower is not None and point.upper is not None
            ]
            if not known or not held:
                continue
            if len(held) == 1:
                time, low, high = held[0]
                slit = (sheet.last - sheet.first) * 0.006 or 1.0
                held = [
                    (max(sheet.first, time - slit), low, high),
                    (min(sheet.last, time + slit), low, high),
                ]
            over = [sheet.corner(time, high) for time, _low, high in held]
            under = [sheet.corner(time, low) for time, low, _high in reversed(held)]
            yield "M" + "L".join([*over, *under]) + "Z"


def _points(drawn: Sequence[Line], sheet: _Sheet) -> Iterator[str]:
    for number, line in enumerate(drawn):
        class_ = _class(line, number)
        for run in runs(line.points):
            for point in _shown(run, line, len(drawn)):
                yield _mark(point, class_, sheet)
        for before, after in breaks(line) if marks_breaks(drawn) else ():
            yield _break(before, after, class_, sheet)


def _shown(run: Sequence[Point], line: Line, lines_drawn: int) -> list[Point]:
    """Return the points that are marked: all of few; of many, those that tell."""
    if len(line.known) * min(lines_drawn, 2) <= _MOST_POINTS:
        return list(run)
    last = line.known[-1]
    return [
        point
        for place, point in enumerate(run)
        if len(run) == 1
        or point is last
        or point.basis == "projected"
        or (place and run[place - 1].basis != point.basis)
    ]


def _mark(point: Point, class_: str, sheet: _Sheet) -> str:
    x = svg.across(sheet.across(point.time), sheet.direction)
    y = svg.length(_TOP + sheet.down(point.value or 0.0), "em")
    if point.basis == "projected":
        return svg.element(
            "svg",
            svg.element(
                "path", class_=f"chart__cross {class_}", d="M-3.5-3.5l7 7m0-7l-7 7"
            ),
            x=x,
            y=y,
            overflow="visible",
        )
    hollow = " chart__dot--hollow" if point.basis == "modelled" else ""
    return svg.element(
        "circle", class_=f"chart__dot{hollow} {class_}", cx=x, cy=y, r="0.24em"
    )


def _break(before: Point, after: Point, class_: str, sheet: _Sheet) -> str:
    """Draw two strokes halfway between values that cannot be compared."""
    middle = (sheet.across(before.time) + sheet.across(after.time)) / 2
    down = (sheet.down(before.value or 0.0) + sheet.down(after.value or 0.0)) / 2
    return svg.element(
        "svg",
        svg.element("path", class_=f"chart__break {class_}", d="M-5 6l4-12M1 6l4-12"),
        x=svg.across(middle, sheet.direction),
        y=svg.length(_TOP + down, "em"),
        overflow="visible",
    )


def _label(line: Line, value: str, *, alone: bool) -> list[tuple[str, str]]:
    """Return the lines of a label, each its words and the part that is a value."""
    if alone and value:
        return [("", value)]
    words = svg.wrapped(line.label, at=_LABEL_WIDTH)
    *before, end = words
    if not value or len(end) + 1 + len(value) <= _LABEL_WIDTH:
        return [*((each, "") for each in before), (end, value)]
    return [*((each, "") for each in words), ("", value)]


def _names(
    drawn: Sequence[Line], sheet: _Sheet, write: Callable[[float], str]
) -> tuple[list[str], int]:
    """Draw the labels at the lines' ends; return them and the room they need in em."""
    ends = [line.known[-1] for line in drawn]
    # A projection is not written as if it were the latest value.
    values = ["" if e.basis == "projected" else write(e.value or 0.0) for e in ends]
    labels = [
        _label(line, value, alone=len(drawn) == 1)
        for line, value in zip(drawn, values, strict=True)
    ]
    wanted = [sheet.down(end.value or 0.0) for end in ends]
    sizes = [len(label) * _LABEL_LINE + 0.15 for label in labels]
    places = apart(wanted, sizes, sheet.height + _TOP)
    made: list[str] = []
    for number, (line, end, label) in enumerate(zip(drawn, ends, labels, strict=True)):
        class_ = _class(line, number)
        made += _leader(end, wanted[number], places[number], class_, sheet)
        top = _TOP + places[number] - (len(label) - 1) * _LABEL_LINE / 2 + 0.35
        for row, (words, value) in enumerate(label):
            content = svg.escape(f"{words} " if words and value else words)
            if value:
                content += svg.element(
                    "tspan", svg.escape(value), class_="chart__value"
                )
            made.append(
                svg.element(
                    "text",
                    content,
                    x=svg.across(100, sheet.direction),
                    dx=svg.nudge(0.8, sheet.direction),
                    y=svg.length(top + row * _LABEL_LINE, "em"),
                    class_=f"chart__name {class_}",
                )
            )
    texts = [f"{words} {value}".strip() for label in labels for words, value in label]
    return made, _room(texts, most=11)


def _leader(
    end: Point, wanted: float, place: float, class_: str, sheet: _Sheet
) -> Iterator[str]:
    """Lead from the end of a line to its label: along the level, then to the words."""
    level = svg.length(_TOP + wanted, "em")
    if end.time < sheet.last:
        yield svg.element(
            "line",
            class_=f"chart__leader {class_}",
            x1=svg.across(sheet.across(end.time), sheet.direction),
            x2=svg.across(100, sheet.direction),
            y1=level,
            y2=level,
        )
    if abs(place - wanted) > 0.2:
        yield svg.element(
            "svg",
            svg.element(
                "line",
                class_=f"chart__leader {class_}",
                x1=svg.nudge(0.25, sheet.direction),
                x2=svg.nudge(0.7, sheet.direction),
                y1="0",
                y2=svg.length(place - wanted, "em"),
            ),
            x=svg.across(100, sheet.direction),
            y=level,
            overflow="visible",
        )
