"""Hostile files are refused at once, in little memory, and nothing else is read."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from tally.sdmx.reading.tests import hostile

# A file that reads the pipe would wait for ever, since nobody writes to it.
PATIENCE = 120
SECONDS = 1.0
MEGABYTES = 100


@contextmanager
def listening():
    """An address of this machine, and the connections made to it."""
    connections = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                connections.append(connection)
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/", connections
        finally:
            ended.set()
            thread.join()


def converted(folder) -> dict[str, tuple[str, float, int]]:
    done = subprocess.run(
        [sys.executable, "-m", hostile.__name__, str(folder)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {name: (code, float(s), int(mb)) for name, code, s, mb in lines}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    work = tmp_path_factory.mktemp("hostile")
    folder = work / "files"
    folder.mkdir()
    fifo = work / "pipe"
    os.mkfifo(fifo)
    with listening() as (address, connections):
        codes = hostile.write(folder, str(fifo), address)
        return codes, converted(folder), list(connections)


def test_each_is_refused_for_what_it_is(outcome):
    codes, found, _ = outcome

    assert {name: code for name, (code, _, _) in found.items()} == codes


def test_each_is_refused_at_once_and_in_little_memory(outcome):
    _, found, _ = outcome

    slow = {
        name: seconds for name, (_, seconds, _) in found.items() if seconds > SECONDS
    }
    assert not slow
    assert max(grown for _, _, grown in found.values()) < MEGABYTES


def test_nothing_on_the_network_is_read(outcome):
    assert outcome[2] == []


def test_a_schema_and_a_stylesheet_are_not_fetched(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    with listening() as (address, connections):
        located = hostile.GOOD.replace(
            "xmlns:m=", f'xsi:schemaLocation="{hostile.MESSAGE} {address}" xmlns:m=', 1
        )
        styled = f'<?xml-stylesheet href="{address}x.xsl"?>{located}'
        (folder / "message").write_text(styled, encoding="utf-8")
        found = converted(folder)

    assert found["message"][0] == "1"
    assert connections == []
