"""From rows of cells to a table: which row is the header, which rows say something."""

from collections.abc import Iterable, Sequence

from tally.sheets.model import Cell, Limits, Remark, Row, column_letters
from tally.sheets.reasons import reason, refuse

# A title or note may stand above the header; it is looked for in this many rows.
_ROWS_SEARCHED = 20
_MOST_REMARKS = 200


def told_rows(rows: Iterable[Row], limits: Limits) -> list[Row]:
    """Return the rows that say something, without the empty cells at their ends."""
    found = []
    for row in rows:
        cells = row.cells
        width = len(cells)
        while width and cells[width - 1] is None:
            width -= 1
        if not width:
            continue
        if width > limits.columns:
            raise refuse("too_many_columns", row=row.number, limit=limits.columns)
        _check_lengths(row.number, cells, limits)
        found.append(Row(row.number, tuple(cells[:width])))
        if len(found) > limits.rows + _ROWS_SEARCHED:
            break
    return found


def _check_lengths(number: int, cells: Sequence[Cell], limits: Limits) -> None:
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and len(cell) > limits.cell:
            raise refuse(
                "cell_too_long",
                row=number,
                column=column_letters(index),
                limit=limits.cell,
            )


def header_at(rows: Sequence[Row]) -> int:
    """Return which of the rows is the header: the first about as full as any near it.

    A row with one cell above a wide table is its title.
    """
    first = rows[:_ROWS_SEARCHED]
    widest = max(_told(row.cells) for row in first)
    return next(
        place for place, row in enumerate(first) if _told(row.cells) * 2 >= widest
    )


def _told(cells: Sequence[Cell]) -> int:
    return sum(cell is not None for cell in cells)


def names_of(row: Row, width: int) -> tuple[str, ...]:
    """Return the names of the columns, "" for one without."""
    names = ["" if cell is None else " ".join(str(cell).split()) for cell in row.cells]
    return (*names, *[""] * (width - len(names)))


def padded(rows: Sequence[Row], width: int, limits: Limits) -> list[Row]:
    """Return the rows, each with the same number of cells."""
    if len(rows) > limits.rows:
        raise refuse("too_many_rows", limit=limits.rows)
    return [
        Row(number, (*cells, *[None] * (width - len(cells)))) for number, cells in rows
    ]


def remarks_on(
    rows: Sequence[Row], columns: int, *, separator: str | None
) -> tuple[Remark, ...]:
    """Return a remark on each row that is longer than the header."""
    found = []
    for number, cells in rows:
        if len(cells) <= columns:
            continue
        if separator is None:
            extra = next(i for i in range(columns, len(cells)) if cells[i] is not None)
            why = reason("row_longer_xlsx", column=column_letters(extra))
        else:
            shown = "Tab" if separator == "\t" else separator
            why = reason(
                "row_longer", cells=len(cells), columns=columns, separator=shown
            )
        found.append(Remark(number, why))
        if len(found) == _MOST_REMARKS:
            break
    return tuple(found)
