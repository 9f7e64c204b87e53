"""How things stand in one place: every indicator, its course, or why it has none.

A place costs one question to the figures for itself and one for the countries it is
compared with, and five queries for the words, however many indicators there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from accord.atlas.models import Challenge, Country, Pillar, Region
from accord.observatory import reading
from accord.observatory.models import Indicator, Source
from accord.observatory.places.positions import Position, position
from accord.observatory.reading import Observation
from tally.progress import Step, Trend, trend

OLD_AFTER = 5


class Flag(StrEnum):
    """What a reader must know beside a value."""

    BREAK = "break"
    ESTIMATE = "estimate"
    MODELLED = "modelled"
    PROVISIONAL = "provisional"
    UNRELIABLE = "unreliable"
    OLD = "old"


# The letters of CL_OBS_STATUS, and those of the UN's nature, that become a flag.
_OF_STATUS = {
    "E": Flag.ESTIMATE,
    "I": Flag.ESTIMATE,
    "Z": Flag.ESTIMATE,
    "P": Flag.PROVISIONAL,
    "U": Flag.UNRELIABLE,
    "S": Flag.UNRELIABLE,
}


class Absence(StrEnum):
    """Why a place has no value: nobody has a series, others have, or it is withheld."""

    NO_SERIES = "no-series"
    NOT_HERE = "not-here"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with a value: the line that the last value lies on, up to it.

    `breaks_in` is the year of the last break on that line. A `position` is there for
    countries alone.
    """

    indicator: Indicator
    line: Sequence[Observation]
    trend: Trend
    flags: Sequence[Flag]
    source: Source | None
    breaks_in: int | None = None
    position: Position | None = None

    @property
    def last(self) -> Observation:
        return self.line[-1]

    @property
    def value(self) -> float:
        # The line ends at a value that is there.
        return self.last.value or 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator without a value, and why. `kind` is the source's, if withheld."""

    indicator: Indicator
    absence: Absence
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The indicators under one challenge or pillar.

    `elsewhere` are rows that an earlier group shows already.
    """

    theme: Challenge | Pillar
    rows: Sequence[Row]
    gaps: Sequence[Gap]
    elsewhere: Sequence[Row] = ()

    @property
    def every(self) -> list[Row]:
        return [*self.rows, *self.elsewhere]


@dataclass(frozen=True, slots=True)
class Profile:
    """All indicators of a place, in the order of the registry; every source by code."""

    rows: Sequence[Row]
    gaps: Sequence[Gap]
    sources: Mapping[str, Source]


def of_country(country: Country, *, on: date) -> Profile:
    """Return how things stand in a country, with its place in its sub-region."""
    peers = reading.latest_of(
        Country.objects.within(country.subregion).values_list("pk", flat=True)
    )
    return _profile(country.iso3, on, peers)


def of_region(region: Region, *, on: date) -> Profile:
    """Return what sources themselves say of a region or the world."""
    return _profile(region.m49, on, {})


def grouped(profile: Profile, themes: Iterable[Challenge | Pillar]) -> list[Group]:
    """Return the rows and gaps under each of the challenges, or of the pillars.

    An indicator of two challenges has its row under the first of them.
    """
    groups: list[Group] = []
    shown: set[int] = set()
    for theme in themes:
        rows = [row for row in profile.rows if _is_under(row.indicator, theme)]
        groups.append(
            Group(
                theme,
                [row for row in rows if row.indicator.pk not in shown],
                [gap for gap in profile.gaps if _is_under(gap.indicator, theme)],
                [row for row in rows if row.indicator.pk in shown],
            )
        )
        shown |= {row.indicator.pk for row in rows}
    return groups


def _is_under(indicator: Indicator, theme: Challenge | Pillar) -> bool:
    if isinstance(theme, Pillar):
        return indicator.pillar_id == theme.pk
    return any(each.pk == theme.pk for each in indicator.challenges.all())


def _profile(
    area: str, on: date, peers: Mapping[str, Sequence[Observation]]
) -> Profile:
    found, filled = reading.profile(area), reading.indicators()
    sources = {each.code: each for each in Source.objects.all()}
    rows, gaps = [], []
    for indicator in _shown_on(on):
        lines = found.get(indicator.code, [])
        line = last_line(lines)
        if line:
            rows.append(row_of(indicator, line, sources, peers, on))
        elif lines:
            withheld = max(lines, key=lambda each: each.time)
            gaps.append(Gap(indicator, Absence.WITHHELD, withheld.missing))
        elif indicator.code in filled:
            gaps.append(Gap(indicator, Absence.NOT_HERE))
        else:
            gaps.append(Gap(indicator, Absence.NO_SERIES))
    return Profile(rows, gaps, sources)


def _shown_on(on: date) -> QuerySet[Indicator]:
    """Return the indicators that say something of a challenge or a pillar."""
    return (
        Indicator.objects.valid_on(on)
        .filter(Q(pillar__isnull=False) | Q(challenges__isnull=False))
        .distinct()
        .select_related("unit__difference", "global_indicator")
        .prefetch_related("challenges")
    )


def last_line(lines: Sequence[Observation]) -> list[Observation]:
    """Return the values of the line that reaches furthest, without projections.

    The same choice that `reading.latest` makes.
    """
    known = [
        each for each in lines if each.value is not None and each.basis != "projected"
    ]
    if not known:
        return []
    last = max(known, key=lambda each: (each.time, each.definition))
    return [each for each in known if _line_of(each) == _line_of(last)]


def _line_of(each: Observation) -> tuple[str, str, str, str]:
    return each.definition, each.sex, each.age, each.dimensions


def row_of(
    indicator: Indicator,
    line: Sequence[Observation],
    sources: Mapping[str, Source],
    peers: Mapping[str, Sequence[Observation]],
    on: date,
) -> Row:
    last = line[-1]
    breaks = [each.year for each in line if each.breaks]
    return Row(
        indicator,
        line,
        trend_of(indicator, [_step(each) for each in line]),
        flags_of(last, on, breaks=bool(breaks)),
        sources.get(last.source),
        breaks[-1] if breaks else None,
        position(
            last,
            peers.get(indicator.code, ()),
            polarity=indicator.polarity,
            decimals=indicator.decimals,
            can_rank=indicator.can_rank,
        ),
    )


def trend_of(indicator: Indicator, steps: Sequence[Step]) -> Trend:
    """Return which way a line went lately, by the rule of `tally.progress.trend`."""
    worth, polarity = indicator.worth, indicator.polarity
    return trend(
        steps,
        worth=None if worth is None else float(worth),
        direction=None if polarity == 0 else 1 if polarity > 0 else -1,
    )


def _step(each: Observation) -> Step:
    return Step(each.year, each.value or 0.0, each.error, each.basis, each.breaks)


def flags_of(last: Observation, on: date, *, breaks: bool) -> list[Flag]:
    """Return what must be said beside a value on a day."""
    flags = []
    if last.basis == "modelled":
        flags.append(Flag.MODELLED)
    elif last.nature == "E" or _OF_STATUS.get(last.status) is Flag.ESTIMATE:
        flags.append(Flag.ESTIMATE)
    stated = _OF_STATUS.get(last.status)
    if stated in (Flag.PROVISIONAL, Flag.UNRELIABLE):
        flags.append(stated)
    if breaks:
        flags.append(Flag.BREAK)
    if on.year - last.year > OLD_AFTER:
        flags.append(Flag.OLD)
    return flags
