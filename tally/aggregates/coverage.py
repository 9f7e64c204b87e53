"""How much of a region stands behind its figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

LEAST = 0.5
FLAGGED_BELOW = 0.66


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of the denominator that countries with a value have, from 0 to 1.

    It is that of the areas of known weight; `unweighted` names the others, which can
    count for nothing, with a value or without.
    """

    share: float
    with_value: tuple[str, ...]
    without: tuple[str, ...]
    unweighted: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether a figure may be published at all."""
        return self.share >= LEAST - 1e-12

    @property
    def is_flagged(self) -> bool:
        """Whether a figure is published with a warning."""
        return self.is_enough and self.share < FLAGGED_BELOW - 1e-12


def coverage(
    members: Iterable[str], values: Iterable[str], weights: Mapping[str, float]
) -> Coverage:
    """Return the coverage of `members` by those among `values`, by weight.

    Weights are of any unit, not below zero.
    """
    known = set(values)
    everyone = sorted(set(members))
    there = tuple(each for each in everyone if each in known and each in weights)
    whole = fsum(weights[each] for each in everyone if each in weights)
    return Coverage(
        share=fsum(weights[each] for each in there) / whole if whole else 0.0,
        with_value=there,
        without=tuple(each for each in everyone if each not in known),
        unweighted=tuple(each for each in everyone if each not in weights),
    )
