"""By hand: three countries of 50, 30 and 20 people with rates of 10, 20 and 40.

(50 x 10 + 30 x 20 + 20 x 40) / 100 = 19; without the third, 80 % are covered and the
mean is (500 + 600) / 80 = 13.75; a count of 5 + 6 is raised to 11 / 0.8 = 13.75.
"""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.aggregates import Value, nearest, total, weighted_mean

WEIGHTS = {"AAA": 50.0, "BBB": 30.0, "CCC": 20.0}
RATES = {"AAA": Value(10), "BBB": Value(20), "CCC": Value(40)}


def some(*areas):
    return {area: RATES[area] for area in areas}


def test_a_ratio_is_weighted_by_its_denominator():
    found = weighted_mean(WEIGHTS, RATES, WEIGHTS)

    assert found.value == pytest.approx(19)
    assert found.coverage.share == 1
    assert not found.coverage.is_flagged


def test_what_is_missing_lowers_the_coverage_and_is_named():
    found = weighted_mean(WEIGHTS, some("AAA", "BBB"), WEIGHTS)

    assert found.value == pytest.approx(13.75)
    assert found.coverage.share == pytest.approx(0.8)
    assert found.coverage.without == ("CCC",)


@pytest.mark.parametrize(
    ("share", "published", "flagged"),
    [
        (0.66, True, False),
        (0.6599, True, True),
        (0.5, True, True),
        (0.4999, False, False),
    ],
)
def test_the_rule_of_coverage_at_its_edges(share, published, flagged):
    weights = {"AAA": share, "BBB": 1 - share}
    found = weighted_mean(weights, some("AAA"), weights)

    assert (found.value is not None) is published
    assert found.coverage.is_enough is published
    assert found.coverage.is_flagged is flagged


def test_each_subgroup_must_be_covered_too():
    poor = ["BBB", "CCC"]
    found = weighted_mean(WEIGHTS, some("AAA", "CCC"), WEIGHTS, subgroups=[poor])

    assert found.coverage.share == pytest.approx(0.7)
    assert found.value is None


def test_without_any_weight_there_is_no_figure():
    found = weighted_mean(["AAA"], some("AAA"), {})

    assert found.value is None
    assert found.coverage.unweighted == ("AAA",)


def test_a_count_is_raised_to_the_whole():
    counts = {"AAA": Value(5), "BBB": Value(6)}

    assert total(WEIGHTS, counts, WEIGHTS).value == pytest.approx(13.75)
    assert total(WEIGHTS, {"CCC": Value(1)}, WEIGHTS).value is None


def test_errors_add_up_by_squared_shares():
    values = {
        "AAA": Value(10, 1.0),
        "BBB": Value(20, 2.0),
        "CCC": Value(40, 3.0, modelled=True),
    }
    found = weighted_mean(WEIGHTS, values, WEIGHTS)

    assert found.error == pytest.approx(
        sqrt((0.5 * 1) ** 2 + (0.3 * 2) ** 2 + (0.2 * 3) ** 2)
    )
    assert found.modelled_share == pytest.approx(0.2)


def test_one_unknown_error_makes_all_unknown():
    values = {"AAA": Value(10, 1.0), "BBB": Value(20), "CCC": Value(40, 3.0)}

    assert weighted_mean(WEIGHTS, values, WEIGHTS).error is None


def test_the_nearest_year_stands_for_a_year():
    years = {2012: 1.0, 2018: 2.0, 2022: 3.0}

    assert nearest(years, 2020, within=3) == 2018
    assert nearest(years, 2021, within=3) == 2022
    assert nearest(years, 2015, within=2) is None
    assert nearest({}, 2015, within=2) is None


areas = st.dictionaries(
    st.text("ABC", min_size=3, max_size=3),
    st.tuples(st.floats(0, 100), st.floats(0.1, 1000)),
    min_size=1,
    max_size=8,
)


@given(areas, st.floats(0.1, 50))
def test_a_mean_lies_between_and_does_not_depend_on_the_unit_of_weights(rows, scale):
    values = {area: Value(value) for area, (value, _weight) in rows.items()}
    weights = {area: weight for area, (_value, weight) in rows.items()}
    found = weighted_mean(weights, values, weights).value
    scaled = weighted_mean(
        weights, values, {area: weight * scale for area, weight in weights.items()}
    ).value

    assert found is not None
    assert scaled == pytest.approx(found, rel=1e-9, abs=1e-9)
    low = min(each.value for each in values.values())
    high = max(each.value for each in values.values())
    assert low - 1e-9 <= found <= high + 1e-9


@given(areas)
def test_parts_make_the_whole(rows):
    """The mean of two halves, weighed by the halves, is that of the whole."""
    values = {area: Value(value) for area, (value, _weight) in rows.items()}
    weights = {area: weight for area, (_value, weight) in rows.items()}
    names = sorted(rows)
    halves = [half for half in (names[::2], names[1::2]) if half]
    means = {
        str(number): weighted_mean(half, values, weights)
        for number, half in enumerate(halves)
    }
    joined = weighted_mean(
        means,
        {name: Value(mean.value or 0.0) for name, mean in means.items()},
        {
            str(number): sum(weights[area] for area in half)
            for number, half in enumerate(halves)
        },
    )

    assert joined.value == pytest.approx(
        weighted_mean(names, values, weights).value, rel=1e-9, abs=1e-9
    )
