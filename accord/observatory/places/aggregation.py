"""What the values of its countries say of a region, weighted and with its coverage.

Only indicators whose denominator we have are aggregated (`Indicator.weight` names the
indicator that holds it): no mean stands in for a weighted one. For a year each country
counts with its value nearest to that year, at most three years away, and with the
weight of that year, found in the same manner. The year of a region is the last in
which 66 per cent of the weight have a value or, without such a year, half.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accord.observatory import reading
from accord.observatory.reading import Dated
from tally.aggregates import Aggregate, Coverage, Value, nearest, weighted_mean

WITHIN = 3
# Values older than this before the newest one of any country are not looked at.
REACH = 20

Course = Mapping[str, Mapping[int, Dated]]


@dataclass(frozen=True, slots=True)
class Ours:
    """The weighted mean of a region in one year, and the values behind it.

    `aggregate.value` is None where its coverage forbids a figure. `earlier` are the
    means of the ten years before of exactly the same countries, by year. `beside` is
    the mean of the year of the source's own aggregate, where that was asked for.
    """

    year: int
    aggregate: Aggregate
    behind: Sequence[Dated]
    earlier: Mapping[int, float]
    beside: Aggregate | None = None

    @property
    def coverage(self) -> Coverage:
        return self.aggregate.coverage

    @property
    def first_year(self) -> int:
        return min(each.year for each in self.behind)

    @property
    def last_year(self) -> int:
        return max(each.year for each in self.behind)


@dataclass(frozen=True, slots=True)
class Aggregation:
    """All that is needed to aggregate one indicator over one set of countries.

    `subgroups` are those of which each must be covered by half as well.
    """

    members: Sequence[str]
    values: Course
    weights: Course
    subgroups: Sequence[Sequence[str]] = ()

    def in_year(self, year: int) -> tuple[Aggregate, list[Dated]]:
        """Return the mean of a year and the values behind it."""
        behind = _of_year(self.values, year)
        weights = _of_year(self.weights, year)
        aggregate = weighted_mean(
            self.members,
            {area: _value(each) for area, each in behind.items()},
            {area: each.value for area, each in weights.items() if each.value},
            subgroups=self.subgroups,
        )
        counted = aggregate.coverage.with_value
        return aggregate, [behind[area] for area in counted]

    def latest(self, *, beside: int | None = None) -> Ours | None:
        """Return the mean of the year that the rule chooses, None without any value."""
        years = {year for course in self.values.values() for year in course}
        best: tuple[int, Aggregate, list[Dated]] | None = None
        for year in sorted(years, reverse=True):
            found = year, *self.in_year(year)
            if best is None or _rank(found[1]) > _rank(best[1]):
                best = found
            if found[1].value is not None and not found[1].coverage.is_flagged:
                break
        if best is None:
            return None
        year, aggregate, behind = best
        earlier = self._earlier(year, aggregate.coverage)
        other = None if beside is None else self.in_year(beside)[0]
        return Ours(year, aggregate, behind, earlier, other)

    def _earlier(self, year: int, covered: Coverage) -> dict[int, float]:
        """Return the means of ten years of the same countries, this year's too.

        Left out are years of which there is no value at all, and years for which a
        value would stand that stands for a later one: nothing is compared with itself.
        """
        found: dict[int, float] = {}
        told: set[tuple[str, int]] = set()
        for each in range(year, year - 11, -1):
            aggregate, behind = self.in_year(each)
            values = {(value.area, value.year) for value in behind}
            is_same = aggregate.coverage.with_value == covered.with_value
            is_new = not values & told and any(value.year == each for value in behind)
            if is_same and is_new and aggregate.value is not None:
                found[each] = aggregate.value
                told |= values
        return found


def _rank(aggregate: Aggregate) -> tuple[bool, bool, float]:
    """Return what is preferred: published, unflagged; else what covers most."""
    covered = aggregate.coverage
    if aggregate.value is None:
        return False, False, covered.share
    return True, not covered.is_flagged, 0.0


def _of_year(courses: Course, year: int) -> dict[str, Dated]:
    found = {}
    for area, course in courses.items():
        near = nearest(course, year, within=WITHIN)
        if near is not None:
            found[area] = course[near]
    return found


def _value(each: Dated) -> Value:
    return Value(each.value, modelled=each.basis == "modelled")


@lru_cache(maxsize=512)
def latest_of(
    version: str,
    indicator: str,
    weight: str,
    members: tuple[str, ...],
    subgroups: tuple[tuple[str, ...], ...] = (),
    *,
    beside: int | None = None,
) -> Ours | None:
    """Return the mean of an indicator over the members, from the current figures.

    `version` is that of the figures, which never change under one name: what was
    computed once is kept.
    """
    values = courses_of(reading.dated(indicator, members))
    weights = _weights(version, weight, members)
    return Aggregation(members, values, weights, subgroups).latest(beside=beside)


@lru_cache(maxsize=64)
def _weights(_version: str, weight: str, members: tuple[str, ...]) -> Course:
    return courses_of(reading.dated(weight, members))


def courses_of(values: Iterable[Dated]) -> Course:
    """Return values by area and year; the last of several within a year."""
    found: dict[str, dict[int, Dated]] = {}
    for each in values:
        found.setdefault(each.area, {})[each.year] = each
    newest = max((max(course) for course in found.values()), default=0)
    return {
        area: {year: each for year, each in course.items() if newest - year <= REACH}
        for area, course in found.items()
    }
