"""What a newcomer types: `make demo` and `make test`."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEMO = [sys.executable, "-m", "accord.config.command", "demo"]
START_SECONDS = 180


def surroundings(var: Path) -> dict[str, str]:
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "ACCORD_POSTGRES_BIN")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "ACCORD_VAR": str(var),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(var: Path) -> list[str]:
    """Return the command lines of all processes that know this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(var).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@contextmanager
def demonstration(
    var: Path, *words: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    process = subprocess.Popen(
        [*DEMO, "--port", str(port), *words],
        env=surroundings(var),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    deadline = time.monotonic() + START_SECONDS
    try:
        while "Ctrl-C stops it." not in said:
            line = process.stdout.readline()
            assert line, said
            assert time.monotonic() < deadline, said
            said += line
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate(timeout=60)


def page(address: str) -> str:
    # The address of the demonstration that the test has started.
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
        return answer.read().decode()


def test_a_demonstration_starts_stops_and_keeps_its_data(tmp_path: Path):
    var = tmp_path
    with demonstration(var) as (process, address):
        assert '"ok"' in page(f"{address}healthz")
        for name in ("secret-key", "sign-ins.txt"):
            assert (var / "demo" / name).stat().st_mode & 0o777 == 0o600
        secret = (var / "demo" / "secret-key").read_text()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    assert process.returncode == 0
    assert processes_of(var) == []

    began = time.monotonic()
    with demonstration(var) as (process, address):
        took = time.monotonic() - began
        assert '"ok"' in page(f"{address}readyz")
        second = subprocess.run(
            [*DEMO, "--port", str(free_port())],
            env=surroundings(var),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)

    assert second.returncode == 1
    assert "already" in second.stderr
    assert (var / "demo" / "secret-key").read_text() == secret
    assert took < 60
    assert processes_of(var) == []


def test_a_taken_port_is_named(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = subprocess.run(
            [*DEMO, "--port", str(port)],
            env=surroundings(tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert answer.returncode == 1
    assert f"Port {port} cannot be used" in answer.stderr
    assert f"PORT={port + 1}" in answer.stderr


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("*.lock")))
def test_a_lock_names_hashes_and_no_address(name: str):
    text = (ROOT / name).read_text()
    pinned = re.findall(r"^[A-Za-z0-9_.-]+(?:\[.*\])?==", text, re.MULTILINE)

    assert "://" not in text
    assert pinned
    assert len(re.findall(r"\\\n\s+--hash=sha256:", text)) >= len(pinned)


def test_continuous_integration_calls_make_test_and_nothing_else():
    commands = [
        line
        for line in (ROOT / ".ci" / "run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]

    assert commands == ["exec make test"]


def test_make_help_tells_every_command():
    makefile = (ROOT / "Makefile").read_text()
    promised = {
        *("setup", "demo", "test", "prove", "bench", "lint", "format"),
        *("messages", "audit", "help"),
    }

    told = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))

    assert promised <= told
