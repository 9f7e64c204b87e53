"""Write Parquet from CSV: `parquet_program.py FOLDER LONGEST`, tables as JSON.

LONGEST is the length of the longest row in bytes; memory is bounded by it. What is
read is an object of tables, each an object of columns with their types.

A program of its own, which knows nothing of Accord; see `parquet.py`.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb

# A row group is what DuckDB holds in memory; readers skip those they do not need.
ROWS = 10_000
# A buffer holds several rows; DuckDB reserves a few buffers, and some for Parquet.
LEAST_BUFFER = 2_000_000
CONFIGURATION: dict[str, Any] = {
    "threads": "1",
    "preserve_insertion_order": "true",
    # Nothing is fetched from elsewhere.
    "autoinstall_known_extensions": "false",
}


def statement(
    folder: Path, table: str, columns: dict[str, str], *, longest: int
) -> str:
    types = ", ".join(
        f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items()
    )
    # Our own names and a folder of ours: nothing that anybody else has written.
    return f"""
        COPY (
            SELECT * FROM read_csv(
                {quoted(str(folder / f"{table}.csv"))},
                columns = {{{types}}},
                header = true, auto_detect = false, delim = ',',
                quote = '"', escape = '"', new_line = '\\r\\n',
                nullstr = '', parallel = false, max_line_size = {longest},
                buffer_size = {buffer_for(longest)}
            )
        ) TO {quoted(str(folder / f"{table}.parquet"))}
        (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS})
    """  # noqa: S608


def buffer_for(longest: int) -> int:
    return max(LEAST_BUFFER, 2 * longest)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def main() -> int:
    folder, longest = Path(sys.argv[1]), int(sys.argv[2])
    megabytes = 24 + 12 * buffer_for(longest) // 1_000_000
    temporary = folder / ".duckdb"
    bounds = {"temp_directory": str(temporary), "memory_limit": f"{megabytes}MB"}
    try:
        with duckdb.connect(config=CONFIGURATION | bounds) as connection:
            for table, columns in json.load(sys.stdin).items():
                connection.execute(statement(folder, table, columns, longest=longest))
    except duckdb.Error as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    shutil.rmtree(temporary, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
