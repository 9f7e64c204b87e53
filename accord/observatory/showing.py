"""What the page of an indicator shows for a reader's choice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

from accord.atlas.models import Country
from accord.base.components import Choice as Box
from accord.base.components import Figure
from accord.observatory import (
    across,
    areas,
    drawing,
    provenance,
    reading,
    sentences,
    words,
)
from accord.observatory.background import Background
from accord.observatory.choosing import MOST_AREAS, Choice
from accord.observatory.drawing import Which
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject, listed, strung
from accord.observatory.reading import Observation
from accord.observatory.taking import file_of

# One area, and as many of its neighbours.
NEIGHBOURS = 4


def lines_of(code: str, choice: Choice) -> list[Observation]:
    """Return the observations chosen, by area, line and time.

    A breakdown keeps to what the headline is told of: its age or sex, its other
    dimensions and its definition.
    """
    found = list(_lines_of(code, choice))
    order = {each: place for place, each in enumerate(choice.areas)}
    return sorted(found, key=lambda each: order.get(each.area, len(order)))


def _lines_of(code: str, choice: Choice) -> Sequence[Observation]:
    narrow: dict[str, Any] = {
        "areas": choice.areas or None,
        "since": choice.since,
        "until": choice.until,
    }
    if not choice.is_breakdown:
        return reading.of_indicator(code, **narrow)
    main = reading.of_indicator(code, areas=choice.areas or None)
    like = {(each.area, each.definition, each.dimensions) for each in main}
    sexes, ages = {each.sex for each in main}, {each.age for each in main}
    return [
        each
        for each in reading.of_indicator(
            code,
            headline=None,
            sex=choice.sex or None,
            age=choice.age or None,
            **narrow,
        )
        if (each.area, each.definition, each.dimensions) in like
        and (choice.sex or each.sex in sexes)
        and (choice.age or each.age in ages)
    ]


def each_line(
    code: str, choice: Choice, *, every: bool = False
) -> Iterator[Observation]:
    """Yield the observations of a choice for a file, in little memory.

    With `every` those of all lines come, the headline's and the others'.
    """
    if choice.is_breakdown and not every:
        yield from lines_of(code, choice)
        return
    yield from reading.each_of_indicator(
        code,
        areas=choice.areas or None,
        headline=None if every else True,
        since=choice.since,
        until=choice.until,
    )


def by_area(told: Sequence[Observation]) -> dict[str, list[Observation]]:
    """Group observations, already by area and line, by area."""
    found: dict[str, list[Observation]] = {}
    for each in told:
        found.setdefault(each.area, []).append(each)
    return found


def last_of(line: Sequence[Observation]) -> Observation | None:
    """Return the last value that is no projection."""
    values = [
        each for each in line if each.value is not None and each.basis != "projected"
    ]
    return max(values, key=lambda each: (each.time, each.definition), default=None)


@dataclass(frozen=True, slots=True)
class Chooser:
    """The form by which areas, a breakdown and years are chosen.

    `near` are the nearest countries with values, none where the first area is none.
    """

    choice: Choice
    areas: Sequence[tuple[str, str]]
    regions: Sequence[tuple[str, str]]
    chosen: Sequence[tuple[str, str]]
    near: Sequence[Country]
    sexes: Sequence[Box]
    ages: Sequence[Box]
    first: int
    last: int

    @property
    def is_full(self) -> bool:
        return len(self.choice.areas) >= MOST_AREAS

    @property
    def with_near(self) -> str:
        """The query that sets the first area beside the nearest ones."""
        codes = [self.choice.areas[0], *(each.iso3 for each in self.near)]
        return self.choice.with_areas(codes).asked

    @property
    def near_names(self) -> str:
        return listed([each.name for each in self.near])

    def without(self) -> list[tuple[str, str]]:
        """Return the name of each chosen area, and the query without it."""
        return [
            (
                name,
                self.choice.with_areas(
                    [each for each in self.choice.areas if each != code]
                ).asked
                or "?",
            )
            for code, name in self.chosen
        ]


def chooser(code: str, choice: Choice) -> Chooser:
    """Return the form, in three queries."""
    kinds = reading.areas_of(code)
    names = areas.names([*kinds, *choice.areas])
    others = [
        (each, names[each])
        for each in areas.in_order(names)
        if each in kinds and each not in choice.areas
    ]
    first = choice.areas[0] if choice.areas else ""
    found = reading.breakdowns(code)
    return Chooser(
        choice,
        [pair for pair in others if kinds[pair[0]] == "country"],
        [pair for pair in others if kinds[pair[0]] != "country"],
        [(each, names[each]) for each in choice.areas],
        areas.nearest(
            first,
            [each for each, kind in kinds.items() if kind == "country"],
            NEIGHBOURS,
        ),
        _boxes(found.sexes, found.main_sexes, choice.sex, words.sex) if found else (),
        _boxes(found.ages, found.main_ages, choice.age, words.age) if found else (),
        found.first if found else 0,
        found.last if found else 0,
    )


def _boxes(
    codes: Sequence[str], main: Sequence[str], chosen: str, said: Callable[[str], str]
) -> list[Box]:
    """Return what may be chosen, first the headline's own under its real name.

    Where the headline has more than one, as by source, no name would be true of it.
    """
    if len(codes) < 2:
        return []
    own = main[0] if len(main) == 1 else ""
    first = Box("", said(own) if own else _("As in the main line"))
    others = [each for each in codes if each != own]
    return [first, *(Box(each, said(each), checked=each == chosen) for each in others)]


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the first page of an indicator.

    `leading` is the trend of what was chosen, or of the world; `map` shows all
    countries where no area was chosen. `age` says of when the
    latest figures are.
    """

    leading: Figure | None
    map: Figure | None
    comparison: Figure | None
    breakdowns: Sequence[Figure]
    age: str
    missing: Sequence[str]


