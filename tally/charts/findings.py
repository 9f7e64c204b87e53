"""What a chart shows, as values for a sentence and a title."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tally.charts.svg import Part


@dataclass(frozen=True, slots=True)
class Lead:
    """The largest part, its share of the whole (0 to 1) and the one after it."""

    part: Part
    share: float
    next: Part | None


def lead(parts: Sequence[Part]) -> Lead | None:
    """Return which part is the largest, or None where there is nothing."""
    whole = sum(part.value for part in parts)
    if not whole:
        return None
    first, *others = sorted(parts, key=lambda part: -part.value)
    return Lead(first, first.value / whole, others[0] if others else None)


class Course(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Change:
    """From the first to the last known value of a series."""

    first: float
    last: float

    @property
    def course(self) -> Course:
        if self.last == self.first:
            return Course.HELD
        return Course.ROSE if self.last > self.first else Course.FELL

    @property
    def difference(self) -> float:
        return self.last - self.first


def change(values: Sequence[float | None]) -> Change | None:
    """Return how a series moved, or None where fewer than two values are known."""
    known = [value for value in values if value is not None]
    return Change(known[0], known[-1]) if len(known) > 1 else None
