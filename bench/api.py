"""Measure the API beside a bare view, in one run, as ratios."""

import urllib.request
from collections import defaultdict

from bench import ground, pages, serving
from bench.ground import Ground
from bench.serving import PORT, ROUNDS, SECONDS, Measured, ask, granian, median

BARE = "bare view, one query, twenty rows"
LIST = "/api/v1/actions?limit=20"
RECORD = f"/api/v1/actions/{pages.ACTION}"
ADDRESSES = {
    "list, twenty actions": LIST,
    "list, filtered": "/api/v1/actions?limit=20&country=SEN&area=1",
    "list, a hundred actions": "/api/v1/actions?limit=100",
    "record": RECORD,
}


def measure(at: Ground) -> None:
    serving.need("wrk")
    # Nobody may ask so often; what is measured is the answer, not the refusal.
    environment = pages.filled(at) | {"ACCORD_API_LIMIT": "0"}
    found: dict[str, list[Measured]] = defaultdict(list)
    for round_number in range(1, ROUNDS + 1):
        print(f"API, round {round_number} of {ROUNDS}")
        with granian("bench.bare:application", environment):
            found[BARE].append(ask("/"))
        with granian("accord.config.wsgi:application", environment):
            for name, path in ADDRESSES.items():
                found[name].append(ask(path, "Accept: application/json"))
            for name, path in (("list", LIST), ("record", RECORD)):
                known = f"If-None-Match: {etag(path)}"
                found[f"{name}, not modified"].append(ask(path, known))
    ground.keep("api.md", describe(found))


def etag(path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=60) as answer:
        return str(answer.headers["ETag"])


def describe(found: dict[str, list[Measured]]) -> str:
    bare = median(found[BARE], "per_second")
    lines = [
        "# The API beside a bare view",
        "",
        ground.stamp("make bench PARTS=api"),
        "",
        f"{pages.ACTIONS:,} actions; 16 connections, medians of {ROUNDS} interleaved",
        f"rounds of {SECONDS} s. Read the ratios, not the figures.",
        "",
        "| answer | requests/s | p95 ms | of the bare view | errors |",
        "|---|---|---|---|---|",
    ]
    for name, each in found.items():
        rate = median(each, "per_second")
        lines.append(
            f"| {name} | {rate:,.0f} | {median(each, 'p95'):.1f} | {rate / bare:.2f} "
            f"| {sum(one.failed for one in each)} |"
        )
    return "\n".join([*lines, "", *serving.raw(found)]) + "\n"
