"""What can be wrong with a spreadsheet or a cell of it, as a code and a sentence.

The code is for machines, the sentence for people: where, what, and what to do about it.
Another layer translates a reason by translating `template` and filling in `values`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tally import reasons
from tally.reasons import N_, fit

OF_FILES: Mapping[str, str] = {
    "empty": N_("The file is empty; choose the file that holds the table."),
    "no_table": N_(
        "No sheet of the file has anything on it; choose the file that holds the table."
    ),
    "too_large": N_(
        "The file is larger than {limit} MB; take out pictures and columns that are "
        "not needed, or split it."
    ),
    "not_a_table": N_(
        "The file is no spreadsheet but in the format {format}; save the table as "
        "Excel workbook (.xlsx) or as CSV."
    ),
    "old_excel": N_(
        "The file is an Excel workbook of before 2007 (.xls); open it and save it as "
        "Excel workbook (.xlsx)."
    ),
    "binary_excel": N_(
        "The file is a binary Excel workbook (.xlsb); open it and save it as Excel "
        "workbook (.xlsx)."
    ),
    "open_document": N_(
        "The file is an OpenDocument spreadsheet (.ods); open it and save it as Excel "
        "workbook (.xlsx) or as CSV."
    ),
    "apple_numbers": N_(
        "The file is an Apple Numbers spreadsheet; export it as Excel workbook (.xlsx) "
        "or as CSV."
    ),
    "encrypted": N_(
        "The file is protected by a password; save it without one and choose it again."
    ),
    "macros": N_(
        "The file holds macros, which are never accepted; save it as Excel workbook "
        "(.xlsx), which leaves them out."
    ),
    "archive_other": N_(
        "The file is an archive that holds no Excel workbook; unpack it and choose the "
        "spreadsheet in it."
    ),
    "archive_broken": N_(
        "The Excel file is damaged or was cut off ({detail}); save it again and choose "
        "the new file."
    ),
    "archive_entries": N_(
        "The Excel file has more than {limit} parts; copy the table into a new "
        "workbook and save that."
    ),
    "archive_large": N_(
        "Unpacked the Excel file would be larger than {limit} MB; copy the table alone "
        "into a new workbook and save that."
    ),
    "archive_ratio": N_(
        "The Excel file is packed more than {limit} times, as no ordinary workbook is; "
        "copy the table into a new workbook and save that."
    ),
    "xml_declarations": N_(
        "A part of the Excel file ({part}) declares a document type or another "
        "encoding, which Excel never writes; save the file again with Excel or "
        "LibreOffice."
    ),
    "sheet_spread": N_(
        "The sheet “{sheet}” has something in cell {place}, far from everything else; "
        "clear that cell and save the file again."
    ),
    "too_many_rows": N_(
        "The table has more than {limit} rows; split it into several files."
    ),
    "too_many_columns": N_(
        "Row {row} has more than {limit} columns; take out those that are not needed."
    ),
    "cell_too_long": N_(
        "The cell in row {row}, column {column} has more than {limit} characters; "
        "shorten it."
    ),
    "quote_open": N_(
        "A quotation mark opens in row {row}, column {column} and is never closed; "
        "close it or remove it."
    ),
    "quote_stray": N_(
        "The quotation marks in row {row}, column {column} do not match; write a mark "
        "inside a quoted text twice."
    ),
    "nul": N_(
        "Row {row}, column {column} holds a character with the code 0, which no text "
        "has; save the file again as “CSV UTF-8”."
    ),
    "encoding_broken": N_(
        "Row {row} holds bytes that are not {encoding}; save the file again as “CSV "
        "UTF-8”."
    ),
    "encoding_doubtful": N_(
        "It cannot be told in which encoding the file was saved: row {row} would read "
        "“{found}”; save it again as “CSV UTF-8”."
    ),
}

OF_ROWS: Mapping[str, str] = {
    "row_longer": N_(
        "The row has {cells} cells where the header names {columns} columns; put a "
        "text that holds the separator “{separator}” between quotation marks."
    ),
    "row_longer_xlsx": N_(
        "The row has something in column {column}, which has no name in the header; "
        "name the column or clear the cell."
    ),
}

OF_CELLS: Mapping[str, str] = {
    "date_two_ways": N_(
        "“{value}” can be read as {one} or as {other}; write the date as year, month "
        "and day, such as 2026-01-31."
    ),
    "date_unreadable": N_(
        "“{value}” is not a date that can be read; write it as year, month and day, "
        "such as 2026-01-31."
    ),
    "date_impossible": N_(
        "There is no such day as “{value}”; check the year, month and day."
    ),
    "date_unlikely": N_("The year of “{value}” cannot be right; check the date."),
    "number_two_ways": N_(
        "“{value}” can be read as {one} or as {other}; write the number without "
        "separators between thousands, with a point before the decimals."
    ),
    "number_unreadable": N_(
        "“{value}” is not a number; write digits alone, such as 1250.75."
    ),
    "number_large": N_("“{value}” has too many digits; check the number."),
    "cell_error": N_(
        "The cell shows the error {value}; repair its formula or write the value."
    ),
}

TEMPLATES: Mapping[str, str] = {**OF_FILES, **OF_ROWS, **OF_CELLS}


@dataclass(frozen=True, slots=True)
class Reason(reasons.Reason):
    """Why something was refused."""

    templates = TEMPLATES


def reason(code: str, /, **values: object) -> Reason:
    """Make a reason whose values are fit to be shown."""
    return Reason(code, fit(values))


class FileRefused(reasons.Refused):
    """The file as a whole cannot be read; nothing was."""


class CellRefused(reasons.Refused):
    """The value of one cell is not what its column holds."""


def refuse(code: str, /, **values: object) -> FileRefused:
    return FileRefused(reason(code, **values))


def refuse_cell(code: str, /, **values: object) -> CellRefused:
    return CellRefused(reason(code, **values))
