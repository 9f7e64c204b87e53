"""How a whole is made up at each of several times: stacked columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from tally.charts import svg
from tally.charts.svg import Direction, Mark, Write

_HEIGHT = 14.0
_ROOM_FOR_SHAPE = 1.5


@dataclass(frozen=True, slots=True)
class Strand:
    """One part of the whole through time: one value for each period."""

    label: str
    values: Sequence[float]
    mark: Mark = ""


def composition(
    periods: Sequence[str],
    strands: Sequence[Strand],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
) -> str:
    """Stack the strands in a column for each period, the first strand at the foot.

    Heights are amounts, not shares, so growth shows beside make-up. Every column
    carries its total; the last one shows whose each strand is.
    """
    for strand in strands:
        if len(strand.values) != len(periods):
            message = (
                f"{strand.label} has {len(strand.values)} values"
                f" for {len(periods)} periods."
            )
            raise ValueError(message)
        if any(value < 0 for value in strand.values):
            message = f"{strand.label} has a value below zero: it cannot be stacked."
            raise ValueError(message)
    totals = [
        sum(strand.values[index] for strand in strands) for index in range(len(periods))
    ]
    largest = max(totals, default=0) or 1
    place = 100 / max(len(periods), 1)
    every = -(-len(periods) // 6)
    drawn: list[str] = []
    for index, period in enumerate(periods):
        start = index * place + place * 0.14
        foot = 1.5 + _HEIGHT
        for strand in strands:
            size = _HEIGHT * strand.values[index] / largest
            foot -= size
            if not size:
                continue
            drawn.append(
                svg.element(
                    "rect",
                    class_=svg.classes("chart__mark chart__gap", strand.mark),
                    y=svg.length(foot, "em"),
                    height=svg.length(size, "em"),
                    **svg.span(start, place * 0.72, direction),
                )
            )
            if index == len(periods) - 1 and strand.mark and size > _ROOM_FOR_SHAPE:
                drawn.append(
                    svg.symbol(
                        strand.mark,
                        x=svg.across((index + 0.5) * place, direction),
                        y=svg.length(foot + size / 2, "em"),
                        class_="chart__knock",
                        centred=True,
                    )
                )
        if index % every == (len(periods) - 1) % every:
            middle = svg.across((index + 0.5) * place, direction)
            drawn.append(
                svg.text(
                    write(totals[index]),
                    x=middle,
                    y=svg.length(foot - 0.4, "em"),
                    text_anchor="middle",
                    class_="chart__value",
                )
            )
            # "Jan 2024" stands in two lines, so that five fit on a phone.
            drawn += [
                svg.text(
                    line,
                    x=middle,
                    y=svg.length(_HEIGHT + 2.8 + 1.25 * number, "em"),
                    text_anchor="middle",
                    class_="chart__soft",
                )
                for number, line in enumerate(period.rsplit(" ", 1))
            ]
    axis = svg.length(1.5 + _HEIGHT, "em")
    drawn.append(
        svg.element("line", class_="chart__axis", x1="0", x2="100%", y1=axis, y2=axis)
    )
    return svg.frame(
        *drawn,
        title=title,
        description=description,
        height=_HEIGHT + (4.5 if any(" " in each for each in periods) else 3.2),
        direction=direction,
    )
