"""What the texts of the columns mean: each different combination is read once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tally.series.engine import insert, name
from tally.series.layout import PLACE, Facet, Table
from tally.series.model import Limits
from tally.series.reasons import CellRefused, Reason, refuse, shown
from tally.series.schema import BASES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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

    The table has the texts t0, t1, …, one column for each name the facet gives, `ranks`
    r0 … of the groups of the key it gives, and `complaint`.
    """

    facet: Facet
    table: str
    ranks: dict[int, int]  # group → how many different ones


def read_facet(
    connection: "DuckDBPyConnection",
    number: int,
    facet: Facet,
    table: Table,
    complaints: Complaints,
    limits: Limits,
) -> Read:
    """Read every combination of texts that the table `cells` has for this facet."""
    place_of = {column: f"c{place}" for place, column in enumerate(table.columns)}
    columns = ", ".join(place_of.get(column, "place") for column in facet.columns)
    texts = connection.execute(
        f"SELECT DISTINCT {columns} FROM cells LIMIT {limits.texts + 1}"  # noqa: S608
    ).fetchall()
    if len(texts) > limits.texts:
        raise refuse("too_varied", column=facet.columns[0], limit=limits.texts)
    texts.sort()
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
            said = complaints.add(facet.columns[place], cells[place], refused.reason)
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
    texts: list[tuple[str, ...]],
    given: list[Sequence[str]],
    complained: list[int | None],
) -> Read:
    columns: dict[str, tuple[str, list]] = {"id": ("INTEGER", [*range(len(texts))])}
    for place in range(len(facet.columns)):
        columns[f"t{place}"] = ("VARCHAR", [cells[place] for cells in texts])
    for place, gives in enumerate(facet.gives):
        values = [row[place] for row in given]
        if gives == "basis":
            columns[gives] = ("TINYINT", [BASES.index(v or BASES[0]) for v in values])
        else:
            columns[gives] = ("VARCHAR", values)
    ranks = {}
    for group, names in enumerate(GROUPS):
        if not set(names) <= set(facet.gives):
            continue
        places = [facet.gives.index(part) for part in names]
        keys = [tuple(row[place] for place in places) for row in given]
        order = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        columns[f"r{group}"] = ("UBIGINT", [order[key] for key in keys])
        ranks[group] = len(order)
    columns["complaint"] = ("INTEGER", complained)
    declared = ", ".join(f"{name(c)} {kind}" for c, (kind, _) in columns.items())
    connection.execute(f"CREATE TEMP TABLE {table} ({declared})")
    insert(connection, table, [values for _, values in columns.values()])
    return Read(facet, table, ranks)


def sentence_of(texts: Sequence[str], most: int = 5) -> str:
    """The first of some texts, for a sentence."""
    first = ", ".join(shown(text) for text in texts[:most])
    return first + (", …" if len(texts) > most else "")
