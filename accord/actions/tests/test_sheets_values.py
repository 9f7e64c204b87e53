"""Targets and budgets as lists of others write them."""

from contextlib import suppress
from decimal import Decimal
from time import process_time

import pytest

from accord.actions.sheets import budgets
from accord.actions.sheets.targets import named_in
from accord.base.imports.cells import Unreadable, is_open, is_silent, period

TARGETS = {"8.5", "8.7", "8.8", "1.3", "5.a", "16.10"}


@pytest.mark.parametrize(
    ("text", "codes", "goals"),
    [
        ("8.5; 8.7", ["8.5", "8.7"], []),
        ("8.5, 8.7 and 1.3", ["8.5", "8.7", "1.3"], []),
        ("SDG 8.7", ["8.7"], []),
        ("ODD 8.7 : travail des enfants", ["8.7"], []),
        ("8.5 Work for all, 8.7 Child labour by 2025", ["8.5", "8.7"], []),
        ("Target 5.A", ["5.a"], []),
        ("Target 16.10", ["16.10"], []),
        ("SDG 8; SDG 5", [], ["8", "5"]),
        ("SDG 4: Quality Education, SDG 8: Decent Work and Growth", [], ["4", "8"]),
        ("الهدف 8", [], ["8"]),
        ("SDG 8, target 8.5", ["8.5"], ["8"]),
    ],
)
def test_targets_and_goals_are_told_apart(text, codes, goals):
    named = named_in(text, TARGETS)

    assert (named.codes, named.goals) == (codes, goals)


@pytest.mark.parametrize("text", ["8.99", "Yes", "SDG 18", "Decent work", "2030"])
def test_what_is_neither_target_nor_goal_is_refused(text):
    with pytest.raises(Unreadable):
        named_in(text, TARGETS)


def budget(cell, head="Budget", said="", standing="", fixed=""):
    return budgets.read(cell, budgets.unit_of(head), said, standing, fixed)


def test_the_currency_is_said_in_the_row_above_it_or_by_whoever_imports():
    assert budget("€ 1.5 million").currency == "EUR"
    assert budget("250", "Cost (USD '000)") == budgets.Budget(
        Decimal("250000.00"), "USD"
    )
    assert budget("$5m", fixed="CAD").currency == "CAD"
    assert budget("5000", said="xof").currency == "XOF"


@pytest.mark.parametrize(
    ("cell", "more", "words"),
    [
        ("5000", {}, "in which currency"),
        ("1 200 000 FCFA", {}, "may mean XAF, XOF"),
        ("€ 5000", {"said": "USD"}, "is not in USD"),
        ("5000 XXQ", {}, "no currency in use"),
        ("-5 EUR", {}, "cannot be a budget"),
    ],
)
def test_an_unclear_budget_is_refused(cell, more, words):
    with pytest.raises(Unreadable) as refused:
        budget(cell, **more)

    assert words in str(refused.value)


def test_words_that_say_nothing_are_known():
    assert all(map(is_silent, ["N/A", "n.a.", "TBD", "–", "?", "À définir"]))
    assert not any(map(is_silent, ["#N/A", "Nauru", "0"]))
    assert all(map(is_open, ["ongoing", "En cours", "en curso"]))


def test_cells_made_to_hurt_are_refused_soon():
    began = process_time()

    for text in ("9" * 30_000 + "x", "SDG " * 8000, "8.5, " * 8000 + "x"):
        with suppress(Unreadable):
            named_in(text, TARGETS)
    for text in ("1" + " " * 30_000 + "1", "1 " * 15_000 + "x", "m" * 30_000):
        with suppress(Unreadable):
            budget(text)
        with suppress(Unreadable):
            period(text)
        is_silent(text)

    assert process_time() - began < 2
