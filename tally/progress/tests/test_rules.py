"""The four rules on the worked example, and at every edge.

The example is that of the methods note (a rate that falls from 16.0 in 2015 to 14.44
in 2024, target 8.0 in 2030); its numbers were computed there in two programs. By hand:
(14.44/16)^(1/9) - 1 = -0.0113338; 14.44 x 0.9886662^6 = 13.485447; and so on.
"""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tally.progress import (
    CUTS,
    Course,
    Point,
    Rule,
    Verdict,
    Why,
    assess,
    assess_by,
    growth_error,
    with_probabilities,
)
from tally.progress.rules import carried_on, verdict_of

EXAMPLE = Course([Point(2015, 16.0), Point(2024, 14.44)], -1, target=8.0)


def by_rule(course: Course) -> dict[Rule, Verdict]:
    return {each.rule: each.verdict for each in assess(course)}


def whys(course: Course) -> dict[Rule, Why | None]:
    return {each.rule: each.why for each in assess(course)}


def test_un_carries_compound_growth_on():
    found = assess_by(Rule.UN, EXAMPLE)

    assert found.steps["growth"] == pytest.approx(-0.0113338, abs=5e-8)
    assert found.steps["expected"] == pytest.approx(13.485447, abs=5e-7)
    assert found.measure == pytest.approx(0.314319, abs=5e-7)
    assert found.verdict is Verdict.FAIR


def test_eurostat_compares_growth_with_growth_needed():
    found = assess_by(Rule.EUROSTAT, EXAMPLE)

    assert found.steps["needed"] == pytest.approx(-0.0451584, abs=5e-8)
    assert found.measure == pytest.approx(0.250979, abs=5e-7)
    assert found.verdict is Verdict.INSUFFICIENT


def test_sdsn_compares_pace_with_pace_needed():
    found = assess_by(Rule.SDSN, EXAMPLE)

    assert found.measure == pytest.approx(0.325, abs=1e-9)
    assert found.verdict is Verdict.STANDSTILL


def test_escap_measures_what_will_be_left():
    found = assess_by(Rule.ESCAP, EXAMPLE)

    assert found.steps["status"] == pytest.approx(1.95, abs=1e-9)
    assert found.steps["expected"] == pytest.approx(13.40, abs=1e-9)
    assert found.measure == pytest.approx(67.5, abs=1e-9)
    assert found.verdict is Verdict.ACCELERATE


def test_the_error_of_growth_is_that_of_the_example():
    first, last = Point(2015, 16.0, 0.48), Point(2024, 14.44, 0.476)
    error = growth_error(first, last)

    assert error == pytest.approx(0.004896, abs=5e-7)
    assert -0.0113338 - 1.96 * error == pytest.approx(-0.0209, abs=5e-5)
    assert -0.0113338 + 1.96 * error == pytest.approx(-0.0017, abs=5e-5)


def test_probabilities_are_those_of_400_000_draws():
    """The note's five classes, by the same grid: its draws gave these shares."""
    course = replace(
        EXAMPLE, points=[Point(2015, 16.0, 0.48), Point(2024, 14.44, 0.476)]
    )
    plain = assess_by(Rule.UN, course)
    found = with_probabilities(plain, course, steps=201).probabilities

    assert sum(found.values()) == pytest.approx(1)
    # 0.95 up: 0.000; 0.10 to 0.95: 0.045 + 0.904; below 0.10: 0.049 + 0.002.
    assert found.get(Verdict.ON_TRACK, 0) == pytest.approx(0.000, abs=0.002)
    assert found[Verdict.FAIR] == pytest.approx(0.949, abs=0.004)
    assert found[Verdict.STAGNATION] == pytest.approx(0.051, abs=0.004)


def test_without_errors_nothing_is_probable():
    plain = assess_by(Rule.UN, EXAMPLE)

    assert with_probabilities(plain, EXAMPLE) == plain


