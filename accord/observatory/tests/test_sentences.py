"""Sentences are whole, true, and each language's own."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from accord.observatory import changes, sentences, spreads
from accord.observatory.numerals import rounded, written
from accord.observatory.tests.seen import line, seen, subject


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "KEN: from 90.1% in 2010 to 86.5% in 2011, a fall"),
        (
            "fr",
            "KEN\u00a0: de 90,1\u00a0% en 2010 à 86,5\u00a0% en 2011, soit une",
        ),
        (
            "es",
            "KEN: de 90,1\u00a0% en 2010 a 86,5\u00a0% en 2011, un descenso",
        ),
    ],
)
def test_a_trend_is_a_whole_sentence_of_its_language(language, said):
    with translation.override(language):
        sentence = sentences.trend(subject(), "KEN", line(90.1, 86.5))

    assert sentence.startswith(said)
    assert sentence.endswith(
        {
            "en": "fall of 3.6 percentage points.",
            "fr": "baisse de 3,6\u00a0points de pourcentage.",
            "es": "descenso de 3,6\u00a0puntos porcentuales.",
        }[language]
    )


def test_one_and_a_half_is_singular_in_french_and_plural_in_english():
    with translation.override("fr"):
        assert subject().difference(1.5) == "1,5\u00a0point de pourcentage"
        assert subject().difference(2) == "2,0\u00a0points de pourcentage"
    with translation.override("en"):
        assert subject().difference(-1.5) == "1.5 percentage points"
        assert subject(decimals=0).difference(1) == "1 percentage point"


def test_thousands_and_decimals_are_written_as_the_reader_does():
    for language, expected in (
        ("en", "12,345.50"),
        ("fr", "12\u202f345,50"),
        ("es", "12.345,50"),
    ):
        with translation.override(language):
            assert written(12345.5, 2) == expected


def test_numbers_are_rounded_once_and_halves_to_the_even_digit():
    # 2.675 as a double lies under the half; what the source wrote is the half.
    assert [rounded(value, 1) for value in (0.25, 0.35, 86.45)] == [
        Decimal("0.2"),
        Decimal("0.4"),
        Decimal("86.4"),
    ]
    assert rounded(2.675, 2) == Decimal("2.68")
    assert str(rounded(-0.04, 1)) == "0.0"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        # Without intervals: the smallest change worth a word is 1.0.
        ([(50.0, None), (49.0, None)], "fell"),
        ([(50.0, None), (49.01, None)], "small"),
        ([(50.0, None), (51.5, None)], "rose"),
        # Half-widths of 2 and 2: sqrt(8) = 2.83 is what a difference must exceed.
        ([(50.0, 2.0), (52.8, 2.0)], "unclear"),
        ([(50.0, 2.0), (52.9, 2.0)], "rose"),
        # One interval alone proves nothing: the other rule holds.
        ([(50.0, 2.0), (52.0, None)], "rose"),
    ],
)
def test_a_change_is_called_so_by_the_published_rule(values, verdict):
    told = [
        seen(
            str(2010 + n),
            value,
            lower=None if half is None else value - half,
            upper=None if half is None else value + half,
        )
        for n, (value, half) in enumerate(values)
    ]

    assert changes.change_of(told, worth=1.0, decimals=1).verdict == verdict


def test_nothing_is_compared_across_a_break_or_with_another_kind_of_value():
    broken = [*line(90, 80), seen("2012", 50, status="B"), seen("2013", 49.8)]
    change = changes.change_of(broken, worth=1.0, decimals=1)
    assert (change.first.time, change.verdict) == ("2012", "small")
    assert "last in 2012" in sentences.trend(subject(), "KEN", broken)

    mixed = [seen("2010", 90), seen("2011", 80, basis="modelled")]
    assert changes.change_of(mixed, worth=1.0, decimals=1) is None

    projected = [*line(90, 89.9), seen("2030", 20, basis="projected")]
    assert changes.change_of(projected, worth=1.0, decimals=1).last.time == "2011"


def test_what_is_missing_is_said_with_its_kind():
    kinds = {
        kind: sentences.level(subject(), "KEN", seen("2014", None, missing=kind))
        for kind in ("C", "S", "X", "N", "M")
    }

    assert kinds["C"].endswith("of 2014 as confidential.")
    assert kinds["S"].endswith("too unsure to be shown.")
    assert len(set(kinds.values())) == 5


def test_the_age_of_a_figure_is_said_from_the_second_year_on():
    today = date(2026, 11, 25)
    assert sentences.age(seen("2025", 1), today) == ""
    assert sentences.age(seen("2019", 1), today) == "The figure is 7 years old."


def test_positions_count_reported_values_only_and_respect_intervals():
    others = [
        seen("2020", 40, "UGA"),
        seen("2020", 48, "TZA", lower=44, upper=52),
        seen("2020", 60, "RWA"),
        seen("2020", 10, "BDI", basis="modelled"),
    ]
    own = seen("2020", 50, lower=47, upper=53)

    said = spreads.position(subject(), own, [*others, own])

    assert said == (
        "Among 3 other areas with a reported value, lower: 1, higher: 1, not to"
        " be told apart: 1."
    )
    modelled = seen("2020", 50, basis="modelled")
    assert spreads.position(subject(), modelled, others) == ""
    assert spreads.position(subject(can_rank=False), own, others) == ""


def test_the_middle_half_is_that_of_the_standard_quantiles():
    # numpy.quantile([10, 20, 30, 40, 60], [.25, .5, .75]) = 20, 30, 40.
    told = [seen("2020", value, f"A{value}") for value in (10, 20, 30, 40, 60)]

    said = spreads.middle(subject(), told)

    assert said.startswith(
        "Half of the 5 areas lie between 20.0% and 40.0%; the median is 30.0%."
    )
