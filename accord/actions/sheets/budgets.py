"""An amount and its currency, from a cell, the cell beside it and the head above."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

from accord.actions import currencies
from accord.base.imports.cells import Unreadable, shown
from accord.base.imports.tables import Cell, text_of
from tally.sheets import CellRefused
from tally.sheets.amounts import Unit, parse_amount, unit_in

# What the column of an action's budget holds.
LARGEST = Decimal("1e16")
_NO_CURRENCY = gettext_noop("Say in which currency the amount is.")


class CurrencyUnclear(Unreadable):
    """The amount is clear, its currency is not."""


@dataclass(frozen=True, slots=True)
class Budget:
    amount: Decimal | None
    currency: str


def unit_of(head: str) -> Unit:
    return unit_in(head, currencies.in_use())


def read(cell: Cell, unit: Unit, said: str, standing: str, fixed: str) -> Budget:
    """Return the budget of a row; `said` is what its column of currencies says.

    Without a word in the row the head counts, then what stands, then what whoever
    imports has said. Raises `Unreadable`.
    """
    try:
        found = parse_amount(cell, unit)
    except CellRefused as refused:
        raise Unreadable(refused.reason.template, refused.reason.values) from refused
    code = said.upper()
    if found is None:
        return Budget(None, _in_use(code))
    if not 0 <= found.number < LARGEST:
        sentence = gettext_noop("“{value}” cannot be a budget; check the amount.")
        raise Unreadable(sentence, {"value": shown(text_of(cell))})
    able = found.currencies
    if not code:
        code = _one_of(able, standing, fixed)
    _in_use(code)
    if able and code not in able:
        raise CurrencyUnclear(
            gettext_noop(
                "“{value}” is not in {currency}; say in which currency the amount is."
            ),
            {"value": shown(text_of(cell)), "currency": code},
        )
    return Budget(found.number.quantize(Decimal("0.01")), code)


def _one_of(able: frozenset[str], standing: str, fixed: str) -> str:
    if len(able) == 1:
        return next(iter(able))
    for code in (standing, fixed):
        if code and (not able or code in able):
            return code
    if able and len(able) <= 4:
        raise CurrencyUnclear(
            gettext_noop(
                "The sign of the amount may mean {codes}; write the code of the"
                " currency."
            ),
            {"codes": ", ".join(sorted(able))},
        )
    raise CurrencyUnclear(_NO_CURRENCY)


def _in_use(code: str) -> str:
    if code and code not in currencies.in_use():
        raise CurrencyUnclear(
            gettext_noop(
                "“{value}” is no currency in use; write its code, such as EUR or USD."
            ),
            {"value": shown(code)},
        )
    return code


def values_of(told: Budget) -> Mapping[str, Decimal | str]:
    """Return the facts; an empty cell says nothing."""
    facts: dict[str, Decimal | str] = {}
    if told.amount is not None:
        facts["budget"] = told.amount
    if told.currency:
        facts["currency"] = told.currency
    return facts
