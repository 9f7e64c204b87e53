"""The same rows as Parquet, with typed columns.

DuckDB writes them in a process of its own, so that its memory is bounded and goes back
to the machine, and so that no fault of its takes down the process that runs jobs.
"""

import errno
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from accord.snapshots.schema import Column, Table

_PROGRAM = Path(__file__).with_name("parquet_program.py")
_TYPES = {
    "string": "VARCHAR",
    "uri": "VARCHAR",
    "integer": "INTEGER",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
    "boolean": "BOOLEAN",
}
_NO_ROOM = ("No space left on device", "File too large", "Disk quota exceeded")


def type_of(column: Column) -> str:
    if column.kind == "number":
        return f"DECIMAL(18, {column.digits})"
    return _TYPES[column.kind]


def write(folder: Path, tables: Iterable[Table], *, longest: int) -> None:
    """Write `table.parquet` beside each `table.csv`, from it, row by row the same.

    `longest` is the length of the longest row of all, in bytes.
    """
    wanted = {
        table.name: {each.name: type_of(each) for each in table.columns}
        for table in tables
    }
    answer = subprocess.run(
        [sys.executable, str(_PROGRAM), str(folder), str(longest)],
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        told = answer.stderr.strip() or f"its process ended with {answer.returncode}"
        number = errno.ENOSPC if any(each in told for each in _NO_ROOM) else errno.EIO
        raise OSError(number, f"Parquet: {told}")
