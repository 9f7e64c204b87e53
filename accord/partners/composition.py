"""How the coalition is made up by category, on a day and through time.

Published counts of the coalition report international organizations and financial
institutions together; so does every composition here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from accord.atlas.models import Category
from accord.partners.models import Standing

# Categories that are counted as one, under the code of the first.
REPORTED_TOGETHER = {"FIN": "INT"}
LONGEST_MONTHLY = 24
LONGEST_QUARTERLY = 40


class Stay(NamedTuple):
    """A stretch of a partner's time in one category; `until` is the day after it."""

    category: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """One or more categories that are reported together."""

    code: str
    label: str
    constituency: str


def stays() -> list[Stay]:
    """Return all stretches of all partners, those who left included, in one query."""
    kept = Standing.objects.order_by("since", "id")
    return [Stay(*row) for row in kept.values_list("category__code", "since", "until")]


def composition_of(there: Iterable[Stay], day: date) -> Counter[str]:
    """Count by reported category. The Python twin of `composition_on`."""
    return reported(
        Counter(
            stay.category
            for stay in there
            if stay.since <= day and (stay.until is None or day < stay.until)
        )
    )


def composition_on(day: date) -> Counter[str]:
    """Count that day's partners by reported category, in one query."""
    return reported(Standing.objects.composition_on(day))


def reported(by_category: Counter[str]) -> Counter[str]:
    """Add up the categories that are reported together."""
    counts: Counter[str] = Counter()
    for code, n in by_category.items():
        counts[REPORTED_TOGETHER.get(code, code)] += n
    return counts


def groups() -> list[Group]:
    """Return the reported categories in their order, tripartite ones first."""
    categories = list(Category.objects.select_related("default_constituency"))
    names = {category.code: category.name for category in categories}
    joined = {REPORTED_TOGETHER[code]: code for code in REPORTED_TOGETHER}
    return [
        Group(
            category.code,
            _("%(first)s; %(second)s")
            % {"first": names[category.code], "second": names[joined[category.code]]}
            if joined.get(category.code) in names
            else category.name,
            category.default_constituency.code,
        )
        for category in categories
        if category.code not in REPORTED_TOGETHER
    ]


def periods(first: date, last: date) -> Sequence[date]:
    """Return the days to count on: ends of months, quarters or years, then `last`.

    The step is the shortest that keeps the chart readable.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= LONGEST_MONTHLY:
        step = 1
    elif months <= 3 * LONGEST_QUARTERLY:
        step = 3
    else:
        step = 12
    days = []
    year, month = first.year, -(-first.month // step) * step
    while (end := _month_end(year, month)) < last:
        days.append(end)
        year, month = (year, month + step) if month + step <= 12 else (year + 1, step)
    return [*days, last]


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def through_time(today: date) -> tuple[Sequence[date], list[Counter[str]]]:
    """Return the end of each period since the first joined, and the counts then."""
    there = [stay for stay in stays() if stay.since <= today]
    if not there:
        return [], []
    days = periods(there[0].since, today)
    return days, [composition_of(there, day) for day in days]
