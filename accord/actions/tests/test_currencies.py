"""Amounts as people write them."""

from decimal import Decimal

import pytest

from accord.actions import currencies


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200000", "1200000.00"),
        ("1 200 000", "1200000.00"),
        ("1\u202f200\u00a0000,50", "1200000.50"),
        ("1.200.000", "1200000.00"),
        ("1,200,000.5", "1200000.50"),
        ("1.200.000,5", "1200000.50"),
        ("1'200'000", "1200000.00"),
        ("12.5", "12.50"),
        ("12,50", "12.50"),
        ("0.125", "0.12"),
        ("١٢٣٤", "1234.00"),
        ("0", "0.00"),
    ],
)
def test_an_amount_is_read(text, value):
    assert currencies.amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1.200", "1,200", "-5", "ten", "NaN", "Infinity", "1e400", "1..2,3", ""]
)
def test_what_is_unclear_is_refused_not_guessed(text):
    with pytest.raises(currencies.Unclear):
        currencies.amount(text)


def test_the_list_offers_money_of_today():
    codes = [code for code, _label in currencies.choices("fr")]

    assert codes[: len(currencies.COMMON)] == list(currencies.COMMON)
    assert {"XOF", "EUR", "BRL"} <= set(codes)
    assert "FRF" not in codes
    assert len(codes) == len(set(codes))
