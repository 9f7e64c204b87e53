"""One look through a file for every different text that its columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tally.series.model import Limits
from tally.series.reasons import refuse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# GROUPING_ID tells apart as many columns as a number has bits.
AT_ONCE = 60
PLAIN_LARGEST = "1e300"


def odd(column: str) -> str:
    """Whether a text is no plain number, in SQL. Neither NaN nor infinity is one."""
    return (
        f"(TRY_CAST({column} AS DOUBLE) IS NULL "
        f"OR NOT (abs(TRY_CAST({column} AS DOUBLE)) <= {PLAIN_LARGEST}) "
        f"OR contains({column}, '_'))"
    )


@dataclass(slots=True)
class Survey:
    """The different texts of sets of columns, each in a table with their counts."""

    # Set of columns → the table and the condition under which its rows are the set's.
    found: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    # Cells looked through, and whether something stands in a column without a name.
    cells: int = 0
    is_stray: bool = False


def survey(
    connection: "DuckDBPyConnection",
    sets: Sequence[tuple[str, ...]],
    numbers: Sequence[str],
) -> Survey:
    """Look through `cells` for the texts of the sets of columns.

    Of the columns of `numbers` only the texts that are no plain numbers are wanted;
    their sets are named ("odd_value",) and so on.
    """
    result = Survey()
    wanted = [*dict.fromkeys(sets), *((f"odd_{column}",) for column in numbers)]
    odds = "".join(
        f", CASE WHEN {odd(column)} THEN {column} END AS odd_{column}"
        for column in numbers
    )
    for number, chunk in enumerate(_chunks(wanted)):
        columns = list(dict.fromkeys(column for part in chunk for column in part))
        grouping = ", ".join(f"({', '.join(part)})" for part in chunk)
        table = f"survey{number}"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {', '.join(columns)}, "  # noqa: S608  (columns are c0, c1 …)
            f"GROUPING_ID({', '.join(columns)}) AS part, count(*) AS cells, "
            f"bool_or(stray) AS stray FROM (SELECT *{odds} FROM cells) "
            f"GROUP BY GROUPING SETS ({grouping})"
        )
        for part in chunk:
            absent = sum(
                1 << place
                for place, column in enumerate(reversed(columns))
                if column not in part
            )
            result.found[part] = (table, f"part = {absent}")
    table, condition = result.found[wanted[0]]
    row = connection.execute(
        f"SELECT sum(cells), bool_or(stray) FROM {table} WHERE {condition}"  # noqa: S608  (as above)
    ).fetchone()
    if row is not None and row[0] is not None:
        result.cells, result.is_stray = int(row[0]), bool(row[1])
    return result


def texts_of(
    connection: "DuckDBPyConnection",
    result: Survey,
    part: tuple[str, ...],
    named: str,
    limits: Limits,
) -> list[tuple[str, ...]]:
    """The different texts of one set in their order; `named` is for the refusal."""
    table, condition = result.found[part]
    columns = ", ".join(part)
    rows = connection.execute(
        f"SELECT {columns} FROM {table} WHERE {condition} AND {part[0]} IS NOT NULL "  # noqa: S608  (as above)
        f"LIMIT {limits.texts + 1}"
    ).fetchall()
    if len(rows) > limits.texts:
        raise refuse("too_varied", column=named, limit=limits.texts)
    rows.sort()
    return rows


def counted_texts(
    connection: "DuckDBPyConnection", result: Survey, part: tuple[str, ...]
) -> int:
    """How many different texts a set has."""
    table, condition = result.found[part]
    row = connection.execute(
        f"SELECT count(*) FROM {table} WHERE {condition}"  # noqa: S608  (as above)
    ).fetchone()
    return int(row[0]) if row else 0


def _chunks(wanted: Sequence[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """The sets, in portions of no more columns than can be told apart."""
    chunks: list[list[tuple[str, ...]]] = [[]]
    columns: set[str] = set()
    for part in wanted:
        if chunks[-1] and len(columns | set(part)) > AT_ONCE:
            chunks.append([])
            columns = set()
        chunks[-1].append(part)
        columns |= set(part)
    return chunks
