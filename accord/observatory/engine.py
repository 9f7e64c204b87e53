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

    return duckdb.connect(config={"threads": 1, "memory_limit": "256MB"})


_own = threading.local()


def cursor() -> "duckdb.DuckDBPyConnection":
    """Return this thread's cursor: a connection itself is not safe for threads."""
    found: duckdb.DuckDBPyConnection | None = getattr(_own, "cursor", None)
    if found is None:
        found = _own.cursor = start().cursor()
    return found
