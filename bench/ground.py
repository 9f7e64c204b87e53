"""Where the bench works: its server, its settings, the proof that it keeps."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from accord.config.places import ROOT, VAR
from accord.config.postgres import Server

HERE = VAR / "bench"
PROOF = ROOT / "docs" / "proof"


@dataclass(frozen=True)
class Ground:
    """The bench's own PostgreSQL, which holds a database for each part and size."""

    server: Server

    def environment(self, database: str) -> dict[str, str]:
        """Return settings with which Accord works in one database."""
        return os.environ | {
            "DATABASE_URL": self.server.url(database),
            "ACCORD_VAR": str(HERE / "var"),
            "ACCORD_SECRET_KEY": "only for the bench, and long enough for every check",
            "ACCORD_HTTPS": "false",
            "ACCORD_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "accord.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def make_anew(self, database: str) -> None:
        """Make an empty database; what had its name is gone."""
        name = sql.Identifier(database)
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            admin.execute(sql.SQL("CREATE DATABASE {}").format(name))


@contextmanager
def prepared() -> Iterator[Ground]:
    HERE.mkdir(parents=True, exist_ok=True)
    server = Server(HERE / "postgres")
    with server.joined(print):
        yield Ground(server)


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def run_python(arguments: list[str], environment: dict[str, str]) -> None:
    run([sys.executable, *arguments], environment)


def stamp(command: str) -> str:
    """Return the line that says what was run, on which commit, when and on what."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.strip()
    return (
        f"`{command}` at {commit}, {time.strftime('%Y-%m-%d')}; "
        f"{os.cpu_count()} cores, shared by everything that is measured."
    )


def keep(name: str, report: str) -> None:
    """Print a report and keep it as proof."""
    sys.stdout.write(report)
    (PROOF / name).write_text(report, encoding="utf-8")


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def folder(name: str) -> Path:
    made = HERE / name
    made.mkdir(parents=True, exist_ok=True)
    return made
