"""Values on a common scale, each with the range in which the truth may lie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tally.charts import svg
from tally.charts.svg import Direction, Mark, Write

_ROW = 2.75

Place: TypeAlias = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A value and, where it is known, its interval from `low` to `high`.

    The shape of one that is `estimated` by a model is hollow.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    mark: Mark = ""
    estimated: bool = False

    def __post_init__(self) -> None:
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            message = f"{self.label}: {self.value} lies outside {low} to {high}."
            raise ValueError(message)


def dots(
    rows: Sequence[Dot],
    *,
    start: float,
    end: float,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
) -> str:
    """Draw each value as its shape, on a scale from `start` to `end`.

    The scale need not begin at zero: a dot claims a place, not a length. Values
    beyond the scale are refused, for they would be drawn where they are not.
    """
    if not start < end:
        message = f"The scale runs from {start} to {end}: it must grow."
        raise ValueError(message)
    beyond = [row.label for row in rows if row.value < start or row.value > end]
    if beyond:
        message = f"Beyond the scale: {', '.join(beyond)}."
        raise ValueError(message)

    def place(value: float) -> float:
        return 3 + 94 * (min(max(value, start), end) - start) / (end - start)

    drawn: list[str] = []
    for index, row in enumerate(rows):
        drawn += _row(row, index * _ROW, place, direction, write)
    height = len(rows) * _ROW + 1.6
    axis = height - 1.5
    drawn.append(
        svg.element(
            "line",
            class_="chart__axis",
            x1="0",
            x2="100%",
            y1=svg.length(axis, "em"),
            y2=svg.length(axis, "em"),
        )
    )
    for value, anchor, at in ((start, "start", 0), (end, "end", 100)):
        drawn.append(
            svg.text(
                write(value),
                x=svg.across(at, direction),
                y=svg.length(axis + 1.15, "em"),
                text_anchor=anchor,
                class_="chart__soft",
            )
        )
    return svg.frame(
        *drawn, title=title, description=description, height=height, direction=direction
    )


def _row(
    row: Dot, top: float, place: Place, direction: Direction, write: Write
) -> list[str]:
    middle = svg.length(top + 1.95, "em")
    drawn = [
        svg.text(row.label, x=svg.across(0, direction), y=svg.length(top + 0.95, "em")),
        svg.text(
            write(row.value),
            x=svg.across(100, direction),
            y=svg.length(top + 0.95, "em"),
            text_anchor="end",
            class_="chart__value",
        ),
        svg.element(
            "line", class_="chart__rule", x1="0", x2="100%", y1=middle, y2=middle
        ),
    ]
    if row.low is not None and row.high is not None:
        low, high = place(row.low), place(row.high)
        drawn.append(
            svg.element(
                "rect",
                class_=svg.classes("chart__band", row.mark),
                y=svg.length(top + 1.7, "em"),
                height="0.5em",
                **svg.span(low, high - low, direction),
            )
        )
    drawn.append(
        svg.symbol(
            row.mark,
            x=svg.across(place(row.value), direction),
            y=middle,
            size=0.9,
            class_=svg.classes(
                "chart__dot chart__dot--hollow" if row.estimated else "chart__mark",
                row.mark,
            ),
            centred=True,
        )
    )
    return drawn
