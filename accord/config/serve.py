"""`accord serve` and `accord work`: the processes of a real installation."""

import argparse
import os
import sys

from accord.config import environment
from accord.config.places import ROOT
from accord.config.surroundings import Refused

THREADS = 8


def web(host: str, port: int, *, processes: int) -> list[str]:
    """Return the command of the web server."""
    return [
        sys.executable,
        *("-m", "granian", "accord.config.wsgi:application"),
        *("--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", str(THREADS)),
        *("--working-dir", str(ROOT)),
        "--respawn-failed-workers",
        "--no-ws",
    ]


def jobs() -> list[str]:
    """Return the command of the process that runs jobs."""
    return [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"]


def require_own_surroundings(command: str) -> None:
    for name in ("DATABASE_URL", "ACCORD_SECRET_KEY"):
        if not environment.text(name):
            sentence = (
                f"`accord {command}` needs {name}; docs/reference/settings.md tells "
                "what it holds. `accord demo` needs nothing."
            )
            raise Refused(sentence)


def run_web(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="accord serve", description="Serve the site from DATABASE_URL."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=environment.integer("PORT", 8000))
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="default: one a core"
    )
    options = parser.parse_args(arguments)
    require_own_surroundings("serve")
    become(web(options.host, options.port, processes=options.processes))
    return 1


def run_jobs(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="accord work", description="Run the jobs of DATABASE_URL."
    )
    parser.parse_args(arguments)
    require_own_surroundings("work")
    become(jobs())
    return 1


def become(command: list[str]) -> None:
    """Replace this process, so that signals reach the right one."""
    os.execv(command[0], command)  # noqa: S606 — a list of our own words, no shell
