"""A large file passes through in the memory of a small one."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tally.iati.tests.samples import SMALLEST

MEGABYTES = 50 if os.environ.get("ACCORD_TEST_COUNTS") == "full" else 4
# Reads a file made on the way, then prints the activities read or the code of the
# refusal, the growth of the peak in megabytes, and the seconds of computing.
PROGRAM = """
import io, resource, sys, time
from tally.iati import read
from tally.iati.codelists import codelist
from tally.iati.tests.{module} import {maker}

class Made(io.RawIOBase):
    def __init__(self, pieces):
        self.pieces = pieces
        self.rest = b""
    def read(self, size):
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        given, self.rest = self.rest[:size], self.rest[size:]
        return given

peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
began = time.process_time()
try:
    count = sum(1 for _ in read(Made({maker}(int(sys.argv[1]) * 1024 * 1024))))
except Exception as refused:
    count = getattr(refused, "code", repr(refused))
print(count, peak() - before, time.process_time() - began)
"""


def many_activities(size: int) -> Iterator[bytes]:
    yield b'<iati-activities version="2.03">'
    for number in range(size // len(SMALLEST)):
        yield SMALLEST.replace("XX-1-A", f"XX-1-{number}").encode()
    yield b"</iati-activities>"


def one_activity(size: int) -> Iterator[bytes]:
    head, tail = SMALLEST.split("<sector")
    paid = (
        b'<transaction><transaction-type code="3"/><transaction-date '
        b'iso-date="2026-01-02"/><value value-date="2026-01-02">7</value></transaction>'
    )
    yield b'<iati-activities version="2.03">' + head.encode()
    yield f"<sector{tail}".replace("</iati-activity>", "").encode()
    for _ in range(size // len(paid)):
        yield paid
    yield b"</iati-activity></iati-activities>"


def one_text(size: int) -> Iterator[bytes]:
    yield b'<iati-activities version="2.03"><iati-activity><title><narrative>'
    for _ in range(size // 1024):
        yield b"x" * 1024


def many_specks(size: int) -> Iterator[bytes]:
    yield b'<iati-activities version="2.03"><iati-activity><title>'
    for _ in range(size // 1024):
        yield b"<a/>" * 256


def outcome(maker: str, megabytes: int) -> tuple[str, int, float]:
    program = PROGRAM.format(module="test_memory", maker=maker)
    done = subprocess.run(
        [sys.executable, "-c", program, str(megabytes)],
        capture_output=True,
        text=True,
        check=True,
    )
    count, grown, seconds = done.stdout.split()
    return count, int(grown), float(seconds)


@pytest.mark.parametrize("maker", ["many_activities", "one_activity"])
def test_memory_does_not_grow_with_the_file(maker: str) -> None:
    count, grown, _ = outcome(maker, MEGABYTES)

    assert int(count) >= 1
    assert grown < 60


@pytest.mark.parametrize("maker", ["one_text", "many_specks"])
def test_an_endless_element_is_refused_before_it_fills_the_memory(maker: str) -> None:
    code, grown, seconds = outcome(maker, MEGABYTES)

    assert code == "element_too_large"
    assert grown < 100
    assert seconds < 1
