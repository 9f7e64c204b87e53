"""The one engine of a process that reads the Parquet of the figures."""

import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@cache
def start() -> "duckdb.DuckDBPyConnection":
    # A large library, which only pages with figures need.
    import duckdb  # noqa: PLC0415

    started = duckdb.connect(config={"threads": 1, "memory_limit": "256MB"})
    # Figures never change under their name: what was read of them stays true.
    started.execute("SET GLOBAL parquet_metadata_cache = true")
    started.execute("SET GLOBAL validate_external_file_cache = 'NO_VALIDATION'")
    return started


_own = threading.local()


def cursor() -> "duckdb.DuckDBPyConnection":
    """Return this thread's cursor: a connection itself is not safe for threads."""
    found: duckdb.DuckDBPyConnection | None = getattr(_own, "cursor", None)
    if found is None:
        found = _own.cursor = start().cursor()
    return found
