"""Every country as a mark on one scale, with some of them named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tally.charts import svg
from tally.charts.scales import Ruler, Scale, rows_without_overlap, scale_of
from tally.charts.svg import Direction, Write

_TICK, _LINE = 1.7, 1.25
# Percent of the narrowest chart (18 rem) that a letter takes.
_LETTER = 2.9
_EDGE = 2.0
# The longest label, in letters: half of a phone.
_LONGEST = 22


@dataclass(frozen=True, slots=True)
class Spot:
    """One value. `near` stands out a little; `named` carries its label."""

    label: str
    value: float
    near: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Values that stand on one line; without a label there is one such line."""

    label: str
    spots: Sequence[Spot]


def strip(
    rows: Sequence[Row],
    *,
    title: str,
    description: str = "",
    direction: Direction = "ltr",
    write: Write = svg.plain,
    ruler: Ruler | None = None,
) -> str:
    """Draw each row's values as fine strokes on one scale, for two or for 200 of them.

    Values near to those asked for are darker; named ones are points with their label
    and value below the stroke, in as many lines as they need to stand clear.
    """
    if ruler is None:
        held = [spot.value for row in rows for spot in row.spots]
        ruler = Ruler(scale_of(held), write)
    scale = ruler.scale
    drawn: list[str] = []
    top = 0.0
    number = 0
    for row in rows:
        if row.label:
            drawn.append(
                svg.text(
                    row.label,
                    x=svg.across(0, direction),
                    y=svg.length(top + 1.0, "em"),
                )
            )
            top += 1.5
        named = [spot for spot in row.spots if spot.named]
        drawn += _strokes(row.spots, top, scale, direction)
        labels, size = _labels(named, top, scale, (direction, write), number)
        drawn += labels
        number += len(named)
        top += size
    drawn += _axis(scale, [ruler.write(tick) for tick in scale.ticks], top, direction)
    return svg.frame(
        *drawn,
        title=title,
        description=description,
        height=top + 2,
        direction=direction,
    )


def _short(label: str) -> str:
    """Return the beginning of a long name; the table has all of it."""
    beginning, *more = svg.wrapped(label, at=_LONGEST)
    return f"{beginning} …" if more else beginning


def _place(value: float, scale: Scale) -> float:
    return _EDGE + (100 - 2 * _EDGE) * scale.share(value)


def _strokes(
    spots: Sequence[Spot], top: float, scale: Scale, direction: Direction
) -> Iterator[str]:
    middle = svg.length(top + _TICK / 2, "em")
    yield svg.element(
        "line", class_="chart__rule", x1="0", x2="100%", y1=middle, y2=middle
    )
    # The darker ones are drawn last, above the others.
    for spot in sorted(spots, key=lambda each: each.near):
        if spot.named:
            continue
        near = " chart__stroke--near" if spot.near else ""
        x = svg.across(round(_place(spot.value, scale), 2), direction)
        yield svg.element(
            "line",
            class_=f"chart__stroke{near}",
            x1=x,
            x2=x,
            y1=svg.length(top + (0.15 if spot.near else 0.35), "em"),
            y2=svg.length(top + _TICK - (0.15 if spot.near else 0.35), "em"),
        )


def _labels(
    named: Sequence[Spot],
    top: float,
    scale: Scale,
    manner: tuple[Direction, Write],
    first: int,
) -> tuple[list[str], float]:
    """Draw the named values; return them and the height of the row in em."""
    direction, write = manner
    spans = []
    for spot in named:
        at = _place(spot.value, scale)
        width = (len(_short(spot.label)) + 1 + len(write(spot.value))) * _LETTER
        spans.append((at, at + width) if at < 50 else (at - width, at))
    rows = rows_without_overlap(spans)
    drawn: list[str] = []
    for number, (spot, row) in enumerate(zip(named, rows, strict=True)):
        class_ = f"line-{(first + number) % 6 + 1}"
        at = _place(spot.value, scale)
        x = svg.across(round(at, 2), direction)
        y = top + _TICK + 0.95 + row * _LINE
        drawn.append(
            svg.element(
                "line",
                class_=f"chart__leader {class_}",
                x1=x,
                x2=x,
                y1=svg.length(top + _TICK / 2, "em"),
                y2=svg.length(y - 0.9, "em"),
            )
        )
        drawn.append(
            svg.element(
                "circle",
                class_=f"chart__dot {class_}",
                cx=x,
                cy=svg.length(top + _TICK / 2, "em"),
                r="0.38em",
            )
        )
        drawn.append(
            svg.element(
                "text",
                svg.escape(f"{_short(spot.label)} "),
                svg.element(
                    "tspan", svg.escape(write(spot.value)), class_="chart__value"
                ),
                x=x,
                y=svg.length(y, "em"),
                text_anchor="start" if at < 50 else "end",
                class_="chart__halo",
            )
        )
    lines = max(rows, default=-1) + 1
    return drawn, _TICK + lines * _LINE + 0.6


def _axis(
    scale: Scale, ticks: Sequence[str], top: float, direction: Direction
) -> Iterator[str]:
    y = svg.length(top, "em")
    yield svg.element("line", class_="chart__axis", x1="0", x2="100%", y1=y, y2=y)
    # Every second tick where a phone has no room for all.
    room = 100 / max(len(ticks), 1)
    every = 2 if max(map(len, ticks), default=0) * _LETTER + 2 > room else 1
    for number, (value, words) in enumerate(zip(scale.ticks, ticks, strict=True)):
        at = _place(value, scale)
        x = svg.across(at, direction)
        yield svg.element(
            "line",
            class_="chart__axis",
            x1=x,
            x2=x,
            y1=y,
            y2=svg.length(top + 0.35, "em"),
        )
        if number % every:
            continue
        # The first and the last stay inside the chart.
        anchor = {0: "start", len(ticks) - 1: "end"}.get(number, "middle")
        yield svg.text(
            words,
            x=svg.across({"start": 0.0, "end": 100.0}.get(anchor, at), direction),
            y=svg.length(top + 1.5, "em"),
            text_anchor=anchor,
            class_="chart__soft",
        )
