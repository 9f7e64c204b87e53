"""The same rows as Parquet, with typed columns, in bounded memory."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from accord.snapshots.schema import Column, Table

# A row group is what DuckDB holds in memory; readers skip those they do not need.
_ROWS = 10_000
_CONFIGURATION: dict[str, Any] = {
    "memory_limit": "48MB",
    "threads": "1",
    "preserve_insertion_order": "true",
    # Loopback only: nothing is fetched from elsewhere.
    "autoinstall_known_extensions": "false",
}
_TEMPORARY = ".duckdb"
_TYPES = {
    "string": "VARCHAR",
    "uri": "VARCHAR",
    "integer": "INTEGER",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
    "boolean": "BOOLEAN",
}


def type_of(column: Column) -> str:
    if column.kind == "number":
        return f"DECIMAL(18, {column.digits})"
    return _TYPES[column.kind]


def write(folder: Path, tables: Iterable[Table]) -> None:
    """Write `table.parquet` beside each `table.csv`, from it, row by row the same."""
    import duckdb  # noqa: PLC0415 - only this job needs it

    try:
        with duckdb.connect(config=_CONFIGURATION) as connection:
            place = _quoted(str(folder / _TEMPORARY))
            connection.execute(f"SET temp_directory = {place}")
            for table in tables:
                connection.execute(copy_statement(table, folder))
    except duckdb.Error as reason:
        raise OSError(str(reason)) from reason
    shutil.rmtree(folder / _TEMPORARY, ignore_errors=True)


def copy_statement(table: Table, folder: Path) -> str:
    columns = ", ".join(
        f"{_quoted(each.name)}: {_quoted(type_of(each))}" for each in table.columns
    )
    # Our own names and a folder of ours: nothing that anybody else has written.
    return f"""
        COPY (
            SELECT * FROM read_csv(
                {_quoted(str(folder / f"{table.name}.csv"))},
                columns = {{{columns}}},
                header = true, auto_detect = false, delim = ',',
                quote = '"', escape = '"', new_line = '\\r\\n',
                nullstr = '', parallel = false, max_line_size = 16000000
            )
        ) TO {_quoted(str(folder / f"{table.name}.parquet"))}
        (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS})
    """  # noqa: S608


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
