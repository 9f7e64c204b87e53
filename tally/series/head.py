"""The header of a table of text: its separator, its names, and what stands above."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tally.quoting import shown
from tally.series.layout import Sample
from tally.series.model import Limits
from tally.series.opening import Opened
from tally.series.reasons import refuse

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Head:
    """Where the header of a text stands and what it says."""

    delimiter: str
    columns: tuple[str, ...]
    # The line of the file on which the header ends.
    line: int
    records: Sequence[Sequence[str]]
    preamble: Sequence[Sequence[str]]


def head_of(opened: Opened, limits: Limits) -> Head | None:
    """The header, or None when the text is no table."""
    best: tuple[tuple[int, int], Head] | None = None
    for delimiter in SEPARATORS:
        found = _with(opened, delimiter)
        if found is None:
            continue
        agreeing = sum(len(r) == len(found.columns) for r in found.records)
        merit = (agreeing, len(found.columns))
        if best is None or merit > best[0]:
            best = (merit, found)
    if best is None:
        return None
    head = best[1]
    if len(head.columns) > limits.columns:
        raise refuse("too_many_columns", limit=limits.columns)
    names = Counter(name for name in head.columns if name)
    if repeated := next((name for name, n in names.items() if n > 1), None):
        raise refuse("header_repeats", column=repeated)
    return head


def sample_of(opened: Opened, head: Head | None, name: str) -> Sample:
    if head is None:
        return Sample(name=name, text=opened.start)
    return Sample(
        name=name,
        text=opened.start,
        columns=head.columns,
        records=head.records,
        preamble=head.preamble,
    )


def found_in(sample: Sample) -> str:
    """What stands at the head of a file, short enough for a sentence."""
    if not sample.columns:
        return shown(sample.text[:200])
    names = [shown(name) for name in sample.columns[:12] if name]
    rest = len([name for name in sample.columns if name]) - len(names)
    return ", ".join(names) + (f", … (+{rest})" if rest > 0 else "")


def _with(opened: Opened, delimiter: str) -> Head | None:
    lines = opened.start.splitlines(keepends=True)
    if not opened.is_whole and len(lines) > 1:
        del lines[-1]
    reader = csv.reader(lines, delimiter=delimiter)
    read: list[tuple[int, list[str]]] = []
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                read.append((reader.line_num, record))
            if len(read) >= LOOKED_AT:
                break
    except csv.Error:
        pass
    if not read:
        return None
    # The width of the table is that of most of its rows, or of the header alone.
    below = read[len(read) // 2 :]
    usual = Counter(len(record) for _, record in below).most_common(1)[0][0]
    if usual < 2:
        return None
    at = next(
        (
            index
            for index, (_, record) in enumerate(read)
            if len(record) >= 0.8 * usual and sum(bool(c.strip()) for c in record) > 1
        ),
        None,
    )
    if at is None:
        return None
    line, header = read[at]
    return Head(
        delimiter=delimiter,
        columns=tuple(name.strip().strip("\ufeff") for name in header),
        line=line,
        records=[record for _, record in read[at + 1 :]],
        preamble=[record for _, record in read[:at]],
    )
