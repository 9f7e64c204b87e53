"""Serve pages on loopback and ask for them with wrk."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from accord.config.places import ROOT
from bench.ground import HERE

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
PORT = 8790


@dataclass(frozen=True)
class Measured:
    per_second: float
    p95: float
    failed: int


def need(*programs: str) -> None:
    for program in programs:
        if not shutil.which(program) and not Path(f"/usr/sbin/{program}").exists():
            sys.exit(f"The bench needs {program}: apt-get install {program}")


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


def median(each: list[Measured], what: str) -> float:
    return statistics.median(getattr(one, what) for one in each)


def raw(found: dict[str, list[Measured]]) -> list[str]:
    return [
        "Raw rounds (requests/s, p95 ms):",
        "",
        *(
            f"- {name}: "
            + "; ".join(f"{one.per_second:.1f}, {one.p95:.1f}" for one in each)
            for name, each in found.items()
        ),
    ]


@contextmanager
def granian(
    application: str, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve with two processes; yield the one that looks after them."""
    command = [
        *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", str(PORT), "--workers", "2", "--no-ws"),
        *("--blocking-threads", "4", "--log-level", "error", application),
    ]
    with running(command, environment) as process:
        yield process


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
def running(
    command: list[str], environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        wait_until_it_listens(process)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_until_it_listens(process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            sys.exit(f"{process.args!r} ended at once.")
        try:
            socket.create_connection(("127.0.0.1", PORT), 0.5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{process.args!r} does not listen.")
