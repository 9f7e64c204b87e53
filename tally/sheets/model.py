"""What was read of a spreadsheet, and how much of one is read at most."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tally.sheets.reasons import Reason

Cell = str | Decimal | date | bool | None
MEGABYTE = 1_000_000


class Row(NamedTuple):
    """One row, under the number that the person sees beside it in the spreadsheet."""

    number: int
    cells: tuple[Cell, ...]


class Remark(NamedTuple):
    """Something to tell about one row that was read all the same."""

    row: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most. Beyond any of them the file is refused."""

    rows: int = 20_000
    columns: int = 500
    cell: int = 100_000
    megabytes: int = 20
    unpacked_megabytes: int = 50
    ratio: int = 100
    entries: int = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns and the rows below them that say something.

    Every row has as many cells as the header, which names a column "" where the file
    gives it no name. `keys` are the stable names in the hidden first row of a workbook
    that was written here, and `what` is its mark, such as "accord:actions:1"; None in
    any other file. `encoding` and `separator` are None for a workbook.
    """

    header: tuple[str, ...]
    rows: list[Row]
    header_row: int = 1
    keys: tuple[str, ...] | None = None
    what: str | None = None
    name: str = ""
    encoding: str | None = None
    separator: str | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def is_workbook(self) -> bool:
        return self.separator is None


def column_letters(index: int) -> str:
    """The letters over a column, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column under these letters, counted from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
