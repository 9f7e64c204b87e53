import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.progress import Step, Way, trend


def way(steps, worth=1.0, direction=None):
    return trend(steps, worth=worth, direction=direction).way


def test_the_value_of_five_years_before_is_the_one_compared_with():
    found = trend(
        [Step(2010, 50), Step(2014, 40), Step(2016, 30), Step(2019, 20)],
        worth=1,
        direction=-1,
    )

    assert found.first == Step(2014, 40)
    assert (found.way, found.better, found.change) == (Way.DOWN, True, -20)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2009, Way.UP), (2008, Way.UNKNOWN), (2016, Way.UP), (2017, Way.UNKNOWN)],
)
def test_it_must_lie_three_to_ten_years_back(year, expected):
    assert way([Step(year, 10), Step(2019, 20)]) is expected


def test_a_break_hides_what_was_before():
    steps = [Step(2014, 10), Step(2016, 15, breaks=True), Step(2019, 20)]

    assert trend(steps, worth=1, direction=1).first == steps[1]
    assert way([steps[0], Step(2019, 20, breaks=True)]) is Way.UNKNOWN


def test_modelled_and_reported_do_not_compare():
    assert way([Step(2014, 10, basis="modelled"), Step(2019, 20)]) is Way.UNKNOWN
    both = [Step(2014, 10, basis="modelled"), Step(2019, 20, basis="modelled")]
    assert way(both) is Way.UP


def test_a_change_below_what_is_worth_a_word_is_steady():
    assert way([Step(2014, 10), Step(2019, 10.9)], worth=1) is Way.STEADY
    assert way([Step(2014, 10), Step(2019, 11)], worth=1) is Way.UP
    assert way([Step(2014, 10.1), Step(2019, 10.4)], worth=0.3) is Way.UP
    assert way([Step(2014, 10), Step(2019, 10)], worth=0) is Way.STEADY


def test_without_worth_and_errors_nothing_can_be_told():
    assert way([Step(2014, 10), Step(2019, 90)], worth=None) is Way.UNKNOWN


def test_errors_decide_where_they_are_known():
    # 1.96 * sqrt(0.3^2 + 0.4^2) = 0.98
    assert way([Step(2014, 10, 0.3), Step(2019, 10.97, 0.4)], worth=None) is Way.STEADY
    assert way([Step(2014, 10, 0.3), Step(2019, 10.99, 0.4)], worth=None) is Way.UP
    assert way([Step(2014, 10, 0.3), Step(2019, 10.97, 0.4)], worth=0.1) is Way.STEADY


def test_nothing_has_no_trend():
    assert way([]) is Way.UNKNOWN
    assert trend([], worth=1, direction=1).change is None


@given(
    st.lists(
        st.tuples(st.integers(1990, 2030), st.floats(0, 100), st.booleans()),
        unique_by=lambda each: each[0],
        max_size=12,
    ),
    st.floats(0.01, 5),
)
def test_no_trend_crosses_a_break_and_polarity_turns_with_the_way(rows, worth):
    steps = [Step(year, value, breaks=broken) for year, value, broken in sorted(rows)]
    up = trend(steps, worth=worth, direction=1)
    down = trend(steps, worth=worth, direction=-1)

    assert up.way is down.way
    if up.better is not None:
        assert up.better is not down.better
    if up.first is not None and up.last is not None:
        between = [e for e in steps if up.first.year < e.year <= up.last.year]
        assert not any(each.breaks for each in between)
        assert 3 <= up.last.year - up.first.year <= 10
