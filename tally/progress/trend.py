"""Which way a line has gone lately, by one published rule.

The last value is compared with the one five years before it, or the nearest to that
among those three to ten years before. Both are reported, or both modelled; no break
lies between. With standard errors the line has moved when the 95 per cent interval of
the difference excludes zero; without, when the difference reaches the smallest change
that the indicator says is worth a word. Otherwise it is steady.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from tally.progress.model import Z_95, Direction

AIM, LEAST, MOST = 5, 3, 10


class Way(StrEnum):
    """Where a line has gone; UNKNOWN where nothing comparable lies far enough back."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """A value of one line. `basis` is reported or modelled; projections stay out."""

    year: int
    value: float
    error: float | None = None
    basis: str = "reported"
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """From which step to which, and which way. `better` is None where neither is."""

    way: Way
    better: bool | None = None
    first: Step | None = None
    last: Step | None = None

    @property
    def change(self) -> float | None:
        """The difference, in the unit of the values, before any rounding."""
        if self.first is None or self.last is None:
            return None
        return self.last.value - self.first.value


def trend(
    steps: Sequence[Step], *, worth: float | None, direction: Direction | None
) -> Trend:
    """Return the trend of the steps of one line, in the order of their years.

    Without standard errors and without `worth` no change can be told from none: the
    way is UNKNOWN.
    """
    if not steps:
        return Trend(Way.UNKNOWN)
    last = steps[-1]
    start = max((number for number, each in enumerate(steps) if each.breaks), default=0)
    comparable = [
        each
        for each in steps[start:-1]
        if each.basis == last.basis and LEAST <= last.year - each.year <= MOST
    ]
    if not comparable:
        return Trend(Way.UNKNOWN, last=last)
    # Of two as near, the longer span: it says more than the shorter.
    first = min(
        comparable, key=lambda each: (abs(last.year - each.year - AIM), each.year)
    )
    moved = _moved(first, last, worth)
    if moved is None:
        return Trend(Way.UNKNOWN, first=first, last=last)
    if not moved:
        return Trend(Way.STEADY, first=first, last=last)
    rises = last.value > first.value
    better = None if direction is None else rises == (direction > 0)
    return Trend(Way.UP if rises else Way.DOWN, better, first, last)


def _moved(first: Step, last: Step, worth: float | None) -> bool | None:
    change = abs(last.value - first.value)
    if first.error is not None and last.error is not None:
        return change > Z_95 * hypot(first.error, last.error)
    if worth is None:
        return None
    return change > 0 and change >= worth * (1 - 1e-12)
