"""What the texts of the columns mean: each different combination is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tally.quoting import shown
from tally.reasons import Reason
from tally.series.engine import counted, insert, name
from tally.series.layout import PLACE, Facet, Table
from tally.series.reasons import CellRefused
from tally.series.schema import BASES, COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# How many salts are tried; two of 500,000 texts share a hash once in 10⁸ files.
SALTS = 8
# Columns of the key that one facet gives together and that are ranked together.
GROUPS = (("series",), ("area",), ("sex", "age", "dimensions"), ("time",))


@dataclass(slots=True)
class Complaints:
    """Reasons that rows share, by number: the column, its text, the reason."""

    said: list[tuple[str, str, Reason]] = field(default_factory=list)

    def add(self, column: str, value: str, reason: Reason) -> int:
        self.said.append((column, value, reason))
        return len(self.said) - 1


@dataclass(frozen=True, slots=True)
class Read:
    """A facet whose texts have been read into the table `table`.

    The table has the `hash` of the texts, one column for each name the facet gives,
    ranks r0 … of the groups of the key it gives, and `complaint`.
    """

    facet: Facet
    table: str
    ranks: dict[int, int]  # group → how many different ones
    complains: bool  # whether any of its texts cannot be
    salt: int  # of the hashes of its texts


def read_facet(
    connection: "DuckDBPyConnection",
    number: int,
    facet: Facet,
    table: Table,
    texts: Sequence[tuple[str, ...]],
    complaints: Complaints,
) -> Read:
    """Read every combination of texts that the file has for this facet."""
    empty = [""] * len(facet.gives)
    given: list[Sequence[str]] = []
    complained: list[int | None] = []
    for cells in texts:
        try:
            values = facet.read(*_named(facet, table, cells))
            if len(values) != len(facet.gives):
                raise TypeError(facet.gives)
            given.append(values)
            complained.append(None)
        except CellRefused as refused:
            place = next((p for p, cell in enumerate(cells) if cell), 0)
            column = facet.columns[place]
            # What stands above a cell of a wide table is the name of its column.
            named = shown(cells[place]) if column == PLACE else column
            said = complaints.add(named, cells[place], refused.reason)
            given.append(empty)
            complained.append(said)
    return _kept(connection, f"facet{number}", facet, texts, given, complained)


def _named(facet: Facet, table: Table, cells: Sequence[str]) -> list[str]:
    """The texts, with the name of its column in place of the place of a cell."""
    return [
        table.columns[int(cell[1:])] if column == PLACE else cell
        for column, cell in zip(facet.columns, cells, strict=True)
    ]


def _kept(
    connection: "DuckDBPyConnection",
    table: str,
    facet: Facet,
    texts: Sequence[tuple[str, ...]],
    given: list[Sequence[str]],
    complained: list[int | None],
) -> Read:
    columns: dict[str, tuple[str, list]] = {}
    for place in range(len(facet.columns)):
        columns[f"t{place}"] = ("VARCHAR", [cells[place] for cells in texts])
    for place, gives in enumerate(facet.gives):
        values = [row[place] for row in given]
        if gives == "basis":
            columns[gives] = ("basis_word", [value or BASES[0] for value in values])
        else:
            columns[gives] = ("VARCHAR", values)
    ranks = {}
    for group, names in enumerate(GROUPS):
        if not set(names) <= set(facet.gives):
            continue
        places = [facet.gives.index(part) for part in names]
        keys = [tuple(row[place] for place in places) for row in given]
        order = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        columns[f"r{group}"] = ("UINTEGER", [order[key] for key in keys])
        ranks[group] = len(order)
    columns["complaint"] = ("INTEGER", complained)
    declared = ", ".join(f"{name(c)} {kind}" for c, (kind, _) in columns.items())
    connection.execute(f"CREATE TEMP TABLE {table}_read ({declared})")
    insert(connection, f"{table}_read", [values for _, values in columns.values()])
    salt = _salted(connection, table, len(facet.columns))
    _number(connection, table, columns)
    complains = any(complaint is not None for complaint in complained)
    return Read(facet, table, ranks, complains, salt)


def _salted(connection: "DuckDBPyConnection", table: str, width: int) -> int:
    """Give each combination its hash, under a salt with which no two have the same."""
    texts = ", ".join(f"t{place}" for place in range(width))
    connection.execute(f"ALTER TABLE {table}_read ADD COLUMN hash UBIGINT")
    for salt in range(SALTS):
        connection.execute(f"UPDATE {table}_read SET hash = hash({texts}, {salt})")  # noqa: S608  (names of ours)
        if not counted(
            connection,
            f"SELECT count(*) - count(DISTINCT hash) FROM {table}_read",  # noqa: S608  (as above)
        ):
            return salt
    raise AssertionError(table)  # after SALTS chances of one in a million each


def _number(
    connection: "DuckDBPyConnection",
    table: str,
    columns: Mapping[str, tuple[str, list]],
) -> None:
    """Make the table with words kept as numbers: they sort and write much faster."""
    chosen = ["hash"]
    for column, (kind, _) in columns.items():
        if column[0] == "t" and column[1:].isdigit():
            continue
        if column in COLUMNS and kind == "VARCHAR":
            word = f"{table}_{column}"
            connection.execute(
                f"CREATE TYPE {word} AS ENUM "  # noqa: S608  (names of ours)
                f"(SELECT DISTINCT {column} FROM {table}_read ORDER BY 1)"
            )
            chosen.append(f"{column}::{word} AS {column}")
        else:
            chosen.append(name(column))
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT {', '.join(chosen)} FROM {table}_read"  # noqa: S608  (as above)
    )
    connection.execute(f"DROP TABLE {table}_read")


def sentence_of(texts: Sequence[str], most: int = 5) -> str:
    """The first of some texts, for a sentence."""
    first = ", ".join(shown(text) for text in texts[:most])
    return first + (", …" if len(texts) > most else "")
