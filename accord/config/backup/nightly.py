"""The backup of the night, for installations that have said where and for whom."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from accord.config.backup import making


def name_of(at: datetime) -> str:
    return f"accord-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.age"


def make(at: datetime) -> making.Made | None:
    """Make one, then remove those beyond the newest that are kept.

    Nothing is removed before the new one is whole.
    """
    if not settings.BACKUP_FOLDER:
        return None
    folder = Path(settings.BACKUP_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = making.make(folder / name_of(at), settings.BACKUP_RECIPIENTS)
    older = sorted(folder.glob("accord-*.age"), reverse=True)
    for path in older[max(settings.BACKUPS_KEPT, 1) :]:
        path.unlink()
    return made
