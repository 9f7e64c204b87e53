"""SDMX-CSV: what its columns are. The engine of series reads its rows.

Version 1.0 begins with DATAFLOW, 2.x with STRUCTURE, behind which the separator stands.
Codes may have their names behind them (`A: Annual`) or in a column of their own.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tally.sdmx.reading.concepts import ACTION, ATTRIBUTES, DATAFLOW, MEASURES, TIMES
from tally.sdmx.reading.meaning import DELETIONS
from tally.sdmx.reading.reasons import refuse
from tally.series import Sample, Table

_FIRST = re.compile(
    r'\s*"?(?P<first>DATAFLOW|STRUCTURE(?:\[(?:""|[^\]])*\])?)(?:: [^"\r\n]*?)?"?'
    r'(?P<separator>[^\w"\r\n\[\]: ])',
    re.IGNORECASE,
)
# `[]` or `[en;fr]` behind the name of a component with several values.
_SEVERAL = re.compile(r"\[[^\]]*\]$")
# Periods that nothing else looks like; a year may be any number.
_PERIOD = re.compile(r"(?:1[6-9]|2[01])\d\d-(?:\d\d|Q[1-4]|S[12])(?:-\d\d)?")
_OF_STRUCTURES = frozenset(["STRUCTURE", "STRUCTURE_NAME"])
_KEYS = frozenset(["SERIES_KEY", "OBS_KEY"])
_FIXED = _OF_STRUCTURES | _KEYS | {"STRUCTURE_ID", ACTION}
_ID = re.compile(r"[A-Z][A-Z0-9_@$-]*")
_LABEL = ": "


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file: their ids, and which are certainly attributes."""

    names: Sequence[str]
    attributes: frozenset[str]
    code_of: Callable[[str], str]
    # The column that holds periods and is not called so.
    time: str | None = None


def separator_of(sample: Sample) -> str | None:
    """The separator that the first line of an SDMX-CSV file gives; None for others."""
    found = _FIRST.match(sample.text)
    if found is None:
        return None
    line = sample.text.partition("\n")[0].upper()
    is_old = found["first"].upper() == "DATAFLOW"
    needed = "OBS_VALUE" if is_old else "STRUCTURE_ID"
    return found["separator"] if needed in line else None


def named_table(table: Table, sample: Sample) -> tuple[Table, Columns]:
    """The table with the ids of the components as the names of its columns."""
    separator = separator_of(sample) or table.delimiter
    header, skipped = sample.columns, table.skipped
    if not header or separator != table.delimiter:
        lines = sample.text.lstrip("\ufeff").splitlines(keepends=True)[:1]
        header, skipped = next(csv.reader(lines, delimiter=separator)), 1
    columns = columns_of([name.strip() for name in header])
    _refuse_deletions(columns.names, sample)
    if time := _only_time(columns, sample):
        attributes = _attributes(columns.names, time)
        columns = replace(columns, time=time, attributes=attributes)
    return Table(table.path, columns.names, separator, skipped), columns


def columns_of(header: Sequence[str]) -> Columns:
    ids = [_SEVERAL.sub("", name.partition(_LABEL)[0]) for name in header]
    uppers = [name.upper() for name in ids]
    labelled = _labels(ids) if "STRUCTURE_NAME" in uppers else set()
    names: list[str] = []
    for place, (name, upper) in enumerate(zip(ids, uppers, strict=True)):
        if (place == 0 and upper == DATAFLOW) or upper == "STRUCTURE_ID":
            names.append(DATAFLOW)
        elif upper == ACTION:
            names.append(ACTION)
        elif place in labelled or upper in _OF_STRUCTURES or upper in _KEYS:
            names.append(f"\x00{place}")
        else:
            names.append(name)
    _refuse_repeated(names)
    return Columns(names, _attributes(names), _code_of(header))


def _labels(ids: Sequence[str]) -> set[int]:
    """The places of columns that hold the names of codes, each behind its component.

    Ids are written in capitals; where they are not, every second column is one.
    """
    found: set[int] = set()
    is_behind_component = False
    for place, name in enumerate(ids):
        is_label = is_behind_component and _ID.fullmatch(name) is None
        if is_label:
            found.add(place)
        is_behind_component = not is_label and name.upper() not in _FIXED
    return found


def _refuse_repeated(names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if name and name in names[:place]:
            raise refuse("column_repeated", column=name)


def _attributes(names: Sequence[str], period: str = "") -> frozenset[str]:
    """What stands behind the value, in files that put the dimensions before it."""
    uppers = [name.upper() for name in names]
    value = next((p for p, upper in enumerate(uppers) if upper in MEASURES), None)
    time = next(
        (p for p, upper in enumerate(uppers) if upper in (*TIMES, period.upper())), None
    )
    if value is None or time is None or value < time:
        return frozenset()
    return frozenset(names[value + 1 :])


def _code_of(header: Sequence[str]) -> Callable[[str], str]:
    if not any(_LABEL in name for name in header):
        return str
    return lambda cell: cell.partition(_LABEL)[0]


def _only_time(columns: Columns, sample: Sample) -> str | None:
    """The one column whose cells are all periods, where none is called so."""
    named = {name.upper() for name in columns.names}
    if not named.isdisjoint(TIMES) or not sample.records:
        return None
    found = []
    for place, name in enumerate(columns.names):
        cells = [row[place] for row in sample.records if len(row) > place]
        if (
            name.isprintable()
            and name not in columns.attributes
            and name.upper() not in ATTRIBUTES
            and all(_PERIOD.fullmatch(columns.code_of(cell)) for cell in cells)
        ):
            found.append(name)
    return found[0] if len(found) == 1 else None


def _refuse_deletions(names: Sequence[str], sample: Sample) -> None:
    """Refuse a file of which all that can be seen takes observations back."""
    if ACTION not in names or not sample.records:
        return
    place = names.index(ACTION)
    actions = [row[place].strip().upper() for row in sample.records if len(row) > place]
    if actions and DELETIONS.issuperset(actions):
        raise refuse("only_deletions")
