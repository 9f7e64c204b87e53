"""What all countries show of an indicator: on a map, on one scale, ranked, over time.

These are the large figures of a page. They are kept in the memory of the process for as
long as the figures, the names and the reader's language stay the same.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from accord.atlas.models.named import active_language
from accord.base.components import Figure
from accord.base.page_cache import state_of_record
from accord.observatory import drawing, reading, standing
from accord.observatory.background import Background
from accord.observatory.choosing import Choice
from accord.observatory.drawing import Which
from accord.observatory.models import Indicator
from accord.observatory.numerals import Subject
from accord.observatory.standing import Ranks
from accord.observatory.taking import file_of

# About 100 KB each.
_MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Across:
    """All countries: latest values on a map, on one scale and ranked, and courses."""

    map: Figure | None
    distribution: Figure | None
    courses: Figure | None
    ranks: Ranks | None


def map_of(indicator: Indicator, choice: Choice) -> Figure | None:
    """Return the map of the latest values, drawn once for a state of the figures."""
    return _map_of(indicator, choice.until, active_language(), _state())


def _state() -> Hashable:
    return state_of_record(), reading.figures_path("latest")


@lru_cache(maxsize=_MOST_KEPT)
def _map_of(
    indicator: Indicator, until: int | None, _language: str, _state: Hashable
) -> Figure | None:
    told = reading.latest(indicator.code, until=until)
    if not told:
        return None
    csv = file_of(indicator.code, Choice(until=until), "csv")
    which = Which("map", csv, level=2)
    return drawing.map_figure(Subject.of(indicator), told, None, which)


def across(indicator: Indicator, choice: Choice) -> Across:
    """Return what all countries show, drawn once for a state of the figures."""
    asked = Choice(choice.areas, until=choice.until)
    return _across(indicator, asked, active_language(), _state())


@lru_cache(maxsize=_MOST_KEPT)
def _across(
    indicator: Indicator, choice: Choice, language: str, state: Hashable
) -> Across:
    subject = Subject.of(indicator)
    told = reading.latest(indicator.code, until=choice.until)
    if not told:
        return Across(None, None, None, None)
    background = Background.of(told)
    csv = file_of(indicator.code, Choice(until=choice.until), "csv")
    return Across(
        _map_of(indicator, choice.until, language, state),
        drawing.distribution_figure(
            subject,
            told,
            background,
            Which("distribution", csv, level=2),
            named=choice.areas,
            near=_near(choice, background),
        ),
        drawing.courses_figure(
            subject,
            [
                each
                for each in reading.of_indicator(indicator.code)
                if each.area_kind == "country"
            ],
            background,
            Which("courses", csv, level=2),
            named=choice.areas,
        ),
        standing.ranks(indicator, told, background),
    )


def _near(choice: Choice, background: Background) -> list[str]:
    """Return the countries of the first area's region, if it is a country."""
    first = background.countries.get(choice.areas[0]) if choice.areas else None
    if first is None:
        return []
    return [
        code
        for code, each in background.countries.items()
        if each.region_id == first.region_id and code != first.iso3
    ]