def test_one_point_is_too_few():
    course = replace(EXAMPLE, points=[Point(2024, 14.0)])

    assert set(by_rule(course).values()) == {Verdict.NOT_ASSESSED}
    assert set(whys(course).values()) == {Why.TOO_FEW}
    assert set(whys(replace(EXAMPLE, points=[])).values()) == {Why.TOO_FEW}


def test_a_break_between_first_and_last_forbids_a_verdict():
    course = replace(EXAMPLE, points=[Point(2015, 16), Point(2024, 14, breaks=True)])

    assert set(whys(course).values()) == {Why.BREAK}


def test_a_break_at_the_first_point_forbids_nothing():
    course = replace(EXAMPLE, points=[Point(2015, 16, breaks=True), Point(2024, 14)])

    assert Verdict.NOT_ASSESSED not in by_rule(course).values()


@pytest.mark.parametrize(
    ("first", "last", "target", "why"),
    [
        (0.0, 2.0, 8.0, Why.ZERO),
        (-1.0, 2.0, 8.0, Why.SIGN),
    ],
)
def test_where_growth_is_undefined_the_linear_rules_still_judge(
    first, last, target, why
):
    course = Course([Point(2015, first), Point(2024, last)], 1, target=target)
    found = whys(course)

    assert found[Rule.UN] is found[Rule.EUROSTAT] is why
    assert found[Rule.SDSN] is found[Rule.ESCAP] is None


def test_a_target_of_zero_has_no_growth_needed():
    course = Course([Point(2015, 16), Point(2024, 12)], -1, target=0)

    assert whys(course)[Rule.EUROSTAT] is Why.ZERO
    assert assess_by(Rule.SDSN, course).measure == pytest.approx(
        (4 / 9) / (16 / 15), abs=1e-12
    )


def test_a_target_met_and_kept_is_the_best_class():
    course = Course([Point(2015, 7), Point(2024, 6)], -1, target=8)

    assert by_rule(course) == {rule: next(iter(cuts)) for rule, cuts in CUTS.items()}


def test_a_target_met_and_lost_is_the_worst_class():
    course = Course([Point(2015, 7), Point(2024, 9)], -1, target=8)

    assert by_rule(course) == {rule: list(cuts)[-1] for rule, cuts in CUTS.items()}


def test_a_target_just_met_is_met_whatever_the_way():
    course = Course([Point(2015, 16), Point(2018, 20), Point(2024, 8)], -1, target=8)

    assert set(by_rule(course).values()) == {next(iter(c)) for c in CUTS.values()}


def test_without_a_direction_nothing_is_judged():
    assert set(whys(replace(EXAMPLE, direction=None)).values()) == {Why.NO_DIRECTION}


def test_growth_rates_are_judged_by_linear_rules_only():
    found = whys(replace(EXAMPLE, is_rate=True))

    assert found[Rule.UN] is found[Rule.EUROSTAT] is Why.GROWTH_RATE
    assert found[Rule.SDSN] is None


def test_a_baseline_after_the_target_year_is_none():
    course = replace(EXAMPLE, target_year=2010)

    assert set(whys(course).values()) == {Why.TARGET_YEAR}


def test_limits_hold_what_is_carried_on():
    course = Course(
        [Point(2015, 80), Point(2024, 99)], 1, target=100.5, limits=(0, 100)
    )

    assert assess_by(Rule.UN, course).steps["expected"] == 100
    assert assess_by(Rule.ESCAP, course).steps["expected"] == 100


