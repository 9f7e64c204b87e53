"""Spreadsheets, CSV and Excel: `read` the table of one, and write others."""

from tally.sheets.guard import guard, unguarded
from tally.sheets.model import Cell, Limits, Remark, Row, Sheet
from tally.sheets.read import read
from tally.sheets.reasons import CellRefused, FileRefused, Reason
from tally.sheets.write import Book, Choices, Page, csv_lines, write_xlsx

__all__ = [
    "Book",
    "Cell",
    "CellRefused",
    "Choices",
    "FileRefused",
    "Limits",
    "Page",
    "Reason",
    "Remark",
    "Row",
    "Sheet",
    "csv_lines",
    "guard",
    "read",
    "unguarded",
    "write_xlsx",
]
