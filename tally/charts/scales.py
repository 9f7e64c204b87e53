"""Scales with few round ticks, and labels that keep out of each other's way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

# What a step between ticks may begin with.
_ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# Doubles hold about 16 digits: values whose difference is smaller than this share of
# their size are drawn as one.
_FINEST = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """Where values stand between `start` and `end`, with ticks within them."""

    start: float
    end: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return how far along the scale a value stands: 0 at the start, 1 at the end.

        Values beyond the scale are refused: they would be drawn where they are not.
        """
        if not self.start <= value <= self.end:
            raise ValueError(f"{value} is beyond the scale {self.start} to {self.end}.")
        return (value - self.start) / (self.end - self.start)

    @property
    def decimals(self) -> int:
        """How many decimals its ticks need."""
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1.0
        return next(
            (n for n in range(9) if abs(step - round(step, n)) < step * 1e-6), 9
        )

    @property
    def begins_at_zero(self) -> bool:
        return self.start == 0


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale and how its ticks are written."""

    scale: Scale
    write: Callable[[float], str]


def scale_of(
    values: Iterable[float],
    *,
    zero: bool = False,
    most: int = 5,
    within: tuple[float, float] = (float("-inf"), float("inf")),
) -> Scale:
    """Return a scale that begins and ends at a tick and holds every value.

    With `zero` it holds zero too. It reaches beyond the natural limits `within` (0 and
    100 for a share) only where a value does. At most `most` + 1 steps are made.
    """
    held = [value for value in values if isfinite(value)]
    held += [0.0] if zero or not held else []
    low, high = min(held), max(held)
    if high - low <= max(abs(high), abs(low)) * _FINEST:
        room = abs(high) * 0.1 or 1.0
        low = low - room if low - room >= within[0] or low < within[0] else low
        high = high + room if high + room <= within[1] or low == high else high
        low = 0.0 if zero and low < 0 <= min(held) else low
    step = _step((high - low) / most)
    first, last = floor(low / step + _FINEST), ceil(high / step - _FINEST)
    ticks = tuple(round(n * step, 12) + 0.0 for n in range(first, last + 1))
    return Scale(min(ticks[0], *held), max(ticks[-1], *held), ticks)


def _step(least: float) -> float:
    size = 10.0 ** floor(log10(least))
    return next(each * size for each in _ROUND_STEPS if each * size >= least * 0.999)


def year_ticks(first: float, last: float, *, apart: float = 0.2) -> list[int]:
    """Return the years to write under a time axis: its ends, and round ones between.

    No two stand closer than `apart` of the axis.
    """
    start, end = ceil(first), floor(last)
    if end < start:
        return [floor(first)]
    if end == start:
        return [start]
    span = last - first
    step = next(
        n
        for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10000)
        if n >= span * apart
    )
    between = [
        year
        for year in range(-(-start // step) * step, end + 1, step)
        if year - start >= span * apart and end - year >= span * apart
    ]
    return [start, *between, end]


def apart(places: Sequence[float], sizes: Sequence[float], end: float) -> list[float]:
    """Move labels so that none covers another; return their centres.

    `places` are the centres wanted and `sizes` the heights, in one unit; all labels
    stay between 0 and `end` where they fit, and keep their order.
    """
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    centres = [places[index] for index in order]
    heights = [sizes[index] for index in order]
    foot = 0.0
    for number, size in enumerate(heights):
        centres[number] = max(centres[number], foot + size / 2)
        foot = centres[number] + size / 2
    top = max(end, sum(heights))
    for number in reversed(range(len(order))):
        centres[number] = min(centres[number], top - heights[number] / 2)
        top = centres[number] - heights[number] / 2
    moved = [0.0] * len(places)
    for number, index in enumerate(order):
        moved[index] = centres[number]
    return moved


def rows_without_overlap(
    spans: Sequence[tuple[float, float]], *, space: float = 1.0
) -> list[int]:
    """Return the lowest row for each span (start, end) in which it covers no other."""
    ends: list[float] = []
    rows = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda each: spans[each]):
        start, end = spans[index]
        row = next(
            (n for n, taken in enumerate(ends) if taken + space <= start), len(ends)
        )
        if row == len(ends):
            ends.append(end)
        ends[row] = end
        rows[index] = row
    return rows


def steps_between(times: Iterable[float]) -> float:
    """Return the usual distance of a series' times: the least one; 1 for a lone one."""
    ordered = sorted(set(times))
    return min((b - a for a, b in pairwise(ordered)), default=1.0)
