"""Where a country stands among those of its region, as far as that can be told.

A rank is given only where the indicator may be ranked and the value is reported. It is
counted among reported values of the same definition that lie at most five years apart
from the country's own, and only where five countries or more have one. Two values
whose intervals overlap are not told apart: the rank is then a range. Where a source
gives no intervals nothing says that two near values differ: the rank is then that of
the quarter the value lies in, among eight countries or more. Everything else gets the
range of the values alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from accord.observatory.ranking import FEWEST
from accord.observatory.reading import Observation

YEARS_APART = 5
LEAST = 5
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Position:
    """The best and the worst rank a value may have among `among` countries.

    `lowest` and `highest` are the ends of the values; without a rank both ranks are 0.
    """

    among: int
    lowest: float
    highest: float
    best: int = 0
    worst: int = 0

    @property
    def is_ranked(self) -> bool:
        return self.best > 0


def position(
    own: Observation,
    peers: Iterable[Observation],
    *,
    polarity: int,
    decimals: int,
    can_rank: bool,
) -> Position | None:
    """Return the position of a country's value, or None among fewer than five.

    `peers` are the last values of the countries of the region; its own may be there.
    Rank 1 is the best value, or the highest where neither end is better.
    """
    if own.value is None:
        return None
    others = [
        each for each in peers if each.area != own.area and is_comparable(each, own)
    ]
    reported = [each for each in others if each.basis == "reported"]
    are_sure = all(each.error is not None for each in (own, *reported))
    least = LEAST if are_sure else FEWEST
    if can_rank and own.basis == "reported" and len(reported) + 1 >= least:
        ranked = _ranked(own, reported, polarity or 1, decimals)
        return ranked if are_sure else _quartered(ranked)
    if len(others) + 1 < LEAST:
        return None
    return Position(len(others) + 1, *_ends(own, others))


def _ranked(
    own: Observation, others: Sequence[Observation], sign: int, decimals: int
) -> Position:
    low, high = _interval(own, decimals)
    intervals = [_interval(each, decimals) for each in others]
    above = sum(each[0] > high for each in intervals)
    below = sum(each[1] < low for each in intervals)
    ahead, behind = (above, below) if sign > 0 else (below, above)
    among = len(others) + 1
    return Position(among, *_ends(own, others), ahead + 1, among - behind)


def _quartered(ranked: Position) -> Position:
    """Widen a rank to the quarters in which its ends lie."""
    first = QUARTERS * (ranked.best - 1) // ranked.among
    last = QUARTERS * (ranked.worst - 1) // ranked.among
    return replace(
        ranked,
        best=ceil(first * ranked.among / QUARTERS) + 1,
        worst=ceil((last + 1) * ranked.among / QUARTERS),
    )


def _ends(own: Observation, others: Sequence[Observation]) -> tuple[float, float]:
    values = [each.value for each in (own, *others) if each.value is not None]
    return min(values), max(values)


def is_comparable(other: Observation, own: Observation) -> bool:
    """Tell whether two last values may stand side by side."""
    return (
        other.value is not None
        and other.definition == own.definition
        and abs(other.year - own.year) <= YEARS_APART
    )


def _interval(each: Observation, decimals: int) -> tuple[float, float]:
    value = round(each.value or 0.0, decimals)
    low = value if each.lower is None else min(each.lower, value)
    high = value if each.upper is None else max(each.upper, value)
    return low, high