@pytest.mark.parametrize(
    ("last", "un", "eurostat"),
    [
        (100 * 1.02**9, Verdict.ON_TRACK, Verdict.SIGNIFICANT),
        (100 * 1.0199**9, Verdict.FAIR, Verdict.SIGNIFICANT),
        (100 * 1.005**9, Verdict.FAIR, Verdict.MODERATE),
        (100 * 1.0049**9, Verdict.STAGNATION, Verdict.MODERATE),
        (100 * 0.9901**9, Verdict.STAGNATION, Verdict.MODERATELY_AWAY),
        (100 * 0.9899**9, Verdict.STAGNATION, Verdict.AWAY),
    ],
)
def test_without_a_target_the_pace_is_judged(last, un, eurostat):
    course = Course([Point(2015, 100), Point(2024, last)], 1)
    found = by_rule(course)

    assert (found[Rule.UN], found[Rule.EUROSTAT]) == (un, eurostat)
    assert whys(course)[Rule.SDSN] is Why.NO_TARGET


@pytest.mark.parametrize("rule", list(Rule))
def test_a_cut_is_reached_by_its_own_value(rule):
    for verdict, least in CUTS[rule].items():
        if least != float("-inf"):
            assert verdict_of(CUTS[rule], least) is verdict
            assert verdict_of(CUTS[rule], least - 1e-6) is not verdict


def test_the_year_before_stands_in_where_surveys_are_rare():
    rare = Course([Point(2010, 20), Point(2014, 18), Point(2019, 16)], -1, target=8)
    often = Course(
        [Point(2013, 20), Point(2014, 18), Point(2016, 17), Point(2019, 16)],
        -1,
        target=8,
    )

    assert assess_by(Rule.SDSN, rare).steps["pace"] == pytest.approx(-2 / 5)
    assert assess_by(Rule.SDSN, often).steps["pace"] == pytest.approx(-1 / 3)


def test_recent_years_weigh_more():
    turning = [Point(2015, 10), Point(2019, 10), Point(2023, 6), Point(2024, 5)]
    plain_line = 10 - 5 * 15 / 9

    assert carried_on(turning, 2030) < plain_line


def test_years_must_grow():
    with pytest.raises(ValueError, match="grow"):
        Course([Point(2020, 1), Point(2019, 2)], 1)


levels = st.floats(1, 1000)


@given(first=levels, last=levels, target=levels, scale=st.floats(0.01, 100))
def test_verdicts_do_not_depend_on_the_unit(first, last, target, scale):
    assume(abs(first - target) > 0.01 * first)
    course = Course([Point(2015, first), Point(2024, last)], 1, target=target)
    scaled = Course(
        [Point(2015, first * scale), Point(2024, last * scale)],
        1,
        target=target * scale,
    )
    for one, other in zip(assess(course), assess(scaled), strict=True):
        if one.measure is not None and other.measure is not None:
            assert one.measure == pytest.approx(other.measure, rel=1e-6, abs=1e-6)


@given(first=levels, target=levels, one=levels, two=levels)
def test_more_of_what_is_better_is_never_judged_worse(first, target, one, two):
    assume(target > first * 1.01)
    low, high = sorted((one, two))
    order = list(Verdict)
    for rule in Rule:
        worse = assess_by(
            rule, Course([Point(2015, first), Point(2024, low)], 1, target=target)
        )
        better = assess_by(
            rule, Course([Point(2015, first), Point(2024, high)], 1, target=target)
        )
        assert order.index(better.verdict) <= order.index(worse.verdict)


@given(first=st.floats(1, 100), last=st.floats(1, 100), target=st.floats(1, 100))
def test_the_linear_rules_are_the_same_seen_from_the_other_side(first, last, target):
    """What falls from 30 to 20 of 100 rises from 70 to 80 of 100."""
    assume(abs(first - target) > 0.5)
    falls = Course([Point(2015, first), Point(2024, last)], -1, target=target)
    rises = Course(
        [Point(2015, 200 - first), Point(2024, 200 - last)], 1, target=200 - target
    )
    for rule in (Rule.SDSN, Rule.ESCAP):
        one, other = assess_by(rule, falls), assess_by(rule, rises)
        if one.measure is None or other.measure is None:
            assert one.measure is other.measure
        else:
            assert one.measure == pytest.approx(other.measure, rel=1e-6, abs=1e-6)
