"""Where sent files of series lie until they are vintages, and the lines of changes."""

from accord.base.imports.storage import Line, Storage
from accord.observatory.models import SeriesFile

__all__ = ["STORAGE", "Line", "forget"]

STORAGE = Storage(SeriesFile, "series", ".sent")


def forget(sha256: str) -> None:
    """Remove sent bytes that no import waits for; a vintage holds a copy of its own."""
    waiting = SeriesFile.objects.filter(sha256=sha256, refusal={}, done_at=None)
    if not waiting.exists():
        STORAGE.path_of(sha256).unlink(missing_ok=True)
