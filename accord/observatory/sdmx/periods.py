"""Periods of time as a question names them: the days from which to which they last."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from accord.observatory.sdmx.refusals import Misspelt

_Span = tuple[date, date]
_EXAMPLES = "2021, 2021-Q3, 2021-S1, 2021-07, 2021-W30 or 2021-07-15"


def span(text: str, *, of: str) -> _Span:
    """Return the first and the last day of a period.

    `of` is the parameter that holds it, for the sentence of a refusal.
    """
    for pattern, days in _FORMS:
        if found := pattern.fullmatch(text):
            try:
                return days(found)
            except ValueError:
                break
    message = f"“{text[:60]}” in {of} is no period; write {_EXAMPLES}."
    raise Misspelt(message)


def moment(text: str, *, of: str) -> datetime:
    """Return a date and time; a day alone begins at midnight, UTC where unsaid."""
    from datetime import UTC  # noqa: PLC0415

    try:
        # In a query, the plus of an offset that was not escaped arrives as a blank.
        found = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        message = (
            f"“{text[:60]}” in {of} is no moment; write 2026-11-25T12:00:00Z or "
            "2026-11-25."
        )
        raise Misspelt(message) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _months(found: re.Match[str], size: int) -> _Span:
    year, place = int(found[1]), int(found[2])
    last = place * size
    return date(year, last - size + 1, 1), date(year, last, monthrange(year, last)[1])


def _year(found: re.Match[str]) -> _Span:
    return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)


def _week(found: re.Match[str]) -> _Span:
    first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return first, first + timedelta(days=6)


def _numbered_day(found: re.Match[str]) -> _Span:
    day = date(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1)
    if day.year != int(found[1]):
        raise ValueError
    return day, day


def _day(found: re.Match[str]) -> _Span:
    day = date.fromisoformat(found[1])
    return day, day


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Span]], ...] = (
    (re.compile(r"(\d{4})(?:-A1)?"), _year),
    (re.compile(r"(\d{4})-S([12])"), lambda found: _months(found, 6)),
    (re.compile(r"(\d{4})-T([1-3])"), lambda found: _months(found, 4)),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda found: _months(found, 3)),
    (re.compile(r"(\d{4})-M?(0[1-9]|1[0-2])"), lambda found: _months(found, 1)),
    (re.compile(r"(\d{4})-W(\d\d)"), _week),
    (re.compile(r"(\d{4})-D(\d{3})"), _numbered_day),
    (re.compile(r"(\d{4}-\d\d-\d\d)(?:T[0-9:.]{5,20}(?:Z|[ +-]\d\d:\d\d)?)?"), _day),
)
