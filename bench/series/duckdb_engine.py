"""DuckDB alone: CSV to Parquet as it stands, with the threads and memory of ours."""

from pathlib import Path

import duckdb

from bench.series.clock import timed


def work(file: Path, target: Path) -> int:
    with duckdb.connect(
        config={
            "threads": 2,
            "memory_limit": "1GB",
            "temp_directory": str(target.parent / "spill"),
        }
    ) as connection:
        done = connection.execute(
            f"COPY (SELECT * FROM read_csv('{file}')) TO '{target}' "  # noqa: S608
            "(FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()
    return int(done[0]) if done else 0


if __name__ == "__main__":
    timed(work)
