"""Measure pages of figures with millions of observations stored, beside a bare view."""

import json
import os
import statistics
import subprocess
import sys

from accord.config.places import ROOT
from bench import ground
from bench.ground import HERE, Ground, percentile

OBSERVATIONS = int(os.environ.get("BENCH_OBSERVATIONS", "10000000"))
BARE = "bare view, one query"
Each = list[tuple[float, float]]
Times = dict[str, dict[str, Each]]


def measure(at: Ground) -> None:
    environment = filled(at)
    said = subprocess.run(
        [sys.executable, "-m", "bench.figure_pages"],
        env=environment,
        cwd=ROOT,
        check=True,
        # What it complains of is for whoever runs the bench to see.
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    told = json.loads(said)
    ground.keep("figures.md", describe(told["found"], told["peak"]))


def filled(at: Ground) -> dict[str, str]:
    """Return settings for a database and figures, filled the first time."""
    database = f"figures_{OBSERVATIONS}"
    environment = at.environment(database)
    environment["ACCORD_OBSERVATORY_FOLDER"] = str(HERE / database)
    ready = HERE / f"filled-{database}"
    if not ready.exists():
        print(f"Filling a database with {OBSERVATIONS:,} figures (some minutes)")
        at.make_anew(database)
        ground.run_python(["-m", "bench.many_figures", str(OBSERVATIONS)], environment)
        ready.touch()
    ground.run_python(["manage.py", "migrate", "-v0"], environment)
    ground.run_python(["manage.py", "collectstatic", "--noinput", "-v0"], environment)
    return environment


def describe(found: Times, peak: float) -> str:
    bare = statistics.median(worked for _clock, worked in found[BARE]["cold"])
    lines = [
        f"# Pages of figures with {OBSERVATIONS:,} observations stored",
        "",
        ground.stamp("make bench PARTS=figures"),
        "",
        "Server time in one process, one question at a time, no page from the cache,",
        "each address asked once; with no chart drawn yet, then with all of them kept.",
        f"The process took {peak:,.0f} MB at most.",
        "",
        "Milliseconds on the clock, and in brackets of the processor in this process:",
        "median and 95th percentile.",
        "",
        "| page | pages | drawn anew | charts kept | kept: of the bare view |",
        "|---|---|---|---|---|",
    ]
    for name, each in found.items():
        kept = each.get("warm", each["cold"])
        ratio = statistics.median(worked for _clock, worked in kept) / bare
        lines.append(
            f"| {name} | {len(kept)} | {_two(each['cold'])} | {_two(kept)} "
            f"| {ratio:.0f} |"
        )
    return "\n".join(lines) + "\n"


def _two(times: Each) -> str:
    clock, worked = zip(*times, strict=True)
    return (
        f"{statistics.median(clock):.0f}, {percentile(list(clock), 0.95):.0f}"
        f" ({statistics.median(worked):.0f}, {percentile(list(worked), 0.95):.0f})"
    )
