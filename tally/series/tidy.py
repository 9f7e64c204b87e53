"""Tidy Parquet files that are read again, after the conversion."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY, THREADS = "1GB", 2


def connected(spill: Path) -> "DuckDBPyConnection":
    """A database in memory that reads tidy files; what is too much lies in `spill`."""
    import duckdb  # noqa: PLC0415  (a second; only where series are read)

    return duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def quoted(path: Path) -> str:
    """The name of a file as SQL writes a text, without its marks."""
    return str(path).replace("'", "''")
