"""One amount out of the budgets of an activity."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

from tally.iati.model import Budget, Money

REVISED = "2"
CENT = Decimal("0.01")
# What the column of an action's budget holds.
LIMIT = Decimal("1e16")


@dataclass(frozen=True, slots=True)
class Total:
    """An amount with its currency, or None and ""; remarks are (template, values)."""

    amount: Decimal | None
    currency: str
    remarks: tuple[tuple[str, dict[str, str | int]], ...]


def total(budgets: Iterable[Budget]) -> Total:
    """Sum what is in one currency; of several currencies the largest sum is taken.

    A revised budget stands in place of the original one of the same period. Amounts
    in other currencies are told in a remark: without a rate they cannot be added.
    """
    remarks: list[tuple[str, dict[str, str | int]]] = []
    standing, replaced = _without_replaced(budgets)
    if replaced:
        remarks.append(
            (
                gettext_noop(
                    "Of {count} periods there is an original and a revised budget;"
                    " the revised one was counted."
                ),
                {"count": replaced},
            )
        )
    sums: dict[str, Decimal] = {}
    for money in standing:
        sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    if not sums:
        return Total(None, "", tuple(remarks))
    currency = max(sums, key=lambda each: (sums[each], each))
    amount = sums.pop(currency)
    if abs(amount) < LIMIT:
        amount = amount.quantize(CENT)
    if sums:
        remarks.append(
            (
                gettext_noop(
                    "The budgets are in several currencies; {taken} was taken and"
                    " {others} left out."
                ),
                {
                    "taken": f"{amount} {currency}",
                    "others": ", ".join(f"{sums[each]} {each}" for each in sums),
                },
            )
        )
    if not 0 <= amount < LIMIT:
        remarks.append(
            (
                gettext_noop("The budgets sum to {amount}, which cannot be; left out."),
                {"amount": f"{amount} {currency}"},
            )
        )
        return Total(None, "", tuple(remarks))
    return Total(amount, currency, tuple(remarks))


def _without_replaced(budgets: Iterable[Budget]) -> tuple[list[Money], int]:
    every = [each for each in budgets if each.value is not None]
    revised = {_period(each) for each in every if each.type == REVISED}
    standing = [
        each for each in every if each.type == REVISED or _period(each) not in revised
    ]
    values = [each.value for each in standing if each.value is not None]
    return values, len(every) - len(standing)


def _period(budget: Budget) -> tuple[object, ...]:
    currency = budget.value.currency if budget.value else ""
    return budget.starts_on, budget.ends_on, currency
