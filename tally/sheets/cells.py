"""Look over the cells of a sheet's XML before it is parsed as a whole.

The parser makes a rectangle of all cells between the first and the last: one cell at
the far corner would cost gigabytes. It copies a text for every cell that names it by
number, and forgets which cells show an error. Here as there, only the part of a name
behind its prefix counts; what cannot be judged is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tally.sheets.model import MEGABYTE, Limits, column_index, column_letters
from tally.sheets.reasons import refuse

# Every cell of the rectangle is held in memory, said or not.
_MOST_CELLS = 4_000_000
_ONE = rb"""\s+[\w:.-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*')"""
_ATTRIBUTES = rb"((?:" + _ONE + rb")*)\s*(/?)>"
_PREFIX = rb"<(?:[^\s<>/]*:)?"
_ROW_OR_CELL = re.compile(_PREFIX + rb"(c|row)(?=[\s/>])(?:" + _ATTRIBUTES + rb")?")
_R = re.compile(rb"(?:" + _ONE + rb""")*?\s+r\s*=\s*["']([^"']*)["']""")
_T = re.compile(rb"(?:" + _ONE + rb""")*?\s+t\s*=\s*["']([^"']*)["']""")
_PLACE = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")
_NUMBER_OF_TEXT = re.compile(
    rb"\s*" + _PREFIX + rb"v>([0-9]{1,9})</[^<>]*>\s*</[^<>]*\bc\s*>"
)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v>([^<]{1,20})</")


@dataclass(frozen=True, slots=True)
class _Element:
    """The beginning of a row or cell; `place` is what it says of where it is."""

    kind: bytes
    attributes: bytes
    place: re.Match[bytes] | None
    is_closed: bool
    start: int
    end: int


def _elements(part: str, content: bytes) -> Iterator[_Element]:
    for match in _ROW_OR_CELL.finditer(content):
        kind, attributes, closed = match.groups()
        said = None if attributes is None else _R.match(attributes)
        place = _PLACE.fullmatch(said[1]) if said else None
        if attributes is None or (said and not place):
            raise refuse("archive_broken", detail=f"{part} is not well formed")
        yield _Element(kind, attributes, place, bool(closed), *match.span())


@dataclass(slots=True)
class _Spread:
    rows: int = 0
    columns: int = 0
    row: int = 0
    column: int = 0
    # Bytes of the texts that cells name by number.
    repeated: int = 0


def check_spread(
    part: str, content: bytes, limits: Limits, texts: Sequence[int] = ()
) -> None:
    """Refuse a sheet whose cells span more than is read, naming the cell.

    `texts` are the lengths of the texts that cells name by number.
    """
    spread = _Spread()
    longest = max(texts, default=0)
    most_rows = max(limits.rows * 4, 100)
    for each in _elements(part, content):
        place = each.place
        if each.kind == b"row":
            spread.row = int(place[2]) if place else spread.row + 1
            spread.column = 0
            continue
        if place:
            spread.row = int(place[2])
            spread.column = column_index(place[1].decode("ascii")) + 1
        else:
            spread.column += 1
        if each.is_closed:
            continue
        spread.rows = max(spread.rows, spread.row)
        spread.columns = max(spread.columns, spread.column)
        too_far = spread.rows > most_rows or spread.columns > limits.columns * 4
        if too_far or spread.rows * spread.columns > _MOST_CELLS:
            where = f"{column_letters(max(spread.column - 1, 0))}{spread.row}"
            raise refuse("sheet_spread", sheet=part.rpartition("/")[2], place=where)
        kind = _T.match(each.attributes) if longest else None
        if kind and kind[1] == b"s":
            spread.repeated += _length(content, each.end, texts, longest)
            if spread.repeated > limits.unpacked_megabytes * MEGABYTE:
                raise refuse("archive_large", limit=limits.unpacked_megabytes)


def _length(content: bytes, start: int, texts: Sequence[int], longest: int) -> int:
    """Return the length of the text that a cell names; the longest, if unsure."""
    number = _NUMBER_OF_TEXT.match(content, start)
    index = int(number[1]) if number else -1
    return texts[index] if 0 <= index < len(texts) else longest


def error_cells(part: str, content: bytes) -> dict[tuple[int, int], str]:
    """Return the cells of a sheet that show an error, by row and column from 0."""
    found: dict[tuple[int, int], str] = {}
    if not re.search(rb"""\bt\s*=\s*["']e["']""", content):
        return found
    before: _Element | None = None
    for each in _elements(part, content):
        _note(found, before, content, each.start)
        kind = _T.match(each.attributes) if each.kind == b"c" else None
        shows = kind and kind[1] == b"e" and not each.is_closed
        before = each if shows else None
    _note(found, before, content, len(content))
    return found


def _note(
    found: dict[tuple[int, int], str],
    cell: _Element | None,
    content: bytes,
    end: int,
) -> None:
    """Add what a cell says, which ends where the next element begins."""
    place = cell and cell.place
    value = _VALUE.search(content, cell.end, end) if cell else None
    if place and value:
        row, column = int(place[2]) - 1, column_index(place[1].decode("ascii"))
        found[row, column] = value[1].decode("utf-8", "replace")
