"""The rank of a country: what counts, what cannot be told apart, what is not ranked."""

from dataclasses import replace
from typing import Any

from accord.observatory.observations import Observation
from accord.observatory.places.positions import Position, position
from accord.observatory.places.tests.test_trend_of_rows import TEMPLATE


def at(area: str, value: float, **fields: Any) -> Observation:
    """Return a value that is sure: its interval has no width."""
    sure = {"lower": value, "upper": value}
    return replace(TEMPLATE, area=area, value=value, **sure | fields)


OWN = at("KEN", 50.0)
FOUR = [at("UGA", 40.0), at("TZA", 60.0), at("RWA", 70.0), at("BDI", 80.0)]


def rank(own: Observation, peers: list[Observation], **more: Any) -> Position | None:
    asked = {"polarity": -1, "decimals": 1, "can_rank": True} | more
    return position(own, [own, *peers], **asked)


def test_rank_one_is_the_best_whichever_end_that_is():
    assert rank(OWN, FOUR) == Position(5, 40.0, 80.0, 2, 2)
    assert rank(OWN, FOUR, polarity=1) == Position(5, 40.0, 80.0, 4, 4)
    assert rank(OWN, FOUR, polarity=0) == Position(5, 40.0, 80.0, 4, 4)


def test_four_countries_have_no_rank_and_no_range():
    assert rank(OWN, FOUR[:3]) is None


def test_what_lies_six_years_apart_or_has_another_definition_does_not_count():
    old = replace(FOUR[0], year=OWN.year - 6)
    other = replace(FOUR[0], definition="ppp-2011")

    assert rank(OWN, [old, *FOUR[1:]]) is None
    assert rank(OWN, [other, *FOUR[1:]]) is None
    assert rank(OWN, [replace(FOUR[0], year=OWN.year - 5), *FOUR[1:]]) is not None


def test_intervals_that_overlap_share_their_ranks():
    unsure = replace(OWN, lower=39.0, upper=61.0)

    assert rank(unsure, FOUR) == Position(5, 40.0, 80.0, 1, 3)


def test_the_same_as_shown_is_the_same():
    near = at("TZA", 50.04)

    assert rank(OWN, [FOUR[0], near, *FOUR[2:]]) == Position(5, 40.0, 80.0, 2, 3)


def test_modelled_values_are_neither_ranked_nor_counted():
    modelled = replace(FOUR[0], basis="modelled")

    assert rank(replace(OWN, basis="modelled"), FOUR) == Position(5, 40.0, 80.0)
    assert rank(OWN, FOUR, can_rank=False) == Position(5, 40.0, 80.0)
    # Four reported ones are too few for a rank; all five have a range.
    assert rank(OWN, [modelled, *FOUR[1:]]) == Position(5, 40.0, 80.0)


def unsure(number: int) -> Observation:
    return at(f"A{number:02}", float(number), lower=None, upper=None)


def test_without_intervals_the_rank_is_that_of_a_quarter():
    """Of 37: quarters of ranks 1 to 10, 11 to 19, 20 to 28 and 29 to 37."""
    everyone = [unsure(number) for number in range(1, 38)]
    found = [rank(each, everyone) for each in everyone]

    assert [(each.best, each.worst) for each in found if each] == [
        *[(1, 10)] * 10,
        *[(11, 19)] * 9,
        *[(20, 28)] * 9,
        *[(29, 37)] * 9,
    ]


def test_one_value_without_an_interval_makes_all_unsure():
    assert rank(OWN, [unsure(1), *FOUR]) == Position(6, 1.0, 80.0)


def test_without_intervals_seven_countries_have_the_range_only():
    seven = [unsure(number) for number in range(1, 8)]

    assert rank(seven[0], seven) == Position(7, 1.0, 7.0)
    assert rank(seven[0], [*seven, unsure(8)]) == Position(8, 1.0, 8.0, 1, 2)
