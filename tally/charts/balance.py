"""How a whole is made up: a bar of parts, and an assembly of one shape each."""

from collections.abc import Sequence
from math import ceil

from tally.charts import svg
from tally.charts.svg import Direction, Part, Write

_ROOM_FOR_SHAPE = 7.0
_ROOM_FOR_VALUE = 5.0


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
    columns: int = 25,
    each: int = 1,
) -> str:
    """Draw one shape for every `each` counted, filling columns part by part.

    Reads like a hall seen from above: the eye counts and compares areas.
    """
    seats = [part for part in parts for _ in range(ceil(part.value / each))]
    rows = max(1, ceil(len(seats) / columns))
    drawn = []
    for index, part in enumerate(seats):
        column, row = divmod(index, rows)
        x = column if direction == "ltr" else columns - 1 - column
        drawn.append(
            svg.element(
                "path",
                d=svg.OUTLINES.get(part.mark, svg.OUTLINES["government"]),
                class_=svg.classes("chart__mark", part.mark),
                transform=f"translate({x * 26 + 3} {row * 26 + 3})",
            )
        )
    return svg.element(
        "svg",
        svg.naming(title, description),
        *drawn,
        class_="chart chart--assembly",
        role="img",
        viewBox=f"0 0 {columns * 26} {rows * 26}",
        xmlns="http://www.w3.org/2000/svg",
    )