def overview(indicator: Indicator, choice: Choice, *, on: date) -> Overview:
    """Return the figures for a choice; without one the world, or else the map."""
    code, subject = indicator.code, Subject.of(indicator)
    csv = file_of(code, choice, "csv")
    map_ = None if choice.areas else across.map_of(indicator, choice)
    if not choice.areas and areas.WORLD in reading.areas_of(code):
        choice = choice.with_areas([areas.WORLD])
    if not choice.areas:
        return Overview(None, map_, None, (), "", ())
    told = lines_of(code, choice)
    parted = by_area(told)
    latest = [each for line in parted.values() if (each := last_of(line))]
    split = _breakdowns(code, latest[:1])
    background = Background.of(
        [*told, *(each for part in split.values() for each in part)]
    )
    return Overview(
        leading=_trend(subject, told, background, csv),
        map=map_,
        comparison=drawing.comparison_figure(
            subject, latest, background, Which("comparison", csv)
        )
        if len(latest) > 1
        else None,
        breakdowns=[
            drawing.breakdown_figure(
                subject, part, background, Which(f"by-{by}", csv), by=by
            )
            for by, part in split.items()
        ],
        age=_age(latest, background, on),
        missing=[
            sentences.nothing(subject, name)
            for name in areas.names(
                [each for each in choice.areas if each not in parted]
            ).values()
        ],
    )


def _breakdowns(
    code: str, latest: Sequence[Observation]
) -> dict[Literal["sex", "age"], list[Observation]]:
    """Return the values by sex and by age beside an area's latest headline value."""
    found = reading.breakdowns(code)
    if not latest or found is None:
        return {}
    main = latest[0]
    beside = [
        each
        for each in reading.of_indicator(
            code,
            areas=[main.area],
            headline=None,
            dimensions=main.dimensions,
            since=main.year,
            until=main.year,
        )
        if (each.time, each.definition) == (main.time, main.definition)
    ]
    by_sex = [each for each in beside if each.age == main.age]
    by_age = [each for each in beside if each.sex == main.sex]
    split: dict[Literal["sex", "age"], list[Observation]] = {}
    if len(by_sex) > 1:
        split["sex"] = by_sex
    if len(by_age) > 1:
        split["age"] = by_age
    return split


def _age(latest: Sequence[Observation], background: Background, on: date) -> str:
    """Say of each area of which time its latest figure is, and how long ago that is."""
    said = []
    for each in latest:
        told = {
            "area": background.area(each.area),
            "time": words.period(each.time),
            "age": provenance.years_ago(on.year - each.year),
        }
        if each.year < on.year:
            said.append(_("%(area)s %(time)s (%(age)s)") % told)
        else:
            said.append(_("%(area)s %(time)s") % told)
    if not said:
        return ""
    return _("Latest figures: %(figures)s.") % {"figures": strung(said)}


def _trend(
    subject: Subject, told: Sequence[Observation], background: Background, csv: str
) -> Figure | None:
    """Return the lines of all areas; the title says what the first one shows."""
    if not told:
        return None
    drawn = drawing.trend_figure(
        subject, told, background, Which("trend", csv, level=2)
    )
    parted = by_area(told)
    if len(parted) < 2:
        return drawn
    first, line = next(iter(parted.items()))
    title = sentences.finding(subject, background.area(first), line)
    return replace(drawn, title=title)
