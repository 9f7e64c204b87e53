"""Files that are drawn when they are first asked for, and kept on disk by digest.

The digest is that of everything that is on a file, so what lies under it never changes.
One file is drawn at a time, for drawing takes the processor that pages need. A folder
holds a bounded number of files; those that were not asked for longest make room.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Semaphore

from django.conf import settings

SECONDS_TO_WAIT = 5


class Busy(Exception):
    """Others are being drawn; ask again in a moment."""


@dataclass(slots=True)
class DrawnFiles:
    """A folder, named by its setting, of at most so many files of one ending."""

    setting: str
    ending: str
    most: int
    turn: Semaphore = field(default_factory=lambda: Semaphore(1))

    def get(self, digest: str, draw: Callable[[], bytes]) -> bytes:
        """Return a file from disk; draw it first if nobody has asked for it before.

        Raises Busy where others are drawn for longer than SECONDS_TO_WAIT.
        """
        place = self.folder / digest[:2] / f"{digest}{self.ending}"
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            content = self._in_turn(draw)
            self.keep(place, content)
        else:
            # What is asked for stays longest.
            os.utime(place)
        return content

    @property
    def folder(self) -> Path:
        return Path(getattr(settings, self.setting))

    def _in_turn(self, draw: Callable[[], bytes]) -> bytes:
        if not self.turn.acquire(timeout=SECONDS_TO_WAIT):
            raise Busy
        try:
            return draw()
        finally:
            self.turn.release()

    def keep(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        # Another process may read meanwhile: the file appears whole or not at all.
        with NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                Path(file.name).replace(place)
            except OSError:
                # A full disk must not be filled further with halves that nobody
                # removes.
                Path(file.name).unlink(missing_ok=True)
                raise
        self._make_room()

    def _make_room(self) -> None:
        """Remove the files that were not asked for longest, once there are too many."""
        kept = list(self.folder.glob(f"*/*{self.ending}"))
        if len(kept) <= self.most:
            return
        kept.sort(key=_asked_at)
        for each in kept[: len(kept) - self.most * 9 // 10]:
            each.unlink(missing_ok=True)


def _asked_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
