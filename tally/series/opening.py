"""A file as it was handed in, made plain: unpacked, in UTF-8, without surprises.

What cannot be a table of figures is refused here, before any parser sees it. The file
itself is never changed; what has to be rewritten is written into the work folder.
"""

import codecs
import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tally.reasons import Reason
from tally.series.model import MEGABYTE, Limits
from tally.series.reasons import reason, refuse

CHUNK = 1 << 18
START = 1 << 18
# How much of the end is searched for blank lines.
LAST = 4096
# How much is unpacked before the ratio is judged: short tables of one value pack well.
JUDGED_FROM = 64 * MEGABYTE

GZIP = b"\x1f\x8b"
ARCHIVES = {
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!": "RAR",
}
NO_TEXT = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"PAR1": "Parquet",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite format 3": "SQLite",
    b"RDX": "R",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file made plain."""

    path: Path
    # Its first part, decoded, and whether that is the whole.
    start: str
    is_whole: bool
    # XML or JSON, which are handed on as they are, in their own encoding.
    is_markup: bool
    # Lines of text, not counting blank ones at the end; 0 for markup.
    lines: int = 0
    # Has other ends of lines than \n and \r\n, or control characters.
    is_irregular: bool = False
    remarks: tuple[Reason, ...] = field(default_factory=tuple)


def opened(
    path: Path, work: Path, limits: Limits, watch: Watch | None = None
) -> Opened:
    """Make the file plain, or raise `FileRefused`."""
    with path.open("rb") as file:
        start = file.read(START)
    if start.startswith(GZIP):
        path = _unpacked(path, work / "unpacked", limits)
        with path.open("rb") as file:
            start = file.read(START)
        if start.startswith(GZIP) or _among(start, ARCHIVES):
            raise refuse("packed_twice")
    _check_kind(start)
    size = path.stat().st_size
    if size > limits.unpacked:
        raise refuse("too_large", limit=limits.unpacked // MEGABYTE)
    encoding = next((name for mark, name in MARKS if start.startswith(mark)), "utf-8")
    text = start.decode(encoding, errors="replace").lstrip("\ufeff")
    if text.lstrip()[:1] in ("<", "{", "["):
        return Opened(path, text, size <= START, is_markup=True)
    remarks: tuple[Reason, ...] = ()
    if encoding.startswith(("utf-16", "utf-32")):
        path = _transcoded(path, work / "transcoded", encoding)
        remarks = (reason("read_as", encoding=encoding.upper()),)
    scan = _Scan(limits)
    if not scan.read(path, watch):
        # No character of it is written as in UTF-8: an older encoding of the West.
        path = _transcoded(path, work / "transcoded", "cp1252")
        remarks = (reason("read_as", encoding="Windows-1252"),)
        scan = _Scan(limits)
        scan.read(path, watch)
    with path.open("rb") as file:
        start = file.read(START)
    return Opened(
        path,
        start.decode("utf-8-sig", errors="ignore"),
        path.stat().st_size <= START,
        is_markup=False,
        lines=scan.lines,
        is_irregular=scan.is_irregular,
        remarks=remarks,
    )


def _check_kind(start: bytes) -> None:
    if not start:
        raise refuse("empty")
    if kind := _among(start, ARCHIVES):
        raise refuse("archive", format=kind)
    if kind := _among(start, NO_TEXT):
        raise refuse("not_text", format=kind)


def _among(start: bytes, marks: dict[bytes, str]) -> str | None:
    return next((name for mark, name in marks.items() if start.startswith(mark)), None)


def _unpacked(path: Path, to: Path, limits: Limits) -> Path:
    packed = path.stat().st_size
    most = min(limits.unpacked, max(JUDGED_FROM, packed * limits.packed_times))
    written = 0
    try:
        with gzip.open(path) as file, to.open("wb") as out:
            while chunk := file.read(CHUNK):
                written += len(chunk)
                if written > most:
                    if most == limits.unpacked:
                        raise refuse("too_large", limit=most // MEGABYTE)
                    raise refuse("packed_too_much", limit=limits.packed_times)
                out.write(chunk)
    except (EOFError, OSError, zlib.error) as broken:
        raise refuse("packed_broken", detail=broken) from None
    return to


def _transcoded(path: Path, to: Path, encoding: str) -> Path:
    with (
        path.open(encoding=encoding, newline="") as file,
        to.open("w", encoding="utf-8", newline="") as out,
    ):
        line = 1
        try:
            while text := file.read(CHUNK):
                out.write(text.removeprefix("\ufeff"))
                line += text.count("\n")
        except UnicodeError:
            raise refuse("encoding_broken", line=line, encoding=encoding) from None
    return to


class _Scan:
    """One pass over the bytes of a text: lines, NUL, encoding, the longest line."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lines = 0
        self.is_irregular = False

    def read(self, path: Path, watch: Watch | None) -> bool:
        """Whether it is UTF-8; False when no character beyond ASCII is written so."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        beyond = False
        place = unfinished = ends = returns = 0
        tail = b""
        for chunk in _chunks(path):
            if b"\0" in chunk:
                raise refuse("nul", place=place + chunk.index(b"\0") + 1)
            if not chunk.isascii() or decoder.getstate()[0]:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as broken:
                    if beyond or _is_mixed(chunk, broken):
                        line = ends + chunk.count(b"\n", 0, broken.start) + 1
                        raise refuse(
                            "encoding_broken", line=line, encoding="UTF-8"
                        ) from None
                    return False
                beyond = True
            ends += chunk.count(b"\n")
            if b"\r" in chunk:
                returns += chunk.count(b"\r") - chunk.count(b"\r\n")
            # A \r\n may lie across two chunks.
            returns -= tail.endswith(b"\r") and chunk.startswith(b"\n")
            unfinished = self._longest(chunk, unfinished, ends)
            self.is_irregular = self.is_irregular or b"\x01" in chunk
            place += len(chunk)
            tail = chunk if len(chunk) > LAST else (tail + chunk)[-LAST:]
            if watch is not None:
                watch(place)
        if decoder.getstate()[0] and not beyond:
            return False
        tail = tail[-LAST:]
        blank = tail[len(tail.rstrip(b"\r\n")) :].count(b"\n")
        self.lines = ends - blank + 1
        self.is_irregular = self.is_irregular or returns != 0
        return True

    def _longest(self, chunk: bytes, unfinished: int, ends: int) -> int:
        """The length of the line that the chunk leaves unfinished.

        A line inside one chunk is shorter than the limit, which is longer than a chunk.
        """
        first = chunk.find(b"\n")
        longest = unfinished + (len(chunk) if first < 0 else first)
        if longest > self.limits.line:
            line = ends - chunk.count(b"\n") + 1
            raise refuse("line_too_long", line=line, limit=self.limits.line)
        return longest if first < 0 else len(chunk) - chunk.rfind(b"\n") - 1


def _is_mixed(chunk: bytes, broken: UnicodeDecodeError) -> bool:
    """Whether other characters of the chunk are written as in UTF-8."""
    return not chunk[: broken.start].isascii()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def linked(path: Path, work: Path) -> Path:
    """The same file under a name that cannot be taken for a pattern of names."""
    to = work / "input"
    os.symlink(path.resolve(), to)  # noqa: PTH211
    return to
