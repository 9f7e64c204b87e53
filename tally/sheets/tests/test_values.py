"""One reading or a reason: days, numbers, yes and no, codes."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.sheets import CellRefused
from tally.sheets.values import (
    join_pairs,
    parse_date,
    parse_decimal,
    parse_pairs,
    text_of,
)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 3, 4), date(2026, 3, 4)),
        ("2026-03-04", date(2026, 3, 4)),
        (" 2026-3-4 ", date(2026, 3, 4)),
        ("2026/03/04", date(2026, 3, 4)),
        ("2026.03.04", date(2026, 3, 4)),
        ("2026-03-04T00:00:00Z", date(2026, 3, 4)),
        ("31/12/2026", date(2026, 12, 31)),
        ("12/31/2026", date(2026, 12, 31)),
        ("01.01.2026", date(2026, 1, 1)),
        ("٢٠٢٦-٠٣-٠٤", date(2026, 3, 4)),
        ("", None),
        (None, None),
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_read(cell, day):
    assert parse_date(cell) == day


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("03/04/2026", "date_two_ways", "2026-04-03 or as 2026-03-04"),
        ("3.4.2026", "date_two_ways", "2026-04-03"),
        ("31/02/2026", "date_unreadable", "2026-01-31"),
        ("03/04/26", "date_unreadable", "year, month and day"),
        ("March 2026", "date_unreadable", "March 2026"),
        ("2026", "date_unreadable", "2026"),
        (Decimal(46083), "date_unreadable", "46083"),
        (True, "date_unreadable", "true"),
        ("2026-02-30", "date_impossible", "no such day"),
        ("0206-02-03", "date_unlikely", "year"),
        (date(3026, 1, 1), "date_unlikely", "3026"),
        ("2026-03-04 12:30", "date_unreadable", "12:30"),
        ("#REF!", "cell_error", "#REF!"),
    ],
)
def test_a_day_is_never_guessed(cell, code, words):
    with pytest.raises(CellRefused) as refused:
        parse_date(cell)

    assert refused.value.code == code
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (Decimal("1250.75"), "1250.75"),
        ("1250", "1250"),
        ("-1250.75", "-1250.75"),
        ("1250,75", "1250.75"),
        ("1 234,56", "1234.56"),
        ("1\u202f234\u00a0567,5", "1234567.5"),
        ("1’234.50", "1234.50"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        ("12345.678", "12345.678"),
        ("1 234.567", "1234.567"),
        ("١٢٥٠٫٧٥", "1250.75"),
        ("−5", "-5"),
        ("", None),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is_read(cell, number):
    assert parse_decimal(cell) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234", "number_two_ways"),
        ("1.234", "number_two_ways"),
        ("-123.456", "number_two_ways"),
        ("1,23,456", "number_unreadable"),
        ("1.234,567,8", "number_unreadable"),
        ("12 34", "number_unreadable"),
        ("1 2345", "number_unreadable"),
        ("EUR 500", "number_unreadable"),
        ("5 million", "number_unreadable"),
        ("50%", "number_unreadable"),
        ("1e5", "number_unreadable"),
        ("=1+1", "number_unreadable"),
        ("NaN", "number_unreadable"),
        ("Infinity", "number_unreadable"),
        ("9" * 31, "number_large"),
        (True, "number_unreadable"),
        ("#DIV/0!", "cell_error"),
    ],
)
def test_a_number_is_never_guessed(cell, code):
    with pytest.raises(CellRefused) as refused:
        parse_decimal(cell)

    assert refused.value.code == code


@pytest.mark.parametrize("parse", [parse_date, parse_decimal])
@given(text=st.text(max_size=20))
def test_any_text_gives_a_value_or_a_reason(parse, text):
    with suppress(CellRefused):
        parse(text)


def test_a_cell_is_told_as_text():
    assert [text_of(each) for each in (" a ", None, True, Decimal("1E+3"))] == [
        "a",
        "",
        "true",
        "1000",
    ]


words = st.text(
    st.one_of(st.sampled_from(";:\\\n\r, nr"), st.characters(codec="utf-8")),
    max_size=20,
).map(lambda text: text.strip())
pairs = st.lists(st.tuples(st.sampled_from(["PAR-1", "iati", "org-id"]), words))


@given(pairs)
def test_pairs_come_back_as_they_were(told):
    assert parse_pairs(join_pairs(told)) == told


def test_pairs_typed_by_hand_are_read():
    assert parse_pairs("PAR-1: trains: all\nPAR-2;; PAR-3:") == [
        ("PAR-1", "trains: all"),
        ("PAR-2", ""),
        ("PAR-3", ""),
    ]
