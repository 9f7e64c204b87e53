"""Measure how fast SDMX-ML is read: beside lxml's bare iterparse, pysdmx and sdmx1."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accord.config.places import ROOT
from bench import ground
from bench.ground import Ground
from bench.sdmx import samples

OBSERVATIONS = int(os.environ.get("BENCH_SDMX", "200000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
READER = Path(__file__).parent / "reader.py"
OURS = Path(sys.executable)
PEERS = ROOT / ".venv-bench" / "bin" / "python"
MESSAGES = {
    "structure-specific": samples.structure_specific,
    "generic": samples.generic,
}
ENGINES = {
    "bare": ("lxml, bare iterparse", OURS),
    "rows": ("Accord, to a table of rows", OURS),
    "parquet": ("Accord, to tidy Parquet, every check", OURS),
    "pysdmx": ("pysdmx, to a data frame", PEERS),
    "sdmx1": ("sdmx1, to its objects", PEERS),
}


@dataclass(frozen=True)
class Taken:
    computed: float
    took: float
    # Megabytes above what the process had before it began.
    memory: float
    observations: int


def measure(at: Ground) -> None:
    found: dict[str, dict[str, list[Taken]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in MESSAGES.items():
            path = Path(folder) / f"{name}.xml"
            make(path, OBSERVATIONS)
            found[name] = taken(path)
    ground.keep("sdmx-ml.md", describe(found))


def taken(path: Path) -> dict[str, list[Taken]]:
    """What each engine took, one after the other in every round."""
    found: dict[str, list[Taken]] = {engine: [] for engine in ENGINES}
    for _round in range(ROUNDS):
        for engine, (_, python) in ENGINES.items():
            done = subprocess.run(
                [python, READER, engine, path],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=True,
            )
            computed, took, memory, count = done.stdout.splitlines()[-1].split()
            one = Taken(float(computed), float(took), float(memory), int(count))
            if one.observations != OBSERVATIONS:
                raise SystemExit(f"{engine} read {count} of {path.name}")
            found[engine].append(one)
    return found


def describe(found: Mapping[str, Mapping[str, list[Taken]]]) -> str:
    load = os.getloadavg()[0]
    lines = [
        f"# {OBSERVATIONS:,} observations of SDMX-ML",
        "",
        ground.stamp("make bench PARTS=sdmx"),
        "",
        (
            f"Load of the machine when it ended: {load:.0f} on {os.cpu_count()} cores: "
            "seconds of computing are what compares, of all threads together."
        ),
        "",
        (
            f"Medians of {ROUNDS} rounds, interleaved, each in a process of its own, "
            "imports not counted. Memory is how far the peak rose while reading."
        ),
    ]
    for message, engines in found.items():
        bare = statistics.median(one.computed for one in engines["bare"])
        lines += [
            "",
            f"## {message.capitalize()}",
            "",
            "| Engine | computing, s | least–most | of bare | elapsed, s | MB |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        for engine, ones in engines.items():
            computed = [one.computed for one in ones]
            median = statistics.median(computed)
            took = statistics.median(one.took for one in ones)
            memory = max(one.memory for one in ones)
            lines.append(
                f"| {ENGINES[engine][0]} | {median:.2f} | {min(computed):.2f}–"
                f"{max(computed):.2f} | {median / bare:.2f} | {took:.2f} | "
                f"{memory:.0f} |"
            )
    return "\n".join(lines) + "\n"
