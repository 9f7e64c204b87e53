"""A series over time: what of it may be joined, and in what manner."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from tally.charts.scales import steps_between

# Beyond this many in one chart, breaks are not marked one by one.
MOST_BREAKS = 6
Basis: TypeAlias = Literal["reported", "modelled", "projected"]
Manner: TypeAlias = Literal["measured", "thin", "projected"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value in time (2021.5 is the middle of 2021); None where it is missing.

    `breaks`: the value cannot be compared with those before it.
    """

    time: float
    value: float | None
    lower: float | None = None
    upper: float | None = None
    basis: Basis = "reported"
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One series in the order of time. A quiet one is there for comparison."""

    label: str
    points: Sequence[Point]
    quiet: bool = False

    @property
    def known(self) -> list[Point]:
        return [point for point in self.points if point.value is not None]


@dataclass(frozen=True, slots=True)
class Target:
    """A level to reach, drawn across."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive points joined in one manner."""

    manner: Manner
    points: tuple[Point, ...]


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Part a series where a value is missing and before each break."""
    parted: list[list[Point]] = [[]]
    for point in points:
        if point.value is None or point.breaks:
            parted.append([])
        if point.value is not None:
            parted[-1].append(point)
    return [run for run in parted if run]


def stretches(line: Line) -> list[Stretch]:
    """Return what is joined, and how."""
    usual = steps_between(point.time for point in line.known)

    def manner(pair: tuple[Point, Point]) -> Manner:
        one, other = pair
        if "projected" in (one.basis, other.basis):
            return "projected"
        near = other.time - one.time <= usual * 1.5
        both = one.basis == other.basis == "reported"
        return "measured" if near and both else "thin"

    found = []
    for run in runs(line.points):
        for how, group in groupby(pairwise(run), key=manner):
            pairs = list(group)
            found.append(Stretch(how, (pairs[0][0], *(pair[1] for pair in pairs))))
    return found


def breaks(line: Line) -> list[tuple[Point, Point]]:
    """Return the known values before and after each break."""
    return [pair for pair in pairwise(line.known) if pair[1].breaks]


def marks_breaks(drawn: Sequence[Line]) -> bool:
    """Say whether each break has its mark: many marks would hide the values.

    Without them the values stand apart all the same.
    """
    return sum(len(breaks(line)) for line in drawn) <= MOST_BREAKS
