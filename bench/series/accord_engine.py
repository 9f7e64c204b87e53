"""tally.series with every check on."""

from pathlib import Path

import duckdb  # noqa: F401  (imported before the clock starts)

from bench.series.clock import timed
from tally.series import convert


def work(file: Path, target: Path) -> int:
    report = convert(file, target)
    assert report.read == report.stored + report.refused_count  # noqa: S101
    return report.stored


if __name__ == "__main__":
    timed(work)
