"""What a conversion is limited by and what it reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tally.reasons import Reason

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read, and with how much of the machine."""

    unpacked: int = 8_000 * MEGABYTE
    # Tables of figures pack 5 to 40 times; a bomb a thousand.
    packed_times: int = 200
    # Characters of a line; more than opening.CHUNK.
    line: int = 1_500_000
    columns: int = 20_000
    # Different texts of one column that are looked at one by one.
    texts: int = 500_000
    refusals_kept: int = 1_000
    memory: str = "1GB"
    threads: int = 2
    first_year: int = 1500
    last_year: int = 2200


@dataclass(frozen=True, slots=True)
class Refusal:
    """An observation of the file that was not stored."""

    row: int
    column: str
    value: str
    reason: Reason

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SeriesFound:
    """One series of the file: how many observations were stored, of which periods."""

    code: str
    name: str
    rows: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file: `read` is always `stored` plus `refused_count`.

    In a long file each row is one observation. In a wide one (a column for each year or
    indicator) each cell that says something is one, and `blank` counts the others,
    which only fill up the rectangle.
    """

    layout: str
    read: int
    stored: int
    refused_count: int
    # The first ones, in the order of the file.
    refused: Sequence[Refusal]
    refused_by_code: Mapping[str, int]
    series: Sequence[SeriesFound]
    # Rows of the file under its header.
    rows: int
    blank: int = 0
    # Sentences on how the file was read: its encoding, areas kept as they are.
    notes: Sequence[Reason] = field(default_factory=tuple)
