"""Years, parts of years, months and days in words."""

from datetime import date
from decimal import Decimal

import pytest

from tally.sheets import CellRefused
from tally.sheets.periods import parse_period


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (Decimal(2024), date(2024, 1, 1), date(2024, 12, 31)),
        ("٢٠٢٤", date(2024, 1, 1), date(2024, 12, 31)),
        ("Q3 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026 Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("T4/2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("H2 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("S1 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("Jan 2025", date(2025, 1, 1), date(2025, 1, 31)),
        ("février 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("enero de 2025", date(2025, 1, 1), date(2025, 1, 31)),
        ("sept. 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("août 2025", date(2025, 8, 1), date(2025, 8, 31)),
        ("أكتوبر 2025", date(2025, 10, 1), date(2025, 10, 31)),
        ("2025-03", date(2025, 3, 1), date(2025, 3, 31)),
        ("03/2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("15 January 2025", date(2025, 1, 15), date(2025, 1, 15)),
        ("January 15, 2025", date(2025, 1, 15), date(2025, 1, 15)),
        ("15-Mar-2025", date(2025, 3, 15), date(2025, 3, 15)),
        ("Jan 1st 2025", date(2025, 1, 1), date(2025, 1, 1)),
        ("1er janvier 2025", date(2025, 1, 1), date(2025, 1, 1)),
        ("1 de enero de 2025", date(2025, 1, 1), date(2025, 1, 1)),
        ("1. März 2025", date(2025, 3, 1), date(2025, 3, 1)),
        ("2025-01-31", date(2025, 1, 31), date(2025, 1, 31)),
    ],
)
def test_a_time_that_can_be_read_in_one_way_is_read(cell, first, last):
    found = parse_period(cell)

    assert found is not None
    assert (found.first, found.last) == (first, last)


def test_an_empty_cell_is_no_time():
    assert parse_period(None) is None
    assert parse_period(" ") is None


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2026",
        "Jan-25",
        "ma 2025",
        "2024/25",
        "2010/11",
        "2024-2026",
        "Q5 2025",
        "H3 2025",
        "31 February 2025",
        "13/2025",
        "ongoing",
        "1492",
        Decimal(45658),
        Decimal("2024.5"),
        True,
    ],
)
def test_what_may_be_read_in_two_ways_or_in_none_is_refused(cell):
    with pytest.raises(CellRefused):
        parse_period(cell)
