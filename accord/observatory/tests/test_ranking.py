"""Ranks: only where they are sure, in groups where nobody knows, else not at all."""

from typing import Any

import pytest

from accord.observatory.models import Indicator
from accord.observatory.ranking import ranking
from accord.observatory.reading import COLUMNS, Observation
from accord.observatory.tests.figures import DEFAULTS

# Two letters and a number are no country: nothing here asks which there are.
CODES = [f"A{number:02}" for number in range(12)]


def told(
    area: str, value: float, half: float | None = None, **more: Any
) -> Observation:
    interval = {} if half is None else {"lower": value - half, "upper": value + half}
    fields = {"indicator": "x", "time": "2020", "year": 2020, "area": area}
    row = {**DEFAULTS, **fields, "value": value, **interval, **more}
    return Observation(**{name: row[name] for name in COLUMNS})


def indicator(**fields: Any) -> Indicator:
    return Indicator(**{"code": "x", "can_rank": True, "polarity": -1, **fields})


def test_ranks_overlap_where_intervals_do():
    # 0±6, 10±6, … 110±6: each overlaps the next, and no one further.
    latest = [told(code, 10.0 * place, 6) for place, code in enumerate(CODES)]

    found = ranking(indicator(), latest)

    assert [(each.best, each.worst) for each in found.places[:3]] == [
        (1, 2),
        (1, 3),
        (2, 4),
    ]
    assert (found.places[-1].best, found.places[-1].worst) == (11, 12)


def test_intervals_that_touch_cannot_be_told_apart():
    latest = [told(code, 10.0 * place, 5) for place, code in enumerate(CODES)]

    found = ranking(indicator(), latest)

    assert (found.places[0].best, found.places[0].worst) == (1, 2)


def test_the_highest_is_first_where_higher_is_better():
    latest = [told(code, 10.0 * place, 1) for place, code in enumerate(CODES)]

    found = ranking(indicator(polarity=1), latest)

    assert found.places[0].told.area == CODES[-1]
    assert (found.places[0].best, found.places[0].worst) == (1, 1)


def test_every_rank_lies_between_its_bounds():
    """Whatever the true values in the intervals are, each true rank is allowed."""
    latest = [
        told(code, 3.0 * place, 1 + place % 4) for place, code in enumerate(CODES)
    ]
    found = {each.told.area: each for each in ranking(indicator(), latest).places}

    for push in range(4096):
        # Each true value lies at one of the two ends of its interval.
        true = {
            each.area: each.upper if push >> place & 1 else each.lower
            for place, each in enumerate(latest)
        }
        for area, value in true.items():
            better = sum(other < value for other in true.values())
            assert found[area].best <= better + 1 <= found[area].worst


def test_without_intervals_countries_stand_in_four_groups():
    latest = [told(code, float(place)) for place, code in enumerate(CODES)]

    found = ranking(indicator(), latest)

    assert not found.places
    assert [len(group) for group in found.groups] == [3, 3, 3, 3]
    assert {each.area for each in found.groups[0]} == set(CODES[:3])


def test_equal_values_stay_in_one_group():
    latest = [told(code, float(place // 6)) for place, code in enumerate(CODES)]

    found = ranking(indicator(), latest)

    assert [len(group) for group in found.groups] == [6, 0, 6, 0]


def test_estimates_old_values_and_other_definitions_are_left_out():
    latest = [told(code, float(place)) for place, code in enumerate(CODES)]
    latest += [
        told("MOD", 1.0, basis="modelled"),
        told("OLD", 1.0, time="2014", year=2014),
        told("DEF", 1.0, definition="another"),
    ]

    found = ranking(indicator(), latest)

    assert found.count == len(CODES)
    assert (found.estimated, found.older, found.other_definitions) == (1, 1, 1)
    # Five years back is near enough, six is not.
    assert found.since == 2015


@pytest.mark.parametrize("fields", [{"can_rank": False}, {"polarity": 0}])
def test_what_must_not_be_ranked_is_not(fields: dict[str, Any]):
    latest = [told(code, float(place), 0.1) for place, code in enumerate(CODES)]

    assert ranking(indicator(**fields), latest) is None


def test_seven_countries_are_too_few():
    latest = [told(code, float(place), 0.1) for place, code in enumerate(CODES)]

    assert ranking(indicator(), latest[:7]) is None
    assert ranking(indicator(), latest[:8]).count == 8
