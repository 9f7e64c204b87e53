"""Questions of SDMX to the published figures: which values there are, and the rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from accord.observatory import reading
from accord.observatory.sdmx import components
from accord.observatory.sdmx.codes import Book
from accord.observatory.sdmx.filters import Terms
from tally.sdmx.writing.artefacts import MEASURE
from tally.sdmx.writing.shape import Row, Shape

_KEY = tuple(each.component.id for each in components.DIMENSIONS)


@lru_cache(maxsize=2)
def values_there_are(version: str) -> Mapping[str, Sequence[str]]:
    """Return the values of each coded column in the figures of a version, in order."""
    columns = ", ".join(
        f"list_sort(list(DISTINCT {components.ALL[name].sql}))"
        for name in components.CODED
    )
    for row in reading.stream(f"SELECT {columns} FROM read_parquet($path)", {}):  # noqa: S608 (columns of ours)
        return {
            name: found or [] for name, found in zip(components.CODED, row, strict=True)
        }
    return {name: [] for name in components.CODED}


@dataclass(frozen=True, slots=True)
class Portion:
    """How much of the observations that pass: of each series, and of the whole."""

    first: int | None = None
    last: int | None = None
    offset: int = 0
    limit: int | None = None


def rows(
    shape: Shape, terms: Terms, portion: Portion, books: Mapping[str, Book]
) -> Iterator[Row]:
    """Return the rows of a shape, series by series, as text."""
    order = ", ".join(
        components.ALL[name].sql for name in (*shape.series, *shape.observation)
    )
    asked = _asked(shape, terms, portion, order=f"ORDER BY {order}")
    writers = [_writer(name, books) for name in shape.columns]
    for row in reading.stream(asked, terms.values):
        yield tuple(
            [
                None if value is None else write(value)
                for write, value in zip(writers, row, strict=True)
            ]
        )


def count(shape: Shape, terms: Terms, portion: Portion) -> int:
    """Return how many rows there would be."""
    rows = _asked(shape, terms, portion)
    asked = f"SELECT count(*) FROM ({rows})"  # noqa: S608 (made below)
    found: int = next(iter(reading.stream(asked, terms.values)), (0,))[0]
    return found


def _asked(shape: Shape, terms: Terms, portion: Portion, *, order: str = "") -> str:
    columns = [components.ALL[name].sql for name in shape.columns]
    # Columns and terms are ours; values are bound.
    parts = [
        f"SELECT {', '.join(columns)} FROM read_parquet($path)",  # noqa: S608
        f"WHERE {terms.together}",
        # Only series: the key, and what is said of it, once.
        _of_each_series(portion) if shape.observation else "GROUP BY ALL",
        order,
    ]
    if portion.limit is not None:
        parts.append(f"LIMIT {portion.limit}")
    if portion.offset:
        parts.append(f"OFFSET {portion.offset}")
    return " ".join(parts)


def _of_each_series(portion: Portion) -> str:
    """Keep the first, or the last, observations of each series."""
    series = ", ".join(each.sql for each in components.DIMENSIONS)
    wanted = [
        f"row_number() OVER (PARTITION BY {series} ORDER BY {order}) <= {count}"
        for count, order in (
            (portion.first, components.BEGINS),
            (portion.last, f"{components.BEGINS} DESC"),
        )
        if count is not None
    ]
    return f"QUALIFY {' OR '.join(wanted)}" if wanted else ""


@dataclass(frozen=True, slots=True)
class Extent:
    """What there is: codes of each dimension, first and last period, how many."""

    values: Mapping[str, Sequence[str]]
    first: str
    last: str
    series: int
    observations: int


def extent(terms: Terms, books: Mapping[str, Book]) -> Extent:
    columns = ", ".join(
        f"list_sort(list(DISTINCT {each.sql}))" for each in components.DIMENSIONS
    )
    key = ", ".join(each.sql for each in components.DIMENSIONS)
    asked = (
        f"SELECT {columns}, min(time), max(time), count(DISTINCT ({key})), count(*)"  # noqa: S608 (terms of ours; values are bound)
        f" FROM read_parquet($path) WHERE {terms.together}"
    )
    found = next(iter(reading.stream(asked, terms.values)), None)
    if found is None or not found[-1]:
        return Extent({name: [] for name in _KEY}, "", "", 0, 0)
    *lists, first, last, series, observations = found
    values = {
        name: [books[name].by_value[value] for value in each]
        for name, each in zip(_KEY, lists, strict=True)
    }
    return Extent(values, first, last, series, observations)


def _writer(name: str, books: Mapping[str, Book]) -> Callable[[Any], str | None]:
    if name in books:
        return books[name].by_value.__getitem__
    if components.ALL[name].is_number or name == MEASURE:
        return number
    if components.ALL[name].component.text == "Boolean":
        return lambda value: "true" if value else "false"
    return str


def number(value: float) -> str | None:
    """Return the shortest text that is this very number."""
    if value != value:  # noqa: PLR0124 (what is not equal to itself is no number)
        return None
    return repr(value).removesuffix(".0")
