"""Read a CSV file: its encoding, its separator, its rows."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from tally.sheets.decoding import decoded
from tally.sheets.model import Limits, Row, Sheet, column_letters
from tally.sheets.reasons import refuse
from tally.sheets.table import header_at, names_of, padded, remarks_on, told_rows

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 40
_LONGEST_SAMPLE = 200_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# What Excel itself writes and reads as the first line; it is no row of the table.
_SAYS_SEPARATOR = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n|\Z)", re.IGNORECASE)


def read(content: bytes, name: str, limits: Limits) -> Sheet:
    text, encoding = decoded(content)
    text = text.removeprefix("\ufeff")
    said = _SAYS_SEPARATOR.match(text)
    if said:
        separator, text = said[1], text[said.end() :]
    else:
        separator = _separator_of(text)
    nul = text.find("\x00")
    if nul >= 0:
        row, column = _place_of(text[:nul], separator)
        raise refuse("nul", row=row, column=column)
    rows = told_rows(_rows(text, separator, limits), limits)
    if not rows:
        raise refuse("empty")
    start = header_at(rows)
    header, rows = rows[start], rows[start + 1 :]
    columns = len(header.cells)
    width = max((len(row.cells) for row in rows), default=0)
    width = max(width, columns)
    return Sheet(
        header=names_of(header, width),
        rows=padded(rows, width, limits),
        header_row=header.number,
        name=name,
        encoding=encoding,
        separator=separator,
        remarks=remarks_on(rows, columns, separator=separator),
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the lines one by one. A whole text opened as a file costs four times it."""
    return (match[0] for match in _LINE.finditer(text))


def _separator_of(text: str) -> str:
    """Return the character that divides most rows as it divides the first."""
    text = text[:_LONGEST_SAMPLE]

    def fit(separator: str) -> tuple[float, int]:
        reader = csv.reader(_lines(text), delimiter=separator)
        try:
            rows = [row for row in islice(reader, _SAMPLE) if any(row)]
        except csv.Error:
            rows = []
        first = len(rows[0]) if rows else 0
        wide = [row for row in rows if len(row) > 1]
        if not wide:
            return 0, 0
        if first < 2:
            # The first row may be a title: most of the others then agree.
            common = max({len(r) for r in wide}, key=[len(r) for r in wide].count)
            agreeing = sum(len(row) == common for row in wide)
            return agreeing / len(rows) / 2, common
        return sum(len(row) == first for row in rows) / len(rows), first

    return max(SEPARATORS, key=fit)


def _rows(text: str, separator: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, tuple(cell or None for cell in cells))
    except csv.Error as error:
        raise _refusal(text, separator, number + 1, str(error), limits) from error


def _refusal(
    text: str, separator: str, number: int, error: str, limits: Limits
) -> Exception:
    """Return why the csv module stopped in this row, and where in the row."""
    lenient = csv.reader(_lines(text), delimiter=separator)
    cells: list[str] = []
    if "field larger" in error:
        column = _first_long_cell(text, separator, number)
        return refuse("cell_too_long", row=number, column=column, limit=limits.cell)
    with suppress(csv.Error):
        cells = next(islice(lenient, number - 1, None), [])
    column = column_letters(max(len(cells) - 1, 0))
    if "unexpected end" in error:
        return refuse("quote_open", row=number, column=column)
    for index, cell in enumerate(cells):
        if '"' in cell:
            column = column_letters(index)
            break
    return refuse("quote_stray", row=number, column=column)


def _first_long_cell(text: str, separator: str, number: int) -> str:
    """Return the letters of the column in which a row has a cell beyond all limits."""
    lines = _lines(text)
    reader = csv.reader(lines, delimiter=separator)
    for _row in islice(reader, number - 1):
        pass
    rest = "".join(islice(lines, 1))[: csv.field_size_limit()]
    before = next(csv.reader([rest[: rest.rfind(separator) + 1]], delimiter=separator))
    return column_letters(max(len(before) - 1, 0))


def _place_of(before: str, separator: str) -> tuple[int, str]:
    """Return row and column of the cell that follows on this text."""
    row = 1
    cells: list[str] = [""]
    reader = csv.reader(_lines(before), delimiter=separator)
    try:
        for row, cells in enumerate(reader, start=1):  # noqa: B007
            pass
    except csv.Error:
        return row + 1, "A"
    if before.endswith(("\n", "\r")):
        return row + 1, "A"
    return row, column_letters(max(len(cells) - 1, 0))
