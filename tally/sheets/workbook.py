"""Read an Excel workbook: its first visible sheet that says something."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from tally.sheets.archive import Parts, opened
from tally.sheets.cells import check_spread, error_cells
from tally.sheets.model import Cell, Limits, Row, Sheet
from tally.sheets.parts import lengths_of_texts, part_by_sheet
from tally.sheets.reasons import FileRefused, refuse
from tally.sheets.table import header_at, names_of, padded, remarks_on, told_rows

# Stands at the end of the hidden first row of every workbook that is written here.
MARK = re.compile(r"accord:[a-z-]+:[0-9]+")


def read(content: bytes, name: str, limits: Limits) -> Sheet:
    parts = opened(content, limits)
    try:
        return _read(parts, name, limits)
    except FileRefused:
        raise
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise refuse("archive_broken", detail=_short(error)) from error
    except BaseException as error:
        # A panic of the Rust library is no Exception, and no reason to stop the server.
        if type(error).__name__ != "PanicException":
            raise
        raise refuse("archive_broken", detail="its parts disagree") from error


def _short(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _read(parts: Parts, name: str, limits: Limits) -> Sheet:
    texts = lengths_of_texts(parts)
    places = part_by_sheet(parts)
    # Whatever its name is, a sheet may be said to lie in any part.
    for part, content in parts.files.items():
        check_spread(part, content, limits, texts)
    book = CalamineWorkbook.from_filelike(parts.archive())
    first: tuple[str, list[Row]] | None = None
    for sheet in book.sheets_metadata:
        if sheet.visible is not SheetVisibleEnum.Visible:
            continue
        part = places.get(sheet.name, "")
        errors = error_cells(part, parts.files.get(part, b""))
        rows = told_rows(_cells(book, sheet.name, errors), limits)
        if rows and _mark_of(rows[0]):
            return _own(rows, name, limits)
        if rows and first is None:
            first = sheet.name, rows
    if first is None:
        raise refuse("no_table")
    return _table(first[1], name, limits)


def _cells(
    book: CalamineWorkbook, sheet: str, errors: dict[tuple[int, int], str]
) -> Iterator[Row]:
    table = book.get_sheet_by_name(sheet)
    start = table.start
    if start is None:
        return
    above, before = start
    for index, cells in enumerate(table.to_python(skip_empty_area=True), start=above):
        told: list[Cell] = [None] * before
        told += [cell_of(value) for value in cells]
        for column in range(len(told)):
            if told[column] is None and (index, column) in errors:
                told[column] = errors[index, column]
        yield Row(index + 1, tuple(told))


def cell_of(value: Any) -> Cell:
    """Return what a cell says."""
    match value:
        case "" | None:
            return None
        case bool() | str():
            return value
        case int():
            return Decimal(value)
        case float():
            return _number(value)
    return _moment(value)


def _moment(value: datetime | date | time | timedelta) -> Cell:
    """Return a day, or as text what has a time of day: no column holds one."""
    if isinstance(value, datetime):
        if value.time() == time(0):
            return value.date()
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value if isinstance(value, date) else str(value)


def _number(value: float) -> Cell:
    """Return the number as it was typed: the shortest that means the same."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return Decimal(int(value))
    return Decimal(repr(value))


def _mark_of(row: Row) -> str | None:
    last = row.cells[-1]
    return last if isinstance(last, str) and MARK.fullmatch(last) else None


def _own(rows: list[Row], name: str, limits: Limits) -> Sheet:
    """Read a sheet that was written here: keys, labels, then the rows."""
    keys = tuple("" if cell is None else str(cell) for cell in rows[0].cells[:-1])
    what = _mark_of(rows[0])
    if len(rows) < 2:
        raise refuse("no_table")
    labels, told = rows[1], rows[2:]
    columns = max(len(keys), len(labels.cells))
    width = max([columns, *(len(row.cells) for row in told)])
    return Sheet(
        header=names_of(labels, width),
        rows=padded(told, width, limits),
        header_row=labels.number,
        keys=(*keys, *[""] * (width - len(keys))),
        what=what,
        name=name,
        remarks=remarks_on(told, columns, separator=None),
    )


def _table(rows: list[Row], name: str, limits: Limits) -> Sheet:
    start = header_at(rows)
    header, told = rows[start], rows[start + 1 :]
    columns = len(header.cells)
    width = max([columns, *(len(row.cells) for row in told)])
    return Sheet(
        header=names_of(header, width),
        rows=padded(told, width, limits),
        header_row=header.number,
        name=name,
        remarks=remarks_on(told, columns, separator=None),
    )
