"""From "2026", "Q3 2026" or "March 2026" to the first and the last day meant.

What names a year, a half, a quarter, a month or a day in words can be read in one way
only; figures alone, such as 03/04/2026, are left to `values.parse_date`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tally.sheets.model import Cell
from tally.sheets.months import folded, month_of
from tally.sheets.reasons import CellRefused
from tally.sheets.values import ARABIC_DIGITS, parse_date, text_of

# Beyond this nothing is a time, and reading it takes long.
LONGEST = 60
YEARS = range(1950, 2101)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|ero|º|°|\.)(?=[\s-]|$)")
_WORDS_BETWEEN = re.compile(r"\b(?:of|de|del|the|le|el|du)\b|[,.\-/]")
_DAY_FIRST = re.compile(r"(\d{1,2}) ([^\W\d]+) (\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+) (\d{1,2}) (\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4}) ([^\W\d]+) (\d{1,2})")
_MONTH = re.compile(r"([^\W\d]+) (\d{4})|(\d{4}) ([^\W\d]+)")
_MONTH_NUMBER = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[-/.](\d{4})")
_PART = re.compile(
    r"(?:q|qtr|quarter|t|trim|trimestre|h|s|semester|semestre|half) ?([1-4])"
    r" ?(\d{4})"
)
_PART_LAST = re.compile(r"(\d{4}) ?(q|t|h|s) ?([1-4])|([1-4]) ?(q|t|h|s) ?(\d{4})")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last; one day where both are the same."""

    first: date
    last: date


def parse_period(cell: Cell) -> Period | None:
    """Read a day or a longer time. Raises CellRefused as `parse_date` does."""
    try:
        day = parse_date(cell)
    except CellRefused:
        found = _longer(cell)
        if found is None:
            raise
        return found
    return Period(day, day) if day else None


def _longer(cell: Cell) -> Period | None:
    if isinstance(cell, bool) or len(text_of(cell)) > LONGEST:
        return None
    text = folded(text_of(cell).translate(ARABIC_DIGITS))
    if re.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, 12)
    if isinstance(cell, Decimal):
        return None
    if found := _MONTH_NUMBER.fullmatch(text):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        return _months(year, month, month)
    text = " ".join(_WORDS_BETWEEN.sub(" ", _ORDINAL.sub(r"\1", text)).split())
    return _part(text) or _named(text)


def _part(text: str) -> Period | None:
    if found := _PART.fullmatch(text):
        kind, number, year = text[0], int(found[1]), int(found[2])
    elif found := _PART_LAST.fullmatch(text):
        kind = found[2] or found[5]
        number, year = int(found[3] or found[4]), int(found[1] or found[6])
    else:
        return None
    length = 6 if kind in "hs" else 3
    return _months(year, length * (number - 1) + 1, length * number)


def _named(text: str) -> Period | None:
    for pattern, order in (
        (_DAY_FIRST, (3, 2, 1)),
        (_MONTH_FIRST, (3, 1, 2)),
        (_YEAR_FIRST, (1, 2, 3)),
    ):
        if found := pattern.fullmatch(text):
            year, word, number = (found[each] for each in order)
            return _day(int(year), month_of(word), int(number))
    if found := _MONTH.fullmatch(text):
        month = month_of(found[1] or found[4])
        return _months(int(found[2] or found[3]), month, month)
    return None


def _day(year: int, month: int, day: int) -> Period | None:
    if month and year in YEARS and 1 <= day <= monthrange(year, month)[1]:
        return Period(date(year, month, day), date(year, month, day))
    return None


def _months(year: int, first: int, last: int) -> Period | None:
    if year not in YEARS or not 1 <= first <= last <= 12:
        return None
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
