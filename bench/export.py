"""Measure exports of many rows: first byte, whole time, memory; beside COPY."""

import http.client
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import ground, pages
from bench.ground import Ground
from bench.serving import PORT, granian

ROWS = (10_000, 100_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
ADDRESSES = {
    "CSV": "/en/actions.csv",
    "JSON": "/en/actions.json",
    "XLSX": "/en/actions.xlsx",
}
# A workbook holds no more; beyond it the answer is to take CSV.
MOST_IN_A_WORKBOOK = 20_000
PEER = "PostgreSQL COPY, CSV"
CHUNK = 65_536
MEGABYTE = 2**20
# The same rows, with what they are linked to, as one statement.
COPIED = """
COPY (
    SELECT reference, kind, title->>'original',
        title->'texts'->'en'->>'text', title->'texts'->'fr'->>'text',
        title->'texts'->'es'->>'text', summary->'texts'->'en'->>'text',
        summary->'texts'->'fr'->>'text', summary->'texts'->'es'->>'text',
        (SELECT slug FROM partners_partner WHERE id = lead_id),
        (SELECT string_agg(slug || ': ' || role, '; ')
            FROM actions_participation JOIN partners_partner AS partner
            ON partner.id = partner_id WHERE action_id = action.id),
        (SELECT string_agg(iso3, '; ') FROM actions_action_countries
            JOIN atlas_country AS c ON c.iso3 = country_id
            WHERE action_id = action.id),
        (SELECT string_agg(code, '; ') FROM actions_action_areas
            JOIN atlas_area AS c ON c.id = area_id WHERE action_id = action.id),
        (SELECT string_agg(code, '; ') FROM actions_action_challenges
            JOIN atlas_challenge AS c ON c.id = challenge_id
            WHERE action_id = action.id),
        (SELECT string_agg(code, '; ') FROM actions_action_targets
            JOIN atlas_target AS c ON c.id = target_id WHERE action_id = action.id),
        (SELECT string_agg(code, '; ') FROM actions_action_groups
            JOIN atlas_targetgroup AS c ON c.id = targetgroup_id
            WHERE action_id = action.id),
        starts_on, ends_on, budget, currency, published_on
    FROM actions_action AS action WHERE published_on IS NOT NULL
) TO STDOUT WITH (FORMAT csv)
"""


@dataclass(frozen=True)
class Taken:
    first: float
    whole: float
    megabytes: float
    # What the process that answered had at most, above what it had before.
    memory: float


def measure(at: Ground) -> None:
    found = {rows: taken(at, rows) for rows in ROWS}
    ground.keep("export.md", describe(found))


def taken(at: Ground, rows: int) -> dict[str, list[Taken]]:
    environment = pages.filled(at, rows)
    addresses = {
        name: address
        for name, address in ADDRESSES.items()
        if name != "XLSX" or rows <= MOST_IN_A_WORKBOOK
    }
    found: dict[str, list[Taken]] = {name: [] for name in (PEER, *addresses)}
    with granian("accord.config.wsgi:application", environment) as server:
        for address in addresses.values():
            # The code is loaded; what follows is the export's own memory.
            download(f"{address}?country=PRK")
        for round_number in range(1, ROUNDS + 1):
            print(f"Export of {rows:,} rows, round {round_number} of {ROUNDS}")
            found[PEER].append(copied(environment["DATABASE_URL"]))
            for name, address in addresses.items():
                found[name].append(exported(address, server.pid))
    return found


def copied(url: str) -> Taken:
    began = time.perf_counter()
    first, size = 0.0, 0
    with (
        psycopg.connect(url) as connection,
        connection.cursor() as cursor,
        cursor.copy(COPIED) as rows,
    ):
        for block in rows:
            first = first or time.perf_counter() - began
            size += len(block)
    return Taken(first, time.perf_counter() - began, size / MEGABYTE, 0)


def exported(address: str, server: int) -> Taken:
    processes = [Memory(each) for each in family(server)]
    first, whole, size = download(address)
    return Taken(first, whole, size / MEGABYTE, max(each.growth for each in processes))


def download(address: str) -> tuple[float, float, int]:
    """Return seconds to the first byte of the body and to the last, and the size."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}.")
    size = len(answer.read(1))
    first = time.perf_counter() - began
    while block := answer.read(CHUNK):
        size += len(block)
    return first, time.perf_counter() - began, size


class Memory:
    """The memory of a process from now on, as the kernel counts it, in megabytes."""

    def __init__(self, process: int) -> None:
        self.folder = Path(f"/proc/{process}")
        # Five: begin to count the peak anew.
        (self.folder / "clear_refs").write_text("5")
        self.before = self._kilobytes("VmRSS")

    @property
    def growth(self) -> float:
        return (self._kilobytes("VmHWM") - self.before) / 1024

    def _kilobytes(self, name: str) -> int:
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
        return 0


def family(process: int) -> list[int]:
    """Return a process and those that it started, and they in turn."""
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += family(int(child))
    return found


def describe(found: dict[int, dict[str, list[Taken]]]) -> str:
    lines = [
        "# Exports beside PostgreSQL's COPY",
        "",
        ground.stamp("make bench PARTS=export"),
        "",
        f"Every action of the list, in turn over {ROUNDS} rounds; medians. Memory is",
        "the most that the process which answered held above what it held before: it",
        "must not grow with the rows. COPY is one statement over the same rows.",
        "",
        "| rows | what | first byte s | whole s | MB | rows/s | of COPY | memory MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rows, each in found.items():
        peer = middle(each[PEER], "whole")
        for name, rounds in each.items():
            whole = middle(rounds, "whole")
            memory = f"{max(one.memory for one in rounds):.0f}" if name != PEER else "–"
            lines.append(
                f"| {rows:,} | {name} | {middle(rounds, 'first'):.2f} | {whole:.1f} "
                f"| {middle(rounds, 'megabytes'):.1f} | {rows / whole:,.0f} "
                f"| {whole / peer:.1f} | {memory} |"
            )
    lines += ["", "Raw rounds (first byte s, whole s, MB, memory MB):", ""]
    lines += [
        f"- {rows:,}, {name}: "
        + "; ".join(
            f"{one.first:.3f}, {one.whole:.2f}, {one.megabytes:.2f}, {one.memory:.1f}"
            for one in rounds
        )
        for rows, each in found.items()
        for name, rounds in each.items()
    ]
    return "\n".join(lines) + "\n"


def middle(rounds: list[Taken], what: str) -> float:
    return statistics.median(getattr(one, what) for one in rounds)
