"""Amounts side by side: one bar a row, its label above and its value at its end."""

from collections.abc import Sequence

from tally.charts import svg
from tally.charts.svg import Direction, Part, Write

# The longest bar leaves room for its value at the end.
_FULL = 82.0
_LINE, _BAR, _SPACE = 1.3, 0.9, 0.75


def bars(
    parts: Sequence[Part],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
    largest: float | None = None,
) -> str:
    """Draw a bar for each part, lengths in proportion to `largest` (or to the longest).

    Give `largest` when several charts stand side by side, so that they share a scale.
    """
    scale = largest or max((part.value for part in parts), default=0) or 1
    drawn: list[str] = []
    top = 0.0
    for part in parts:
        size = _FULL * min(part.value / scale, 1)
        lines = svg.wrapped(part.label)
        drawn += _label(part, lines, top, direction)
        top += _LINE * len(lines) + 0.25
        drawn.append(
            svg.element(
                "rect",
                class_=svg.classes("chart__mark", part.mark),
                y=svg.length(top, "em"),
                height=svg.length(_BAR, "em"),
                **svg.span(0, size, direction),
            )
        )
        drawn.append(
            svg.text(
                write(part.value),
                x=svg.across(size, direction),
                dx=svg.nudge(0.45, direction),
                y=svg.length(top + _BAR - 0.1, "em"),
                class_="chart__value",
            )
        )
        top += _BAR + _SPACE
    return svg.frame(
        *drawn,
        title=title,
        description=description,
        height=max(top - _SPACE + 0.3, 1),
        direction=direction,
    )


def _label(
    part: Part, lines: Sequence[str], top: float, direction: Direction
) -> list[str]:
    drawn = []
    shift = 0.0
    if part.mark in svg.OUTLINES:
        shift = 1.25
        drawn.append(
            svg.symbol(
                part.mark,
                x=svg.across(0, direction),
                y=svg.length(top + 0.15, "em"),
                size=0.85,
                class_=f"chart__mark is-{part.mark}",
                centred=False,
                direction=direction,
            )
        )
    drawn += [
        svg.text(
            line,
            x=svg.across(0, direction),
            dx=svg.nudge(shift, direction) if shift else "",
            y=svg.length(top + 0.95 + number * _LINE, "em"),
        )
        for number, line in enumerate(lines)
    ]
    return drawn
