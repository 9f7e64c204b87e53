"""How a whole is made up: a bar of parts, and an assembly of one shape each."""

from collections.abc import Sequence
from math import ceil

from tally.charts import svg
from tally.charts.svg import Direction, Part, Write

_ROOM_FOR_SHAPE = 7.0
_ROOM_FOR_VALUE = 5.0
# A seat of the assembly, in its own units, and the aisle between parts, in seats.
_SEAT = 26
_AISLE = 0.7


def balance(
    parts: Sequence[Part],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
) -> str:
    """Draw the parts of a whole end to end, each with its shape and its value.

    Parts of zero are left out; a part too thin for its value shows none, the table
    has it. A whole of nothing is an empty bar.
    """
    whole = sum(part.value for part in parts)
    drawn: list[str] = []
    start = 0.0
    for part in parts:
        if not part.value:
            continue
        share = 100 * part.value / whole
        drawn += _segment(part, start, share, direction, write)
        start += share
    if not drawn:
        drawn = [
            svg.element(
                "rect", class_="scale-none", y="0", width="100%", height="2.5em"
            )
        ]
    return svg.frame(
        *drawn, title=title, description=description, height=4.1, direction=direction
    )


def _segment(
    part: Part, start: float, share: float, direction: Direction, write: Write
) -> list[str]:
    drawn = [
        svg.element(
            "rect",
            class_=svg.classes("chart__mark chart__gap", part.mark),
            y="0",
            height="2.5em",
            **svg.span(start, share, direction),
        )
    ]
    if part.mark and share >= _ROOM_FOR_SHAPE:
        drawn.append(
            svg.symbol(
                part.mark,
                x=svg.across(start + share / 2, direction),
                y="1.25em",
                class_="chart__knock",
                centred=True,
            )
        )
    if share >= _ROOM_FOR_VALUE:
        drawn.append(
            svg.text(
                write(part.value),
                x=svg.across(start + share / 2, direction),
                y="3.8em",
                text_anchor="middle",
                class_="chart__value",
            )
        )
    return drawn


def assembly(
    parts: Sequence[Part],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    columns: int = 27,
    each: int = 1,
) -> str:
    """Draw one shape for every `each` counted, each part in columns of its own.

    Reads like a hall seen from above: the eye counts and compares areas. The rows are
    as few as let all the parts stand within `columns`.
    """
    counts = [(part, ceil(part.value / each)) for part in parts if part.value]
    aisles = max(len(counts) - 1, 0) * _AISLE
    rows = 1
    while sum(ceil(count / rows) for _part, count in counts) + aisles > columns:
        rows += 1
        if rows > sum(count for _part, count in counts):
            break
    drawn: list[str] = []
    column = 0.0
    for part, count in counts:
        for index in range(count):
            place = (column + index // rows) * _SEAT
            across = place if direction == "ltr" else columns * _SEAT - place - _SEAT
            drawn.append(
                svg.element(
                    "path",
                    class_=svg.classes("chart__mark", part.mark),
                    d=svg.OUTLINES.get(part.mark, svg.OUTLINES["government"]),
                    transform=f"translate({svg.length(across + 3)}"
                    f" {svg.length(index % rows * _SEAT + 3)})",
                )
            )
        column += ceil(count / rows) + _AISLE
    return svg.element(
        "svg",
        svg.naming(title, description),
        *drawn,
        class_="chart chart--assembly",
        role="img",
        viewBox=f"0 0 {svg.length(columns * _SEAT)} {rows * _SEAT}",
        xmlns="http://www.w3.org/2000/svg",
    )
