"""The worked example of tally.progress, seen through an indicator and its words."""

import pytest

from accord.observatory.models import Indicator, Unit
from accord.observatory.progress import course_of, progress
from accord.observatory.reading import COLUMNS, Observation
from accord.observatory.tests.figures import DEFAULTS


def observation(year, value, **more):
    row = {
        **DEFAULTS,
        "indicator": "poverty",
        "area": "KEN",
        "time": str(year),
        "year": year,
        "value": value,
        **more,
    }
    return Observation(**{name: row[name] for name in COLUMNS})


def indicator(**more):
    given = {
        "code": "poverty",
        "unit": Unit(code="percent", names={"en": "per cent"}, symbols={"en": "%"}),
        "polarity": -1,
        "target": 8,
        **more,
    }
    return Indicator(**given)


LINE = [observation(2015, 16.0), observation(2024, 14.44)]


def test_each_rule_says_its_verdict_and_its_measure():
    found = progress(indicator(), LINE)

    assert [(each.code, str(each.verdict), each.measure) for each in found.judged] == [
        ("un", "fair progress, but too slow", "31 per cent of the way by then"),
        ("eurostat", "insufficient progress", "25 per cent of the growth needed"),
        ("sdsn", "less than half the pace needed", "32 per cent of the pace needed"),
        ("escap", "speed up", "68 per cent of the way left by then"),
    ]
    assert (found.first, found.last) == (LINE[0], LINE[1])
    assert found.course == "16.0% in 2015, 14.4% in 2024; the target is 8.0% in 2030."


def test_the_cuts_of_a_rule_are_printed_with_it():
    sdsn = progress(indicator(), LINE).judged[2]

    assert sdsn.cuts == [
        "at the pace needed, or reached: at least 100 per cent",
        "more than half the pace needed: at least 50 per cent",
        "less than half the pace needed: at least 0 per cent",
        "going the wrong way: otherwise",
    ]


def test_intervals_give_chances():
    half = 1.959963984540054
    line = [
        observation(2015, 16.0, lower=16 - 0.48 * half, upper=16 + 0.48 * half),
        observation(
            2024, 14.44, lower=14.44 - 0.476 * half, upper=14.44 + 0.476 * half
        ),
    ]
    chances = dict(progress(indicator(), line).judged[0].chances)

    assert chances["fair progress, but too slow"] == pytest.approx(0.949, abs=0.005)


def test_a_target_may_be_a_part_of_the_first_value():
    half = indicator(target=0.5, target_kind="factor", baseline_year=2015)

    assert course_of(half, LINE).target == 8.0


def test_a_break_and_other_bases_are_not_compared():
    broken = [LINE[0], observation(2024, 14.44, breaks=True)]
    mixed = [observation(2015, 16.0, basis="modelled"), LINE[1]]

    assert {str(each.verdict) for each in progress(indicator(), broken).judged} == {
        "not assessed"
    }
    assert "no two values" in progress(indicator(), mixed).judged[0].reason


def test_projections_and_gaps_are_left_out():
    line = [
        *LINE,
        observation(2025, None, missing="M"),
        observation(2026, 9.0, basis="projected"),
    ]

    assert progress(indicator(), line).last == LINE[1]


def test_nothing_is_judged_without_values():
    found = progress(indicator(), [])

    assert found.last is None
    assert found.agreement == "None of the four rules can judge this."
