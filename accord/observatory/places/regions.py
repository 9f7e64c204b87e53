"""How things stand in a region or the world: the sources' figures, and ours.

A source's own aggregate and the mean that we weigh from countries stand side by side;
where both are there, the difference of one year and definition is told and explained.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from accord.atlas.models import Country, Membership, Region
from accord.observatory import reading
from accord.observatory.models import Indicator, Source
from accord.observatory.places import aggregation, profile
from accord.observatory.places.aggregation import Ours
from accord.observatory.places.profile import Gap, Row, trend_of
from accord.observatory.reading import Observation, Spread
from tally.progress import Step, Trend, Way

WORLD = "001"
# Of which the world's figure must cover half as well (World Bank, PIP).
POOR = ("WB-LIC", "WB-LMC")


@dataclass(frozen=True, slots=True)
class RegionRow:
    """An indicator in a region. `theirs` is the source's own aggregate.

    `countries` says between which values the countries lie; `ours` is there for
    indicators whose denominator we have; `gap` where the source has no aggregate.
    """

    indicator: Indicator
    theirs: Row | None
    ours: Ours | None
    countries: Spread | None
    gap: Gap | None = None

    @property
    def is_known(self) -> bool:
        return self.theirs is not None or self.published is not None

    @property
    def published(self) -> float | None:
        """Our mean, where its coverage lets it be published."""
        return self.ours.aggregate.value if self.ours else None

    @property
    def trend(self) -> Trend:
        """The course of our mean, else that of the source's own aggregate."""
        own = self.own_trend
        if own.way is Way.UNKNOWN and self.theirs is not None:
            return self.theirs.trend
        return own

    @property
    def own_trend(self) -> Trend:
        """The course of our mean over exactly the same countries."""
        if self.ours is None or self.published is None:
            return Trend(Way.UNKNOWN)
        means = sorted(self.ours.earlier.items())
        return trend_of(self.indicator, [Step(*each) for each in means])

    @property
    def difference(self) -> float | None:
        """Our mean less the source's own, of its year; None unless the two compare.

        They do where all values are of one definition.
        """
        if self.ours is None or self.theirs is None or self.ours.beside is None:
            return None
        definitions = {each.definition for each in self.ours.behind}
        theirs = self.theirs.last.definition
        if self.ours.beside.value is None or definitions != {theirs}:
            return None
        return self.ours.beside.value - self.theirs.value


@dataclass(frozen=True, slots=True)
class RegionProfile:
    """All indicators of a region with the countries in it."""

    region: Region
    rows: Sequence[RegionRow]
    countries: Mapping[str, Country]
    sources: Mapping[str, Source]

    def compared(self, code: str) -> RegionRow | None:
        """Return the row whose countries are compared: the one asked for, or a first.

        The first is the one with values in most countries.
        """
        rows = [row for row in self.rows if row.countries]
        asked = (row for row in rows if row.indicator.code == code)
        most = max(
            rows,
            key=lambda row: row.countries.areas if row.countries else 0,
            default=None,
        )
        return next(asked, most)

    def latest(self, row: RegionRow) -> Sequence[Observation]:
        """Return the last values of the countries in an indicator."""
        code = row.indicator.code
        return reading.latest_of(self.countries, indicator=code).get(code, ())


def of_region(region: Region, *, on: date) -> RegionProfile:
    """Return how things stand in a region, the world among them."""
    countries = Country.objects.in_name_order(get_language() or "en")
    if region.m49 != WORLD:
        countries = countries.within(region)
    members = {country.iso3: country for country in countries}
    spreads = reading.spreads_of(members)
    theirs = profile.of_region(region, on=on)
    own = {row.indicator.code: row for row in theirs.rows}
    gaps = {gap.indicator.code: gap for gap in theirs.gaps}
    known = [each.indicator for each in (*theirs.rows, *theirs.gaps)]
    subgroups = _poor() if region.m49 == WORLD else ()
    return RegionProfile(
        region,
        [
            RegionRow(
                each,
                own.get(each.code),
                _ours(each, own.get(each.code), tuple(sorted(members)), subgroups),
                spreads.get(each.code),
                gaps.get(each.code),
            )
            for each in sorted(known, key=lambda each: (each.position, each.code))
        ],
        members,
        theirs.sources,
    )


def _ours(
    indicator: Indicator,
    theirs: Row | None,
    members: tuple[str, ...],
    subgroups: tuple[tuple[str, ...], ...],
) -> Ours | None:
    if not indicator.weight:
        return None
    return aggregation.latest_of(
        reading.version(),
        indicator.code,
        indicator.weight,
        members,
        subgroups,
        beside=theirs.last.year if theirs else None,
    )


def _poor() -> tuple[tuple[str, ...], ...]:
    """Return the low-income and lower-middle-income countries, as one group."""
    poor = Membership.objects.current().filter(grouping__code__in=POOR)
    codes = tuple(sorted(poor.values_list("country_id", flat=True)))
    return (codes,) if codes else ()
