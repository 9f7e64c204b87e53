"""A file of a snapshot, as everything that describes it knows it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class File:
    """How large it is, its SHA-256, and of a table how many rows it has.

    `longest` is the length of a table's longest row in bytes, while it is written.
    """

    name: str
    size: int
    sha256: str
    rows: int | None = None
    longest: int = 0


def measured(path: Path, *, rows: int | None = None) -> File:
    digest = hashlib.sha256()
    size = 0
    for piece in _pieces(path):
        digest.update(piece)
        size += len(piece)
    return File(path.name, size, digest.hexdigest(), rows)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
