"""A sheet that was read, as rows with the numbers people see beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tally import sheets

NO_ROWS = gettext_noop("The file holds no rows; choose the sheet with them.")
Cell = str | Decimal | date | bool | None


class Refused(Exception):
    """A file, or a mapping of it, is refused as a whole.

    `template` and `values` make the sentence, so that it can be kept and translated.
    """

    def __init__(
        self, template: str, values: Mapping[str, str | int] | None = None
    ) -> None:
        self.template = template
        self.values = dict(values or {})
        super().__init__(template.format_map(self.values))

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[Cell, ...]

    def cell(self, position: int) -> Cell:
        return self.cells[position] if position < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet that hold anything, heads and all.

    `keys` and `what` are those of our own templates and exports.
    """

    rows: tuple[Row, ...]
    keys: tuple[str, ...] | None = None
    what: str | None = None
    is_workbook: bool = False
    # What the reader said of single rows: row, sentence, its values.
    remarks: tuple[tuple[int, str, Mapping[str, str | int]], ...] = ()

    def below(self, header: Row) -> Iterator[Row]:
        return (row for row in self.rows if row.number > header.number)

    def above(self, header: Row) -> int:
        return sum(row.number < header.number for row in self.rows)


def read(source: BinaryIO, name: str) -> Table:
    """Read a CSV or XLSX file; raises `Refused` for anything else."""
    try:
        sheet = sheets.read(source, name)
    except sheets.FileRefused as refused:
        reason = refused.reason
        raise Refused(reason.template, reason.values) from refused
    rows = (
        Row(number, cells)
        for number, cells in sheet.rows
        if any(text_of(each) for each in cells)
    )
    # Which row the heads stand in is for the person to say, who sees a guess.
    return Table(
        (Row(sheet.header_row, sheet.header), *rows),
        sheet.keys,
        sheet.what,
        sheet.is_workbook,
        tuple((row, reason.template, reason.values) for row, reason in sheet.remarks),
    )


def text_of(cell: Cell) -> str:
    """Return a cell as text without blanks around it; a number without its zeros."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}" if cell else "0"
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.strip()
