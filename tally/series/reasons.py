"""What can be wrong with a file of series, a row or a cell, as a code and a sentence.

The code is for machines, the sentence for people: what was found, and what to do.
Another layer translates a reason by translating `template` and filling in `values`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tally import reasons
from tally.reasons import N_, fit

OF_FILES: Mapping[str, str] = {
    "empty": N_("The file is empty; choose the file that holds the series."),
    "no_rows": N_(
        "The file has a header ({found}) and no rows below it; fetch the data again."
    ),
    "too_large": N_(
        "Unpacked the file is larger than {limit} MB; split it by series or by area."
    ),
    "packed_too_much": N_(
        "The file is packed more than {limit} times, as no table of figures is; unpack "
        "it yourself and choose the table in it."
    ),
    "packed_broken": N_(
        "The packed file is damaged or was cut off ({detail}), so nothing was read; "
        "fetch the whole file again."
    ),
    "packed_twice": N_(
        "What the packed file holds is packed again; unpack it once and choose that."
    ),
    "archive": N_(
        "The file is an archive ({format}); unpack it and choose the table of figures "
        "in it, as CSV or CSV packed with gzip."
    ),
    "not_text": N_(
        "The file is no text but {format}; choose the source's CSV or SDMX file."
    ),
    "nul": N_(
        "The file holds a character with the code 0 at byte {place}, which no table of "
        "figures has; fetch the file again."
    ),
    "encoding_broken": N_(
        "Line {line} holds bytes that are not {encoding}; save the file as UTF-8."
    ),
    "line_too_long": N_(
        "Line {line} is longer than {limit} characters, as no row of figures is; check "
        "the quotation marks near it and fetch the file again."
    ),
    "quote_open": N_(
        "A quotation mark opens in line {line} and is never closed; fetch the whole "
        "file again."
    ),
    "row_broken": N_(
        "Line {line} cannot be read as a row ({detail}); fetch the file again."
    ),
    "too_many_columns": N_(
        "The header names more than {limit} columns; choose a file of series."
    ),
    "header_repeats": N_(
        "The header names the column “{column}” twice, so it cannot be told which one "
        "is meant; rename or remove one of them."
    ),
    "not_recognised": N_(
        "No layout of official series has the columns found ({found}); accepted are "
        "{accepted}."
    ),
    "labels_only": N_(
        "The columns hold labels ({found}) in place of codes, which change with the "
        "language; fetch the file again with codes."
    ),
    "code_list": N_(
        "This is a list of codes or names ({found}), not a table of figures; it has no "
        "column of values by year. Choose the file with the figures."
    ),
    "metadata": N_(
        "This is the metadata that comes beside the figures ({found}), not the "
        "figures; choose the file with the figures."
    ),
    "no_numbers": N_(
        "The column “{column}” holds words (such as “{found}”) where numbers are "
        "expected: it is a classification, not a series of figures. Choose a file of "
        "figures."
    ),
    "too_varied": N_(
        "The column “{column}” has more than {limit} different values, as no such "
        "column of an official series has; choose another file."
    ),
}

OF_ROWS: Mapping[str, str] = {
    "row_shorter": N_(
        "The row has {cells} cells where the header names {columns} columns; fetch the "
        "file again or complete the row."
    ),
    "row_longer": N_(
        "The row has {cells} cells where the header names {columns} columns; put a "
        "text that holds the separator between quotation marks."
    ),
    "nameless": N_(
        "“{value}” stands in column {number}, which has no name in the header; name "
        "the column or clear the cell."
    ),
    "area_missing": N_("The row names no country or area; fill it in."),
    "area_impossible": N_("“{value}” is no code or name of a country or area."),
    "series_missing": N_("The row names no series; fill it in."),
    "time_missing": N_("The row names no period; fill it in."),
    "time_unreadable": N_(
        "“{value}” is no period; write a year (2021), a quarter (2021-Q3) or a month "
        "(2021-07)."
    ),
    "time_outside": N_(
        "The year of “{value}” lies outside {first} to {last}; check the period."
    ),
    "code_too_long": N_("“{value}” is longer than {limit} characters; check the cell."),
    "number_unreadable": N_(
        "“{value}” is not a number; write digits with a point before the decimals, or "
        "leave the cell empty where the value is missing."
    ),
    "number_two_ways": N_(
        "“{value}” can be read as {one} or as {other}; write the number without "
        "separators between thousands, with a point before the decimals."
    ),
    "number_infinite": N_(
        "“{value}” is not a finite number; leave the cell empty where the value is "
        "missing."
    ),
    "number_large": N_("“{value}” is too large to be kept as a number; check it."),
    "repeated": N_(
        "Row {row} gives the same observation; one of the two must go, or a column "
        "that tells them apart is missing."
    ),
    "repeated_otherwise": N_(
        "Row {row} gives the same observation with another value; neither can be "
        "trusted, ask the source which one is right."
    ),
}

# What is worth telling although nothing was refused.
REMARKS: Mapping[str, str] = {
    "read_as": N_("The file was read as {encoding}."),
    "areas_kept": N_(
        "{count} codes or names of areas are in none of our tables and were kept as "
        "they are ({found})."
    ),
    "decimal_comma": N_(
        "Numbers were read with a comma before the decimals, as all of them are "
        "written so."
    ),
}

TEMPLATES: Mapping[str, str] = {**OF_FILES, **OF_ROWS, **REMARKS}


@dataclass(frozen=True, slots=True)
class Reason(reasons.Reason):
    """Why something was refused."""

    templates = TEMPLATES


def reason(code: str, /, **values: object) -> Reason:
    """Make a reason whose values are fit to be shown."""
    # Lists of columns or layouts are made fit where they are made.
    lists = {
        name: str(value)
        for name, value in values.items()
        if name in {"found", "accepted"} and not isinstance(value, int)
    }
    return Reason(code, {**fit(values), **lists})


class FileRefused(reasons.Refused):
    """The file as a whole cannot be read; nothing was."""


class CellRefused(reasons.Refused):
    """One cell says something that cannot be; its row is refused."""


def refuse(code: str, /, **values: object) -> FileRefused:
    return FileRefused(reason(code, **values))


def refuse_cell(code: str, /, **values: object) -> CellRefused:
    return CellRefused(reason(code, **values))
