"""Write a table as CSV or as an Excel workbook, however many rows it has."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tally.sheets.guard import guard
from tally.sheets.model import Cell

LONGEST_IN_EXCEL = 32_767
_CHUNK = 16_384
_BOM = "\ufeff"
# Beyond this many digits Excel would round the number, so that it goes as text.
_DIGITS_IN_EXCEL = 15
_FIRST_DAY_IN_EXCEL = date(1900, 3, 1)
# No text has such characters, and XML cannot hold them. Control characters, which XML
# cannot hold either, are written by XlsxWriter as Excel escapes them.
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60
_WIDE = 44
_LINE_HEIGHT = 15
# How many rows below the header the rules of a column reach.
_RULED = 5_000


def csv_lines(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, guarded: bool
) -> Iterator[bytes]:
    """Write a table as CSV (RFC 4180), in chunks of some kilobytes.

    Guarded is for people: no text can start a formula, and a byte order mark makes
    Excel read the accents. Not guarded is for programs: the values as they are.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if guarded:
        buffer.write(_BOM)
    writer.writerow([_text(name, guarded=guarded) for name in header])
    for row in rows:
        writer.writerow([_text(cell, guarded=guarded) for cell in row])
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue().encode("utf-8")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8")


def _text(cell: Cell, *, guarded: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case date():
            return cell.isoformat()
    text = str(cell)
    return guard(text) if guarded and isinstance(cell, str) else text


@dataclass(frozen=True, slots=True)
class Page:
    """A further sheet, of words: its name and its lines, each a row of cells.

    The first line is the title; the first cell of a line that has several names the
    others. In a table (`is_table`) the first line names the columns instead. `names`
    gives a cell a name of the workbook: the name, the line, the column.
    """

    name: str
    lines: Sequence[Sequence[Cell]]
    names: Sequence[tuple[str, int, int]] = ()
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the values stand that a column may hold: a column of a further sheet.

    With `several` a cell may hold more than one, so that nothing else is refused.
    """

    page: str
    column: int
    count: int
    several: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds beside its rows.

    `keys` go to a hidden first row, with `mark` at their end: by them the file is
    recognised when it comes back. `choices` and `hints` (a title and a sentence) are
    by column; `needed` are the columns that a row cannot do without, `wide`
    those that hold sentences. `too_long` is the
    sentence at the end of a text that Excel cannot hold.
    """

    name: str
    header: Sequence[str]
    keys: Sequence[str] = ()
    mark: str = ""
    pages: Sequence[Page] = ()
    title: str = ""
    about: str = ""
    author: str = ""
    too_long: str = "… ({count})"
    right_to_left: bool = False
    choices: Mapping[int, Choices] = field(default_factory=dict)
    hints: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    needed: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()


def write_xlsx(
    target: Path | str | BinaryIO, book: Book, rows: Iterable[Sequence[Cell]]
) -> int:
    """Write a workbook; return how many rows it has. Memory does not grow with them.

    Text is text: nothing in it becomes a formula, a number or a link.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    workbook = xlsxwriter.Workbook(target, options)
    workbook.set_properties(
        {"title": book.title, "comments": book.about, "author": book.author}
    )
    writer = _Writer(workbook, book)
    count = writer.table(rows)
    for page in book.pages:
        writer.page(page)
    workbook.close()
    return count


class _Writer:
    def __init__(self, workbook: xlsxwriter.Workbook, book: Book) -> None:
        self.workbook = workbook
        self.book = book
        top: dict[str, Any] = {"valign": "top"}
        head = {"bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter"}
        large = {"bold": True, "font_size": 15}
        if book.right_to_left:
            for look in (top, head, large):
                look["reading_order"] = 2
        self.day = workbook.add_format({**top, "num_format": "yyyy-mm-dd"})
        self.plain = workbook.add_format(top)
        self.wrapped = workbook.add_format({**top, "text_wrap": True})
        self.bold = workbook.add_format({**top, "bold": True, "text_wrap": True})
        self.head = workbook.add_format({**head, "bg_color": "#ECEBF5"})
        self.needed = workbook.add_format({**head, "bg_color": "#C9C5E8"})
        self.title = workbook.add_format(large)

    def table(self, rows: Iterable[Sequence[Cell]]) -> int:
        book, sheet = self.book, self._sheet(self.book.name)
        top = 0
        for column, name in enumerate(book.header):
            width = _WIDE if column in book.wide else min(max(len(name) + 2, 14), 34)
            sheet.set_column(column, column, width)
        if book.keys:
            sheet.set_row(0, None, None, {"hidden": True})
            for column, key in enumerate([*book.keys, book.mark]):
                sheet.write_string(0, column, key)
            sheet.set_column(len(book.keys), len(book.keys), None, None, {"hidden": 1})
            top = 1
        sheet.set_row(top, 32)
        for column, name in enumerate(book.header):
            look = self.needed if column in book.needed else self.head
            sheet.write_string(top, column, name, look)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        sheet.repeat_columns(0)
        self._rules(sheet, top + 1)
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self._write(sheet, top + count, column, cell, self.plain)
        if count:
            sheet.autofilter(top, 0, top + count, len(book.header) - 1)
        return count

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        if self.book.right_to_left:
            sheet.right_to_left()
        return sheet

    def _rules(self, sheet: Worksheet, first: int) -> None:
        """Bind columns to the lists of what is allowed in them, and explain them."""
        for column in sorted({*self.book.choices, *self.book.hints}):
            rule: dict[str, Any] = {"validate": "any"}
            choices = self.book.choices.get(column)
            if choices:
                place = xl_range_abs(1, choices.column, choices.count, choices.column)
                rule = {
                    "validate": "list",
                    "source": f"='{choices.page}'!{place}",
                    "error_type": "warning",
                    "show_error": not choices.several,
                }
            if column in self.book.hints:
                title, words = self.book.hints[column]
                rule |= {"input_title": title[:32], "input_message": words[:255]}
            sheet.data_validation(first, column, first + _RULED, column, rule)

    def page(self, page: Page) -> None:
        sheet = self._sheet(page.name)
        widths: dict[int, int] = {}
        for line in page.lines[0 if page.is_table else 1 :]:
            for column, cell in enumerate(line):
                told = min(len(str(cell or "")) + 2, _WIDEST)
                widths[column] = max(widths.get(column, 10), told)
        for column, width in widths.items():
            sheet.set_column(column, column, width)
        for row, line in enumerate(page.lines):
            # Not every program makes room for what is wrapped.
            lines = max(
                ceil(len(str(cell or "")) / widths.get(column, _WIDEST) / 1.1)
                for column, cell in enumerate(line or [""])
            )
            if lines > 1 and (row or page.is_table):
                sheet.set_row(row, _LINE_HEIGHT * lines)
            for column, cell in enumerate(line):
                look = self._look(page, row, column, line)
                self._write(sheet, row, column, cell, look)
        if page.is_table:
            sheet.freeze_panes(1, 0)
        else:
            sheet.hide_gridlines(2)
            sheet.fit_to_pages(1, 0)
        for name, row, column in page.names:
            cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
            self.workbook.define_name(name, f"='{page.name}'!{cell}")

    def _look(self, page: Page, row: int, column: int, line: Sequence[Cell]) -> Format:
        if page.is_table:
            return self.wrapped if row else self.head
        if row == 0:
            return self.title
        if len(line) == 1:
            return self.plain
        return self.wrapped if column else self.bold

    def _write(
        self, sheet: Worksheet, row: int, column: int, cell: Cell, look: Format
    ) -> None:
        match cell:
            case None:
                return
            case bool():
                sheet.write_boolean(row, column, cell, look)
            case Decimal() if len(cell.as_tuple().digits) <= _DIGITS_IN_EXCEL:
                sheet.write_number(row, column, float(cell), look)
            case Decimal():
                sheet.write_string(row, column, f"{cell:f}", look)
            case date() if cell >= _FIRST_DAY_IN_EXCEL:
                sheet.write_datetime(row, column, cell, self.day)
            case _:
                sheet.write_string(row, column, self._held(str(cell)), look)

    def _held(self, text: str) -> str:
        """Return the text as Excel can hold it; if it must be cut, it says so."""
        text = _NOT_IN_XML.sub("\ufffd", text)
        size = len(text.encode("utf-16-le")) // 2
        if size <= LONGEST_IN_EXCEL:
            return text
        remark = " " + self.book.too_long.format(count=len(text))
        room = LONGEST_IN_EXCEL - len(remark)
        cut = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
        return cut + remark
