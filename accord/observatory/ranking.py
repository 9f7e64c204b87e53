"""Where areas stand among each other, as far as their values can be told apart.

An area has no rank but an interval of ranks: it is behind those, and only those, whose
interval lies wholly on the other side of its own. Where a source gives no intervals
nothing says that two near values differ; then areas are put in four groups of equal
size, within which they stand by name.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import quantiles

from accord.observatory.models import Indicator
from accord.observatory.reading import Observation

# A group of fewer tells nothing.
FEWEST = 8
# Values further back than this from the newest do not stand beside it.
YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Place:
    """An area's value with the best and worst rank it may have; 1 is the best."""

    told: Observation
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Either `places`, the best first, or `groups`, the best first; or neither.

    `older`, `estimated` and `other_definitions` count the areas that were left out for
    it; `definition` is the one that all values have.
    """

    places: Sequence[Place] = ()
    groups: Sequence[Sequence[Observation]] = ()
    since: int = 0
    definition: str = ""
    older: int = 0
    estimated: int = 0
    other_definitions: int = 0

    @property
    def count(self) -> int:
        return len(self.places) or sum(len(each) for each in self.groups)


def ranking(indicator: Indicator, latest: Sequence[Observation]) -> Ranking | None:
    """Rank the latest values of countries; None where that would mislead.

    That is so where the indicator may not be ranked, where neither end is better, or
    where too few comparable values were reported.
    """
    if not (indicator.can_rank and indicator.polarity):
        return None
    reported = [each for each in latest if each.basis == "reported"]
    if not reported:
        return None
    since = max(each.year for each in reported) - YEARS_BACK
    recent = [each for each in reported if each.year >= since]
    definitions = Counter(each.definition for each in recent)
    definition = max(definitions, key=lambda key: (definitions[key], key))
    alike = [each for each in recent if each.definition == definition]
    if len(alike) < FEWEST:
        return None
    empty = Ranking(
        since=since,
        definition=definition,
        older=len(reported) - len(recent),
        estimated=len(latest) - len(reported),
        other_definitions=len(recent) - len(alike),
    )
    lower_is_better = indicator.polarity < 0
    if all(each.lower is not None and each.upper is not None for each in alike):
        return replace(empty, places=places(alike, lower_is_better=lower_is_better))
    return replace(empty, groups=groups(alike, lower_is_better=lower_is_better))


def places(told: Sequence[Observation], *, lower_is_better: bool) -> list[Place]:
    """Return the areas with their intervals of ranks, the best first.

    The best rank counts those that are surely better, the worst those surely worse.
    """
    lows = sorted(each.lower for each in told if each.lower is not None)
    highs = sorted(each.upper for each in told if each.upper is not None)
    found = []
    for each in told:
        # How many intervals end below this one, and how many begin above it.
        below = bisect_left(highs, each.lower or 0.0)
        above = len(lows) - bisect_right(lows, each.upper or 0.0)
        better, worse = (below, above) if lower_is_better else (above, below)
        found.append(Place(each, better + 1, len(told) - worse))
    return sorted(found, key=lambda place: (place.best, place.worst, place.told.area))


def groups(
    told: Sequence[Observation],
    *,
    lower_is_better: bool,
) -> list[list[Observation]]:
    """Return four groups of equal size, the best first; equal values stay together."""
    cuts = quantiles((each.value or 0.0 for each in told), n=4, method="inclusive")
    found: list[list[Observation]] = [[], [], [], []]
    for each in told:
        # A value on a cut belongs to the lower group.
        found[bisect_left(cuts, each.value or 0.0)].append(each)
    return found if lower_is_better else found[::-1]
