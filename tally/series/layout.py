"""What a layout is: how to know a file by its content, and what its columns mean.

A layout never touches rows. It names the columns, and for each group of columns a
function from their texts to tidy columns (a `Facet`), which is called once for each
different combination of texts. The engine (`convert.py`) does the rest in SQL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tally.reasons import Reason

# The column that, in a wide file, holds the name of the column a cell stands in.
PLACE = "\x00place"


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited text file in UTF-8 with one record a line, ready for the engine."""

    path: Path
    columns: Sequence[str]
    delimiter: str = ","
    # Lines above the first row of data, the header among them.
    skipped: int = 1
    # The place of the column that holds the number of the row in the source's file, in
    # tables written by a reader of ours; None where rows are counted.
    numbered: int | None = None
    # Written by a reader of ours: each line is a row, and there is no other.
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of an opened file, by which it is recognised."""

    name: str
    # Up to 64 KiB, decoded.
    text: str
    # The names in the header as they stand there, trimmed; empty when it is no table.
    columns: Sequence[str] = ()
    # A few records under the header.
    records: Sequence[Sequence[str]] = ()
    # Lines that stand before the header (a title, the date of the edition).
    preamble: Sequence[Sequence[str]] = ()

    def has(self, *names: str) -> bool:
        """Whether the header has all of these, whatever their case."""
        present = {name.casefold() for name in self.columns}
        return all(name.casefold() in present for name in names)

    def column(self, *names: str) -> str | None:
        """The first of these names that the header has, as it is written there."""
        present = {name.casefold(): name for name in reversed(self.columns)}
        for name in names:
            if name.casefold() in present:
                return present[name.casefold()]
        return None


@dataclass(frozen=True, slots=True)
class Facet:
    """Columns that say something together, and the function that reads them.

    `read` gets the texts in the order of `columns` and gives those of `gives`, names of
    the tidy schema or `series_name`. It raises `CellRefused` where they cannot be.
    Several facets may give `basis` (the strongest holds) and `missing` (the first that
    says something holds, where there is no value).
    """

    columns: Sequence[str]
    gives: Sequence[str]
    read: Callable[..., Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table becomes tidy rows.

    Each column of `schema.KEY` must be given by exactly one facet or by `constants`;
    sex, age and dimensions by the same one.
    """

    facets: Sequence[Facet]
    # The column with the number; in a wide table those with numbers.
    values: Sequence[str]
    lower: str | None = None
    upper: str | None = None
    notes: Sequence[str] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    # Further texts that stand for a missing value in this source: text → kind.
    missing: Mapping[str, str] = field(default_factory=dict)
    # The column with the power of ten in which the value and its bounds are written.
    # Who names it refuses what is no whole number in a facet.
    power: str | None = None
    # The column that says whether a value is free, and why with these texts it is not.
    withheld: tuple[str, Mapping[str, Reason]] | None = None
    remarks: Sequence[Reason] = ()

    @property
    def is_wide(self) -> bool:
        return any(PLACE in facet.columns for facet in self.facets)


class Layout(Protocol):
    """One kind of file. `code` is for machines, `title` for sentences."""

    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    def recognises(self, sample: Sample) -> bool:
        """Whether the file is of this kind.

        May raise `FileRefused` where a file is nearly so and cannot be read.
        """
        ...

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        """What the columns mean.

        A layout that is no table of text reads `table.path` and writes one into the
        folder `work`, with the number of each row in a column of its own.
        """
        ...
