"""Measure pages beside a bare view and a static file, in one run, as ratios."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from accord.config.places import ROOT, VAR
from accord.config.postgres import Server

ACTIONS = int(os.environ.get("BENCH_ACTIONS", "10000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
PORT = 8790
HERE = VAR / "bench"
PROOF = ROOT / "docs" / "proof" / "bench.md"
PAGES = {
    "home": "/en/",
    "directory": "/en/partners/",
    "actions": "/en/actions/",
    "action": "/en/actions/{action}/",
    "country": "/en/countries/SEN/",
}


@dataclass(frozen=True)
class Measured:
    per_second: float
    p95: float
    failed: int


def main() -> int:
    for program in ("wrk", "nginx"):
        if not shutil.which(program) and not Path(f"/usr/sbin/{program}").exists():
            sys.exit(f"The bench needs {program}: apt-get install {program}")
    HERE.mkdir(parents=True, exist_ok=True)
    with Server(HERE / "postgres").joined(print) as url:
        environment = os.environ | {
            "DATABASE_URL": url,
            "ACCORD_VAR": str(HERE / "var"),
            "ACCORD_SECRET_KEY": "only for the bench, and long enough for every check",
            "ACCORD_HTTPS": "false",
            "ACCORD_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "accord.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        action = prepare(environment)
        report = describe(measure(environment, action))
    sys.stdout.write(report)
    PROOF.write_text(report)
    return 0


def prepare(environment: dict[str, str]) -> str:
    """Fill the database once; return the reference of an action to ask for."""
    ready = HERE / f"filled-{ACTIONS}"
    if not ready.exists():
        print(f"Filling a database with {ACTIONS} actions (about a minute)")
        run([sys.executable, "bench/fill.py", str(ACTIONS)], environment)
        run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
            environment,
        )
        ready.touch()
    return "ACT-2025-10042"


def measure(environment: dict[str, str], action: str) -> dict[str, list[Measured]]:
    found: dict[str, list[Measured]] = defaultdict(list)
    for round_number in range(1, ROUNDS + 1):
        print(f"Round {round_number} of {ROUNDS}")
        with nginx():
            found["static file, nginx"].append(ask("/page.html"))
        with granian("bench.bare:application", environment):
            found["bare view, one query"].append(ask("/"))
        with granian("accord.config.wsgi:application", environment):
            for name, path in PAGES.items():
                found[name].append(ask(path.format(action=action)))
            for name, path in PAGES.items():
                found[f"{name}, made anew"].append(
                    ask(path.format(action=action), "Cookie: bench=1")
                )
    return found


def ask(path: str, header: str = "Accept: text/html") -> Measured:
    """Ask one address from 16 connections; the first seconds are not counted.

    With a cookie, a page is never answered from the page cache.
    """
    address = f"http://127.0.0.1:{PORT}{path}"
    urllib.request.urlopen(address, timeout=60).read()
    subprocess.run(
        ["wrk", "-t1", "-c16", "-d2s", "-H", header, address],
        capture_output=True,
        check=True,
    )
    script = HERE / "p95.lua"
    script.write_text(
        "done = function(summary, latency, requests)\n"
        '  io.write(string.format("p95 %f\\n", latency:percentile(95) / 1000))\n'
        "end\n"
    )
    output = subprocess.run(
        [
            *("wrk", "-t1", "-c16", f"-d{SECONDS}s", "--timeout", "20s"),
            *("-H", header, "-s", str(script), address),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    return Measured(
        float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]),
        float(re.search(r"p95 ([\d.]+)", output)[1]),
        int(failed[1]) if failed else 0,
    )


def describe(found: dict[str, list[Measured]]) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    bare = median(found["bare view, one query"], "per_second")
    static = median(found["static file, nginx"], "per_second")
    lines = [
        "# Pages beside a bare view and a static file",
        "",
        f"`make bench` at {commit}, {time.strftime('%Y-%m-%d')}.",
        f"100 partners, {ACTIONS} actions, {os.cpu_count()} cores shared by server,",
        f"database and wrk; 16 connections, medians of {ROUNDS} interleaved rounds of",
        f"{SECONDS} s. Read the ratios, not the figures.",
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
    lines += ["", "Raw rounds (requests/s, p95 ms):", ""]
    lines += [
        f"- {name}: "
        + "; ".join(f"{one.per_second:.1f}, {one.p95:.1f}" for one in each)
        for name, each in found.items()
    ]
    return "\n".join(lines) + "\n"


def median(each: list[Measured], what: str) -> float:
    return statistics.median(getattr(one, what) for one in each)


@contextmanager
def granian(application: str, environment: dict[str, str]) -> Iterator[None]:
    command = [
        *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", str(PORT), "--workers", "2", "--no-ws"),
        *("--blocking-threads", "4", "--log-level", "error", application),
    ]
    with running(command, environment):
        yield


@contextmanager
def nginx() -> Iterator[None]:
    (HERE / "page.html").write_text("x" * 20_000)
    configuration = HERE / "nginx.conf"
    temporary = "\n".join(
        f"{kind}_temp_path {HERE}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    owner = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(
        f"worker_processes 2; daemon off; pid {HERE}/nginx.pid; {owner}\n"
        f"error_log {HERE}/nginx.log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{PORT}; root {HERE}; }} }}\n"
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with running([program, "-c", str(configuration)], dict(os.environ)):
        yield


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        wait_until_it_listens(process)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_until_it_listens(process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            sys.exit(f"{process.args} ended at once.")
        try:
            socket.create_connection(("127.0.0.1", PORT), 0.5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{process.args} does not listen.")


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
