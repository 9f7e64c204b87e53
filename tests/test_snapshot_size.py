"""However much there is, a snapshot of it is made in little memory, or not at all."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.databases import sample_database

ROOT = Path(__file__).resolve().parents[1]
ACTIONS = {"small": 2_000, "full": 100_000}
MEGABYTES = 150
COMMAND = [sys.executable, "-m", "accord.config.command", "export", "snapshot"]
# Every published action of the sample again and again, with all that belongs to it.
MULTIPLIED = """
    CREATE TEMPORARY TABLE copies AS
    SELECT
        row_number() OVER (ORDER BY series.n, action.id) + 1000000 AS id,
        action.id AS original
    FROM generate_series(1, %(rounds)s) AS series (n)
    CROSS JOIN actions_action AS action
    WHERE action.published_on IS NOT NULL
    LIMIT %(count)s;

    INSERT INTO actions_action (
        id, reference, kind, title, summary, lead_id, starts_on, ends_on, budget,
        currency, created_on, published_on, withdrawn_on, withdrawal_reason,
        is_sample, sort_title, search_key, version
    )
    SELECT
        copies.id, 'ACT-2030-' || copies.id, kind, title, summary, lead_id, starts_on,
        ends_on, budget, currency, created_on, published_on, withdrawn_on,
        withdrawal_reason, is_sample, sort_title, search_key, version
    FROM copies
    JOIN actions_action AS action ON action.id = copies.original;
"""
RELATION = """
    INSERT INTO {table} (action_id, {columns})
    SELECT copies.id, {columns}
    FROM copies
    JOIN {table} AS relation ON relation.action_id = copies.original
"""
RELATIONS = {
    "actions_participation": "partner_id, role",
    "actions_action_countries": "country_id",
    "actions_action_areas": "area_id",
    "actions_action_challenges": "challenge_id",
    "actions_action_targets": "target_id",
    "actions_action_groups": "targetgroup_id",
}


@pytest.fixture
def crowded(
    database_server: str, worker: str, django_db_setup: None, django_db_blocker, counts
) -> Iterator[str]:
    """Return the address of a sample coalition with very many actions."""
    with (
        django_db_blocker.unblock(),
        sample_database(database_server, worker=f"{worker}_crowded") as name,
    ):
        with psycopg.connect(database_server, dbname=name) as connection:
            cursor = psycopg.ClientCursor(connection)
            count = ACTIONS[counts]
            cursor.execute(MULTIPLIED, {"rounds": count // 50, "count": count})
            for table, columns in RELATIONS.items():
                cursor.execute(RELATION.format(table=table, columns=columns))
        yield _address(database_server, name)


def _address(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def surroundings(address: str, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": address,
        "ACCORD_SECRET_KEY": "for a test " * 6,
        "ACCORD_HTTPS": "false",
        "ACCORD_VAR": str(folder),
    }


def test_a_snapshot_of_very_many_actions_takes_little_memory(crowded, tmp_path, counts):
    command = [sys.executable, "-c", MEASURED, *COMMAND[2:], "--format", "json"]

    answer = subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings(crowded, tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )

    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["rows"]["actions"] > ACTIONS[counts]
    *_others, peak = answer.stderr.strip().splitlines()
    assert int(peak) / 1024 <= MEGABYTES


# Runs the command, and tells on standard error the most memory it took.
MEASURED = """
import re, sys
from pathlib import Path
sys.argv = sys.argv[1:]
from accord.config.command import main
code = main()
# Not ru_maxrss, which begins with what the process weighed that started this one.
status = Path("/proc/self/status").read_text()
print(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1], file=sys.stderr)
sys.exit(code)
"""


def test_one_that_is_killed_leaves_nothing_that_is_served(crowded, tmp_path):
    folder = tmp_path / "snapshots"
    process = subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env=surroundings(crowded, tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not half_made(folder):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert half_made(folder)
    assert not [each for each in folder.iterdir() if each.name.startswith("20")]
    again = subprocess.run(
        COMMAND,
        cwd=ROOT,
        env=surroundings(crowded, tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert again.returncode == 0, again.stderr
    assert not half_made(folder)


def test_a_disk_without_room_leaves_nothing_that_is_served(crowded, tmp_path):
    folder = tmp_path / "snapshots"
    # No file may grow beyond 100,000 bytes: as on a disk that is full.
    command = f"ulimit -f 100; exec {' '.join(COMMAND)}"

    answer = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=surroundings(crowded, tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    assert answer.returncode == 1
    assert "no room left" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert [each.name for each in folder.iterdir()] == [".lock"]


def half_made(folder: Path) -> bool:
    return folder.is_dir() and any(
        any(each.iterdir())
        for each in folder.iterdir()
        if each.name.startswith(".making-")
    )
