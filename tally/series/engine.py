"""DuckDB as the conversion uses it: bounded, alone in its folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tally.series.layout import Table
from tally.series.model import Limits

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A text that no cell has (files with the character are rewritten): "" stays "".
NEVER = "\x01"


def connected(work: Path, file: Path, limits: Limits) -> "DuckDBPyConnection":
    """A database in memory that spills into the work folder.

    Of the rest of the machine it sees the one file alone.
    """
    import duckdb  # noqa: PLC0415  (a second; only where series are read)

    connection = duckdb.connect(
        config={
            "memory_limit": limits.memory,
            "threads": limits.threads,
            "temp_directory": str(work / "spill"),
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    connection.execute(
        f"SET allowed_directories = [{text(str(work))}, {text(str(work.resolve()))}]"
    )
    connection.execute(f"SET allowed_paths = [{text(str(file.resolve()))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def name(column: str) -> str:
    """A name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def scan(table: Table, limits: Limits) -> str:
    """The table as SQL reads it, each cell a text; its columns are c0, c1 and so on."""
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(table.columns)))
    return (
        f"read_csv({text(str(table.path))}, auto_detect = false, header = false, "
        f"skip = {table.skipped}, delim = {text(table.delimiter)}, quote = '\"', "
        f"escape = '\"', strict_mode = true, null_padding = false, "
        f"nullstr = {text(NEVER)}, max_line_size = {limits.line + 500_000}, "
        f"columns = {{{columns}}})"
    )


def insert(
    connection: "DuckDBPyConnection", table: str, columns: Sequence[Sequence[object]]
) -> None:
    """Add rows, given column by column, to a table."""
    if columns and columns[0]:
        unnested = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"INSERT INTO {table} SELECT {unnested}", list(columns))


def selected(table: Table, wanted: Sequence[int], limits: Limits) -> str:
    """The wanted columns, and whether one without a name says anything (`stray`)."""
    chosen = ", ".join(f"c{place}" for place in wanted)
    nameless = [f"c{p} <> ''" for p, column in enumerate(table.columns) if not column]
    stray = f"({' OR '.join(nameless)})" if nameless else "false"
    return f"SELECT {chosen}, {stray} AS stray FROM {scan(table, limits)}"  # noqa: S608  (columns are c0, c1 …)


def counted(connection: "DuckDBPyConnection", query: str) -> int:
    """The one number that a query gives."""
    row = connection.execute(query).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def columns(connection: "DuckDBPyConnection", table: str) -> set[str]:
    """The names of the columns of a table of ours."""
    return {row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
