"""From what a person wrote in a cell to the value that its column holds.

Nothing is guessed: what can be read in two ways is refused, with both readings.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from tally.sheets.model import Cell
from tally.sheets.reasons import refuse_cell

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEARS = range(1900, 2201)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_MOST_DIGITS = 30
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)")
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_PAIR = re.compile(r"(?:[^;\\\n]|\\.)+")
_ESCAPE = re.compile(r"\\(.)")
_PLAIN_SIGNS = {"n": "\n", "r": "\r"}


def text_of(cell: Cell) -> str:
    """Return what the cell says as text, without white space around it."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case date():
            return cell.isoformat()
    text = cell.strip()
    if _ERROR.fullmatch(text):
        raise refuse_cell("cell_error", value=text)
    return text


def parse_date(cell: Cell) -> date | None:
    """Read a day: a true date of the spreadsheet, or year, month and day in order.

    Raises CellRefused for anything else: which of 03/04/2026 is the month cannot be
    told, and a bare number may be a day that lost its format or anything else. In
    31/12/2026 it can be told.
    """
    if isinstance(cell, date):
        return _likely(cell, cell.isoformat())
    text = text_of(cell).translate(ARABIC_DIGITS)
    if not text:
        return None
    if isinstance(cell, Decimal | bool):
        raise refuse_cell("date_unreadable", value=text)
    match = _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if match:
        return _likely(_day(text, *map(int, match.groups()[:3])), text)
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _likely(_only_reading(text, *map(int, match.groups())), text)
    raise refuse_cell("date_unreadable", value=text)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise refuse_cell("date_impossible", value=text) from error


def _likely(day: date, text: str) -> date:
    if day.year not in _YEARS:
        raise refuse_cell("date_unlikely", value=text)
    return day


def _only_reading(text: str, one: int, other: int, year: int) -> date:
    """Return the day of 31/12/2026, and refuse 03/04/2026, which may be two."""
    readings = {
        date(year, month, day)
        for day, month in ((one, other), (other, one))
        if year >= 100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    }
    if len(readings) == 1:
        return readings.pop()
    if not readings:
        raise refuse_cell("date_unreadable", value=text)
    first = date(year, other, one)
    second = date(year, one, other)
    raise refuse_cell(
        "date_two_ways", value=text, one=first.isoformat(), other=second.isoformat()
    )


def parse_decimal(cell: Cell) -> Decimal | None:
    """Read a number. Separators are read where only one reading is possible.

    `1 234,56`, `1.234.567` and `1,234.56` can be read in one way only; `1,234` in two.
    """
    if isinstance(cell, bool):
        raise refuse_cell("number_unreadable", value=text_of(cell))
    if isinstance(cell, Decimal):
        return cell
    text = text_of(cell)
    if not text:
        return None
    plain = _SPACES.sub(
        "", text.translate(ARABIC_DIGITS).replace("−", "-").replace("’", "")
    )
    if len(plain) > _MOST_DIGITS:
        raise refuse_cell("number_large", value=text)
    if not _grouped_in_threes(text):
        raise refuse_cell("number_unreadable", value=text)
    number = _with_point(plain, text)
    if not _PLAIN.fullmatch(number):
        raise refuse_cell("number_unreadable", value=text)
    try:
        return Decimal(number)
    except InvalidOperation as error:
        raise refuse_cell("number_unreadable", value=text) from error


def _grouped_in_threes(text: str) -> bool:
    """Say whether spaces, if there are any, stand where thousands are divided."""
    groups = _SPACES.split(re.split(r"[.,٫]", text.strip().lstrip("+-−"))[0].strip())
    return len(groups) < 2 or (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )


def _with_point(plain: str, text: str) -> str:
    """Return the number with a point before its decimals and no other separator."""
    sign = plain[:1] if plain[:1] in "+-" else ""
    digits = plain[len(sign) :]
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal = "," if digits.rfind(",") > digits.rfind(".") else "."
        thousands = "." if decimal == "," else ","
        whole, _, rest = digits.rpartition(decimal)
        if not _thousands(whole, thousands) or decimal in whole:
            raise refuse_cell("number_unreadable", value=text)
        return f"{sign}{whole.replace(thousands, '')}.{rest}"
    separator = "," if commas else "."
    if points + commas > 1:
        if not _thousands(digits, separator):
            raise refuse_cell("number_unreadable", value=text)
        return sign + digits.replace(separator, "")
    if points + commas == 1:
        whole, _, rest = digits.partition(separator)
        spaced = bool(_SPACES.search(text.strip()))
        is_clear = spaced or len(rest) != 3 or len(whole) > 3 or whole in ("", "0")
        if not is_clear:
            one, other = f"{sign}{whole}{rest}", f"{sign}{whole}.{rest}"
            raise refuse_cell("number_two_ways", value=text, one=one, other=other)
        return f"{sign}{whole}.{rest}"
    return sign + digits


def _thousands(digits: str, separator: str) -> bool:
    first, *others = digits.split(separator)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)


def join_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Write pairs of a code and words in one cell: `code: words; code: words`.

    What divides is marked by a backslash where it stands in the words.
    """
    return "; ".join(
        f"{code}: {_escaped(words)}" if words else code for code, words in pairs
    )


def _escaped(words: str) -> str:
    words = words.replace("\\", "\\\\").replace(";", "\\;")
    return words.replace("\r", "\\r").replace("\n", "\\n")


def parse_pairs(cell: Cell) -> list[tuple[str, str]]:
    """Read what `join_pairs` writes. A line break divides like a semicolon."""
    found = []
    for part in _PAIR.findall(text_of(cell)):
        code, _colon, words = part.partition(":")
        plain = _ESCAPE.sub(lambda match: _PLAIN_SIGNS.get(match[1], match[1]), words)
        if code.strip():
            found.append((code.strip(), plain.strip(" \t")))
    return found
