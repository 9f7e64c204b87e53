"""Amounts with their currency and their millions."""

from decimal import Decimal

import pytest

from tally.sheets import CellRefused
from tally.sheets.amounts import parse_amount, unit_in

CODES = {"EUR", "USD", "XOF"}


@pytest.mark.parametrize(
    ("cell", "number", "currencies"),
    [
        (Decimal("12.5"), "12.5", set()),
        ("1 200 000,50", "1200000.50", set()),
        ("€ 1.5 million", "1500000", {"EUR"}),
        ("1,5 M€", "1500000", {"EUR"}),
        ("75 000 €", "75000", {"EUR"}),
        ("2 millions d'euros", "2000000", {"EUR"}),
        ("1.2 mil millones de euros", "1200000000", {"EUR"}),
        ("1 200 000 FCFA", "1200000", {"XOF", "XAF"}),
        ("1 200 000 F CFA", "1200000", {"XOF", "XAF"}),
        ("US$ 5 million", "5000000", {"USD"}),
        ("USD 2.5M", "2500000", {"USD"}),
        ("1.2 bn USD", "1200000000", {"USD"}),
        ("£250k", "250000", {"GBP"}),
        ("250 kEUR", "250000", {"EUR"}),
        ("CHF 1'000'000", "1000000", {"CHF"}),
        ("R$ 1.000.000,00", "1000000.00", {"BRL"}),
        ("₹ 5 lakh", "500000", {"INR"}),
        ("١٬٢٠٠٬٠٠٠", "1200000", set()),
    ],
)
def test_an_amount_is_read_with_its_currency(cell, number, currencies):
    found = parse_amount(cell)

    assert found is not None
    assert (found.number, found.currencies) == (Decimal(number), currencies)


def test_a_sign_of_several_currencies_gives_all_of_them():
    found = parse_amount("$1,200,000")

    assert found is not None
    assert {"USD", "CAD", "AUD"} <= found.currencies


@pytest.mark.parametrize(
    "cell",
    [
        "12,000",
        "approx. 50000 USD",
        "50,000-100,000 USD",
        "1 million 2 million",
        "5 bananas",
        "million",
        "TBD",
        "2 million thousand k EUR USD 3",
        True,
    ],
)
def test_what_is_no_clear_amount_is_refused(cell):
    with pytest.raises(CellRefused):
        parse_amount(cell)


@pytest.mark.parametrize(
    ("head", "times", "currencies"),
    [
        ("Montant (EUR)", 1, {"EUR"}),
        ("Cost estimate (USD '000)", 1000, {"USD"}),
        ("Budget in thousands of euros", 1000, {"EUR"}),
        ("Budget (M€)", 1000000, {"EUR"}),
        ("Budget (million EUR)", 1000000, {"EUR"}),
        ("Coût (kEUR)", 1000, {"EUR"}),
        ("Budget", 1, set()),
    ],
)
def test_a_head_says_the_unit(head, times, currencies):
    found = unit_in(head, CODES)

    assert (found.times, found.currencies) == (times, currencies)


def test_the_unit_of_the_head_counts_once():
    unit = unit_in("Cost (USD '000)", CODES)
    found = parse_amount("250", unit)

    assert found is not None
    assert (found.number, found.currencies) == (250000, {"USD"})
    with pytest.raises(CellRefused):
        parse_amount("1.5 million", unit)
