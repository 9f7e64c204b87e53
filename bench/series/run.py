"""Import series: ours, DuckDB's bare conversion, pandas, pysdmx and sdmx1.

Each engine works in a process of its own, one after the other in each round, so that
all meet the same machine. Peers that make an object of each observation get fewer rows.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from accord.config.places import ROOT
from bench import ground
from bench.ground import Ground
from bench.series.fill import fill

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
ROWS = int(os.environ.get("BENCH_SERIES", "5000000"))
FEW = min(ROWS, 200_000)
PEERS = ROOT / ".venv-bench" / "bin" / "python"
METHOD = """\
Medians of {rounds} rounds, interleaved, each engine in a process of its own after its
imports. Seconds are for a million rows; CPU is what both cores spent and wanders less
than the clock when the machine is shared. pysdmx and sdmx1 read SDMX-CSV and make no
tidy file; compare them with ours on the same file."""
BARE = "DuckDB, CSV to Parquet as it stands"


@dataclass(frozen=True)
class Engine:
    name: str
    module: str
    python: str
    file: Path


def measure(at: Ground) -> None:
    folder = ground.folder("series")
    bulk, _ = fill(folder, ROWS)
    _, few = fill(folder, FEW)
    engines = [
        Engine(BARE, "duckdb_engine", sys.executable, bulk),
        Engine("tally.series, every check", "accord_engine", sys.executable, bulk),
        Engine("pandas, read and sorted", "pandas_engine", str(PEERS), bulk),
        Engine("tally.series, SDMX-CSV", "accord_engine", sys.executable, few),
        Engine("pysdmx, SDMX-CSV", "pysdmx_engine", str(PEERS), few),
        Engine("sdmx1, SDMX-CSV", "sdmx1_engine", str(PEERS), few),
    ]
    took: dict[str, list[dict[str, float]]] = {engine.name: [] for engine in engines}
    for _round in range(ROUNDS):
        for engine in engines:
            took[engine.name].append(_run(engine))
    ground.keep("series-import.md", describe(took))


def _run(engine: Engine) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=ground.folder("series")) as folder:
        done = subprocess.run(
            [
                engine.python,
                "-m",
                f"bench.series.{engine.module}",
                engine.file,
                Path(folder) / "target",
            ],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
    return json.loads(done.stdout.splitlines()[-1])


def describe(took: dict[str, list[dict[str, float]]]) -> str:
    def median(name: str, what: str) -> float:
        return statistics.median(one[what] for one in took[name])

    def per_million(name: str, what: str) -> float:
        return median(name, what) / median(name, "rows") * 1e6

    lines = [
        "# Import of official series",
        "",
        ground.stamp("make bench PARTS=series"),
        "",
        METHOD.format(rounds=ROUNDS),
        "",
        "| Engine | rows | s | of bare | least–most s | CPU s | of bare | peak MB |",
        "|---|---:|---:|---:|---|---:|---:|---:|",
    ]
    for name, rounds in took.items():
        each = [one["seconds"] / one["rows"] * 1e6 for one in rounds]
        lines.append(
            f"| {name} | {median(name, 'rows'):,.0f} "
            f"| {per_million(name, 'seconds'):.2f} "
            f"| {per_million(name, 'seconds') / per_million(BARE, 'seconds'):.2f} "
            f"| {min(each):.2f}–{max(each):.2f} "
            f"| {per_million(name, 'cpu'):.2f} "
            f"| {per_million(name, 'cpu') / per_million(BARE, 'cpu'):.2f} "
            f"| {median(name, 'peak'):,.0f} |"
        )
    return "\n".join([*lines, ""])
