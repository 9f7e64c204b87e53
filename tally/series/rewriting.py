"""Rows of an irregular text, read one by one and written as the engine reads them.

Slower than the engine's own reading, and only for files it cannot take as they are:
lines inside quotation marks, blank lines, rows too long or too short, other ends.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tally.reasons import Reason
from tally.series.layout import Table
from tally.series.model import Limits, Refusal
from tally.series.reasons import reason, refuse

if TYPE_CHECKING:
    from _csv import Reader

# A line that no text has after its control characters are gone.
END = "\x02end\x02"


def rewritten(
    table: Table, to: Path, limits: Limits
) -> tuple[Table, list[Refusal], dict[str, int]]:
    """The same table with the line of each row in its last column.

    With it the rows that are none: the first ones, and how many for each reason.
    """
    refusals: list[Refusal] = []
    counts: dict[str, int] = {}
    csv.field_size_limit(limits.line)
    with (
        table.path.open(encoding="utf-8-sig", newline="") as file,
        to.open("w", encoding="utf-8", newline="") as out,
    ):
        write = csv.writer(out, lineterminator="\n").writerow
        reader = csv.reader(_and_end(file), delimiter=table.delimiter)
        for line, record in _records(reader, table.skipped, limits):
            refusal = _judged(line, record, table.columns)
            if refusal is not None:
                code = refusal.reason.code
                counts[code] = counts.get(code, 0) + 1
                if len(refusals) < limits.refusals_kept:
                    refusals.append(refusal)
                continue
            write([*(_flat(cell) for cell in record[: len(table.columns)]), line])
    table = Table(
        path=to,
        columns=(*table.columns, "\x00row"),
        skipped=0,
        numbered=len(table.columns),
    )
    return table, refusals, counts


def _and_end(lines: Iterable[str]) -> Iterator[str]:
    """The lines and one more, by which an open quotation mark is found out."""
    yield from lines
    yield END


def _records(
    reader: "Reader", skipped: int, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    line = 1
    try:
        for record in reader:
            if record == [END]:
                return
            if record and record[-1].endswith(END):
                raise refuse("quote_open", line=line)
            if line > skipped and any(record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error as broken:
        if "field larger" in str(broken):
            raise refuse("quote_open", line=line) from None
        raise refuse("row_broken", line=line, detail=broken) from None


def _judged(line: int, record: Sequence[str], columns: Sequence[str]) -> Refusal | None:
    width = len(columns)
    if len(record) < width or any(record[width:]):
        code = "row_shorter" if len(record) < width else "row_longer"
        said: Reason = reason(code, cells=len(record), columns=width)
        return Refusal(line, columns[0], record[0], said)
    for place, column in enumerate(columns):
        if not column and record[place].strip():
            said = reason("nameless", value=record[place], number=place + 1)
            return Refusal(line, str(place + 1), record[place], said)
    return None


def _flat(cell: str) -> str:
    """The cell on one line, without control characters, which no code or note needs."""
    if cell.isprintable():
        return cell
    return "".join(c if c >= " " or c == "\t" else " " for c in cell)
