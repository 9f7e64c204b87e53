"""Where snapshots lie: a folder each, which appears whole and never changes.

One is made under a name that nobody is served, and gets its own when it is complete;
renaming a folder cannot be seen half done. Files that are the same as in the snapshot
before share its place on the disk.
"""

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.snapshots.files import File

NAME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[1-9][0-9]*)?"
SUMMARY = "snapshot.json"
_HALF = ".making-"
_OLD = ".removing-"


class Busy(Exception):
    """Another process makes a snapshot at this moment."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot, as its own summary tells."""

    name: str
    made_at: datetime
    # The digest of all tables: the same on two days when nothing has changed.
    content: str
    history: dict[str, Any]
    files: dict[str, File]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.name[:10])

    @property
    def archive(self) -> File:
        return self.files[f"accord-{self.name}.zip"]

    @property
    def history_reference(self) -> str:
        return f"snapshot:{self.name}"

    def path_of(self, file: str) -> Path:
        return folder() / self.name / file


def folder() -> Path:
    return Path(settings.SNAPSHOTS_FOLDER)


def names() -> list[str]:
    """Return the names of all published snapshots, the newest first."""
    if not folder().is_dir():
        return []
    found = (each.name for each in folder().iterdir())
    return sorted(
        (each for each in found if re.fullmatch(NAME, each)), key=_order, reverse=True
    )


def _order(name: str) -> tuple[str, int]:
    return name[:10], int(name[11:] or 1)


def latest() -> Snapshot | None:
    return next(map(read, names()), None)


def find(name: str) -> Snapshot | None:
    """Return a published snapshot; None where there is none of that name."""
    if not re.fullmatch(NAME, name) or not (folder() / name).is_dir():
        return None
    return read(name)


def read(name: str) -> Snapshot:
    return _read(folder() / name)


@lru_cache(maxsize=64)
def _read(path: Path) -> Snapshot:
    """Read a summary once: a published snapshot never changes."""
    text = (path / SUMMARY).read_text("utf-8")
    told = json.loads(text)
    files = {
        each["name"]: File(
            each["name"], each["bytes"], each["sha256"], each.get("rows")
        )
        for each in told["files"]
    }
    return Snapshot(
        told["name"],
        datetime.fromisoformat(told["made_at"]),
        told["content"],
        told["history"],
        files,
    )


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time make or remove snapshots; tidy up after dead ones."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        for left in folder().iterdir():
            if left.name.startswith((_HALF, _OLD)):
                shutil.rmtree(left)
        yield


@contextmanager
def half() -> Iterator[Path]:
    """Yield a folder that nobody is served; afterwards, what is left is removed."""
    path = Path(tempfile.mkdtemp(prefix=_HALF, dir=folder()))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def free_name(day: date) -> str:
    """Return the day, with a number behind it where the day has a snapshot already."""
    taken = set(names())
    name, number = day.isoformat(), 1
    while name in taken:
        number += 1
        name = f"{day.isoformat()}-{number}"
    return name


def reveal(path: Path, name: str) -> Snapshot:
    """Give a complete snapshot its name, once its bytes are on the disk."""
    path.chmod(0o755)
    for each in path.iterdir():
        _flush(each)
    _flush(path)
    path.rename(folder() / name)
    _flush(folder())
    return read(name)


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def share(path: Path, file: File, before: Snapshot | None) -> None:
    """Let a file be the one of the snapshot before, where both are the same."""
    other = before.files.get(file.name) if before else None
    if before is None or other is None or other.sha256 != file.sha256:
        return
    linked = path / f"{file.name}.same"
    try:
        linked.hardlink_to(before.path_of(file.name))
    except OSError:
        # Some file systems know no second name for a file; a copy is as good.
        return
    linked.replace(path / file.name)


def remove(name: str) -> None:
    """Take a snapshot away at once, then free its room."""
    gone = folder() / f"{_OLD}{name}"
    (folder() / name).rename(gone)
    shutil.rmtree(gone)
    _read.cache_clear()
