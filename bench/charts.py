"""Measure 100 charts to SVG: our own, and Vega-Lite's drawn and kept; beside bare ones.

Every engine draws the same courses of one country, so that rows compare.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import ground
from bench.ground import Ground
from tally.charts import svg, vega
from tally.charts.choropleth import Base, choropleth, quantiles
from tally.charts.course import Line, Point
from tally.charts.courses import WIDE, Panel, courses
from tally.charts.lines import lines
from tally.charts.maps import OUTLINED, Place
from tally.charts.strip import Row, Spot, strip

CHARTS = 100
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
PEER = "vl-convert, bare: four lines of 24 years"
PLAIN = vega.Manner(
    {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}
)


def measure(at: Ground) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engines = _engines(Path(folder))
        seconds: dict[str, list[float]] = {name: [] for name in engines}
        for _round in range(ROUNDS):
            for name, draw in engines.items():
                start = time.perf_counter()
                for number in range(CHARTS):
                    draw(number)
                seconds[name].append(time.perf_counter() - start)
    ground.keep("charts.md", describe(seconds, _first_of_a_process()))


def _engines(folder: Path) -> dict[str, Callable[[int], object]]:
    import vl_convert  # noqa: PLC0415 - only this part needs it
    from django.conf import settings  # noqa: PLC0415

    from accord.base.drawn_files import DrawnFiles  # noqa: PLC0415

    if not settings.configured:
        settings.configure(BENCH_CHARTS=str(folder))
    kept = DrawnFiles("BENCH_CHARTS", ".svg", 1000)
    few = [_few(number) for number in range(CHARTS)]
    specs = [courses([Panel("x", _named(each))], WIDE) for each in few]
    bare = [{**spec, "config": {}} for spec in specs]
    everyone = _everyone()

    def keep(number: int) -> bytes:
        def anew() -> bytes:
            return vega.draw(specs[number], PLAIN).inside.encode()

        return kept.get(f"{number:020}", anew)

    for number in range(CHARTS):
        keep(number)
    return {
        PEER: lambda n: vl_convert.vegalite_to_svg(bare[n]),
        "Vega-Lite, checked, in tokens, lean: the same": lambda n: vega.draw(
            specs[n], PLAIN
        ),
        "Vega-Lite, kept on disk: the same": keep,
        "own SVG: the same four lines": lambda n: lines(few[n], title="Course"),
        "own SVG: strip of 177 countries": lambda _n: strip(
            [Row("", [Spot("x", value) for value in everyone.values()])], title="Strip"
        ),
        "own SVG: map of 177 countries": lambda _n: _map(everyone),
        "own SVG, twelve panels of four lines": lambda n: [
            lines(few[(n + m) % CHARTS], title="Course") for m in range(12)
        ],
    }


def _few(seed: int) -> list[Line]:
    random.seed(seed)
    return [
        Line(
            f"Country {letter}",
            [
                Point(float(year), round(random.uniform(20, 80), 1))
                for year in range(2000, 2024)
            ],
        )
        for letter in "ABCD"
    ]


def _named(few: list[Line]) -> dict[str, Line]:
    return {f"C{number}": line for number, line in enumerate(few)}


def _everyone() -> dict[str, float]:
    random.seed(1)
    return {code: round(random.uniform(0, 100), 1) for code in sorted(OUTLINED)}


def _map(values: dict[str, float]) -> str:
    return choropleth(
        values,
        [Place(code, code, 0.0, 0.0) for code in values],
        steps=quantiles(values.values()),
        base=Base("/world.svg", "m"),
        write=svg.plain,
    )


def _first_of_a_process() -> float:
    """Return the seconds of the first drawing in a process that has drawn nothing."""
    program = (
        "import time; from bench.charts import PLAIN, WIDE, Panel, courses, vega, _few,"
        " _named; spec = courses([Panel('x', _named(_few(1)))], WIDE);"
        " start = time.perf_counter(); vega.draw(spec, PLAIN);"
        " print(time.perf_counter() - start)"
    )
    taken = [
        float(
            subprocess.run(
                [sys.executable, "-c", program],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for _round in range(ROUNDS)
    ]
    return statistics.median(taken)


def describe(seconds: dict[str, list[float]], first: float) -> str:
    """Return the page of proof."""
    bare = statistics.median(seconds[PEER])
    rows = [
        f"| {name} | {1000 * middle / CHARTS:.2f} | {1000 * min(taken) / CHARTS:.2f}"
        f"–{1000 * max(taken) / CHARTS:.2f} | {middle / bare:.3f} |"
        for name, taken in seconds.items()
        for middle in [statistics.median(taken)]
    ]
    return f"""# {CHARTS} charts to SVG

{ground.stamp("make bench PARTS=charts")}

Medians of {ROUNDS} rounds, interleaved, in one process; milliseconds for one chart.

| Engine and chart | ms | least–most | of bare |
|---|---|---|---|
{chr(10).join(rows)}

The first Vega-Lite chart of a process takes {first:.2f} s, whoever asks for it: the
renderer starts its own engine.
"""
