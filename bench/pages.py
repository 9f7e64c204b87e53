"""Measure pages beside a bare view and a static file, in one run, as ratios."""

import os
from collections import defaultdict

from bench import ground, serving
from bench.ground import HERE, Ground
from bench.serving import ROUNDS, SECONDS, Measured, ask, granian, median, nginx

ACTIONS = int(os.environ.get("BENCH_ACTIONS", "10000"))
ACTION = "ACT-2025-10042"
PAGES = {
    "home": "/en/",
    "directory": "/en/partners/",
    "actions": "/en/actions/",
    "action": f"/en/actions/{ACTION}/",
    "country": "/en/countries/SEN/",
}


def measure(at: Ground) -> None:
    serving.need("wrk", "nginx")
    environment = filled(at)
    found: dict[str, list[Measured]] = defaultdict(list)
    for round_number in range(1, ROUNDS + 1):
        print(f"Pages, round {round_number} of {ROUNDS}")
        with nginx():
            found["static file, nginx"].append(ask("/page.html"))
        with granian("bench.bare:application", environment):
            found["bare view, one query"].append(ask("/"))
        with granian("accord.config.wsgi:application", environment):
            for name, path in PAGES.items():
                found[name].append(ask(path))
            for name, path in PAGES.items():
                found[f"{name}, made anew"].append(ask(path, "Cookie: bench=1"))
    ground.keep("bench.md", describe(found))


def filled(at: Ground, actions: int = ACTIONS) -> dict[str, str]:
    """Return settings for a database with so many actions, filled the first time."""
    database = f"actions_{actions}"
    environment = at.environment(database)
    ready = HERE / f"filled-{actions}"
    if not ready.exists():
        print(f"Filling a database with {actions:,} actions (a minute or more)")
        at.make_anew(database)
        ground.run_python(["-m", "bench.fill", str(actions)], environment)
        ready.touch()
    # What was filled with an older schema is still good.
    ground.run_python(["manage.py", "migrate", "-v0"], environment)
    ground.run_python(["manage.py", "collectstatic", "--noinput", "-v0"], environment)
    return environment


def describe(found: dict[str, list[Measured]]) -> str:
    bare = median(found["bare view, one query"], "per_second")
    static = median(found["static file, nginx"], "per_second")
    lines = [
        "# Pages beside a bare view and a static file",
        "",
        ground.stamp("make bench PARTS=pages"),
        "",
        f"100 partners, {ACTIONS} actions; 16 connections, medians of {ROUNDS}",
        f"interleaved rounds of {SECONDS} s. Read the ratios, not the figures.",
        "",
        "| page | requests/s | p95 ms | of the bare view | of the static | errors |",
        "|---|---|---|---|---|---|",
    ]
    for name, each in found.items():
        rate = median(each, "per_second")
        lines.append(
            f"| {name} | {rate:,.0f} | {median(each, 'p95'):.1f} | {rate / bare:.2f} "
            f"| {rate / static:.4f} | {sum(one.failed for one in each)} |"
        )
    return "\n".join([*lines, "", *serving.raw(found)]) + "\n"
