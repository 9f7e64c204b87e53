"""Data as SDMX-CSV: 1.0, and 2.0 and 2.1, which look the same."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from tally.sdmx.writing.artefacts import TIME, Dataflow
from tally.sdmx.writing.markup import PIECE
from tally.sdmx.writing.shape import Row, Shape

VERSION_1 = "application/vnd.sdmx.data+csv;version=1.0.0"
VERSION_2 = "application/vnd.sdmx.data+csv;version=2.0.0"
VERSION_2_1 = "application/vnd.sdmx.data+csv;version=2.1.0"


class Labels(StrEnum):
    """What stands in the cells: ids; ids, and names in columns beside; both in one."""

    ID = "id"
    NAME = "name"
    BOTH = "both"


class Keys(StrEnum):
    """Which keys stand in columns of their own (2.0): none, of series, of values."""

    NONE = "none"
    SERIES = "series"
    OBS = "obs"
    BOTH = "both"


class Names:
    """The names of a dataflow, of its components and of their codes, in one language.

    A component without names of codes has none: its values are free.
    """

    def __init__(
        self,
        flow: str,
        components: Mapping[str, str],
        codes: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.flow = flow
        self.components = components
        self.codes = codes


def write(
    rows: Iterable[Row],
    shape: Shape,
    flow: Dataflow,
    *,
    media_type: str,
    names: Names,
    labels: Labels = Labels.ID,
    keys: Keys = Keys.NONE,
) -> Iterator[bytes]:
    """Write rows as they come, each with the dataflow that it is of."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    head, cells = _about(flow, shape, media_type, names, labels)
    key_names, keys_of = _keys(shape, Keys.NONE if media_type == VERSION_1 else keys)
    columns, values_of = _labelled(shape, names, labels)
    writer.writerow([*head, *key_names, *columns])
    for row in rows:
        writer.writerow([*cells, *keys_of(row), *values_of(row)])
        if buffer.tell() >= PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _about(
    flow: Dataflow, shape: Shape, media_type: str, names: Names, labels: Labels
) -> tuple[list[str], list[str]]:
    """Return the first columns and what stands in them in every row."""
    both = f"{flow.short_name}: {names.flow}"
    if media_type == VERSION_1:
        return ["DATAFLOW"], [both if labels is Labels.BOTH else flow.short_name]
    action = shape.action[0]
    if labels is Labels.NAME:
        return (
            ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"],
            ["dataflow", flow.short_name, names.flow, action],
        )
    named = both if labels is Labels.BOTH else flow.short_name
    return ["STRUCTURE", "STRUCTURE_ID", "ACTION"], ["dataflow", named, action]


def _keys(shape: Shape, keys: Keys) -> tuple[list[str], Callable[[Row], Sequence[str]]]:
    columns = shape.columns
    places = [
        columns.index(each)
        for each in (*shape.series, *shape.observation)
        if each != TIME
    ]
    time = columns.index(TIME) if TIME in columns else None

    def series(row: Row) -> str:
        return ".".join(row[place] or "" for place in places)

    def observation(row: Row) -> str:
        return series(row) + (f".{row[time]}" if time is not None else "")

    wanted = {
        Keys.NONE: [],
        Keys.SERIES: [("SERIES_KEY", series)],
        Keys.OBS: [("OBS_KEY", observation)],
        Keys.BOTH: [("SERIES_KEY", series), ("OBS_KEY", observation)],
    }[keys]
    makers = [make for _name, make in wanted]
    return [name for name, _make in wanted], lambda row: [make(row) for make in makers]


def _labelled(
    shape: Shape, names: Names, labels: Labels
) -> tuple[list[str], Callable[[Row], Sequence[str | None]]]:
    columns = shape.columns
    order = _places(shape)
    codes = [names.codes.get(columns[place]) for place in order]
    if labels is Labels.ID:
        return [columns[place] for place in order], lambda row: [
            row[place] for place in order
        ]
    if labels is Labels.BOTH:
        return (
            [_both(columns[place], names.components) for place in order],
            lambda row: [
                value if known is None or value is None else _both(value, known)
                for known, value in zip(codes, (row[p] for p in order), strict=True)
            ],
        )
    head: list[str] = []
    for place, known in zip(order, codes, strict=True):
        head.append(columns[place])
        if known is not None:
            head.append(names.components.get(columns[place], columns[place]))

    def cells(row: Row) -> list[str | None]:
        told: list[str | None] = []
        for place, known in zip(order, codes, strict=True):
            value = row[place]
            told.append(value)
            if known is not None:
                told.append(None if value is None else known.get(value, ""))
        return told

    return head, cells


def _both(code: str, known: Mapping[str, str]) -> str:
    name = known.get(code)
    return f"{code}: {name}" if name else code


def _places(shape: Shape) -> list[int]:
    """Return the places of the columns, attributes of series behind the value."""
    columns = shape.columns
    last = (*shape.series_attributes, *shape.attributes)
    first = [each for each in columns if each not in last]
    return [columns.index(each) for each in (*first, *last)]
