"""The values of a few years, or of a few groups, as columns that stand on zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from tally.charts import svg
from tally.charts.svg import Direction, Write

_HEIGHT, _TOP = 10.0, 1.6


@dataclass(frozen=True, slots=True)
class Column:
    """One column; None is a value that is missing, said in a word of `missing`."""

    label: str
    value: float | None
    estimated: bool = False


def columns(
    drawn: Sequence[Column],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
    missing: str = "–",
) -> str:
    """Draw a column for each value, from zero; estimates are outlined, not filled.

    Values below zero hang from the axis. A missing one has no column but its word.
    Columns are at most a quarter of the chart wide.
    """
    known = [each.value for each in drawn if each.value is not None]
    high, low = max([0.0, *known]), min([0.0, *known])
    size = (high - low) or 1.0
    foot = _TOP + _HEIGHT * high / size
    # One or two do not fill the page.
    place = 100 / max(len(drawn), 4)
    made: list[str] = []
    for index, column in enumerate(drawn):
        middle = svg.across((index + 0.5) * place, direction)
        value = column.value or 0.0
        length = _HEIGHT * abs(value) / size
        top = foot - length if value >= 0 else foot
        if column.value is not None:
            made.append(
                svg.element(
                    "rect",
                    class_="chart__mark"
                    + (" chart__mark--hollow" if column.estimated else ""),
                    y=svg.length(top, "em"),
                    height=svg.length(length, "em"),
                    **svg.span((index + 0.18) * place, place * 0.64, direction),
                )
            )
        made.append(
            svg.text(
                missing if column.value is None else write(column.value),
                x=middle,
                y=svg.length(top - 0.4 if value >= 0 else top + length + 1.1, "em"),
                text_anchor="middle",
                class_="chart__soft" if column.value is None else "chart__value",
            )
        )
        made.append(
            svg.text(
                column.label,
                x=middle,
                y=svg.length(_TOP + _HEIGHT + (1.4 if low == 0 else 2.8), "em"),
                text_anchor="middle",
                class_="chart__soft",
            )
        )
    axis = svg.length(foot, "em")
    made.append(
        svg.element("line", class_="chart__axis", x1="0", x2="100%", y1=axis, y2=axis)
    )
    return svg.frame(
        *made,
        title=title,
        description=description,
        height=_TOP + _HEIGHT + (2.0 if low == 0 else 3.4),
        direction=direction,
    )
