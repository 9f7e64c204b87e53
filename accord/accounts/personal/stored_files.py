"""Files that were sent or made: which belong to a row, and which name a person.

Every file lies in a folder of `MEDIA_ROOT`, under its digest or under the number of
its row.
"""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from accord.accounts.personal.striking import Identity
from accord.base.jobs import job

_CHUNK = 1024 * 1024
# More than this is no sheet of ours; imports refuse it on arrival.
_MOST_UNPACKED = 400 * 1024 * 1024


def of_rows(place: str, rows: models.QuerySet[Any]) -> set[str]:
    """Return the files of rows, but for those that other rows have as well.

    `place` is a folder and, in braces, the field with the digest: `papers/{digest}`;
    empty where rows have no files. What was worked out from a file lies beside it
    under the number of the row.
    """
    if not place:
        return set()
    folder, _separator, name = place.rpartition("/")
    digest = name.strip("{}")
    keys = list(rows.values_list("pk", flat=True))
    manager = rows.model._default_manager  # noqa: SLF001 - Django's public door
    digests = set(manager.filter(pk__in=keys).values_list(digest, flat=True)) - set(
        manager.exclude(pk__in=keys).values_list(digest, flat=True)
    )
    where = _root() / folder
    stored = [
        path
        for each in digests
        if each
        for path in (*where.glob(f"{each}*"), *where.glob(f"??/{each}*"))
    ]
    beside = [path for key in keys for path in where.glob(f"{key}.*.jsonl")]
    return {str(path.relative_to(_root())) for path in (*stored, *beside)}


def naming(identity: Identity) -> set[str]:
    """Return the files in which the person is named, packed sheets included.

    Words are found as they are written: not in pictures, nor in what a PDF packs.
    """
    wanted = identity.bytes_to_look_for
    return {
        str(path.relative_to(_root()))
        for path in all_files()
        if wanted and _names(path, wanted)
    }


def all_files() -> Iterator[Path]:
    return (path for path in sorted(_root().rglob("*")) if path.is_file())


def remove(files: Iterable[str]) -> None:
    """Remove files; those that are gone already are well."""
    root = _root().resolve()
    for each in files:
        path = (root / each).resolve()
        if path.is_relative_to(root):
            path.unlink(missing_ok=True)


@job("remove-files")
def remove_files(files: list[str]) -> None:
    remove(files)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _names(path: Path, wanted: list[bytes]) -> bool:
    with path.open("rb") as content:
        if _has(content, wanted):
            return True
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                return False
            return any(_member_has(packed, each, wanted) for each in packed.infolist())
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        # Broken, or locked with a password: nobody can read it here.
        return False


def _member_has(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, wanted: list[bytes]
) -> bool:
    with packed.open(member) as content:
        return _has(content, wanted)


def _has(content: Any, wanted: list[bytes]) -> bool:
    """Look for words in a stream, also where they lie across two pieces."""
    overlap = max(map(len, wanted))
    end = b""
    while chunk := content.read(_CHUNK):
        window = end + chunk.lower()
        if any(each in window for each in wanted):
            return True
        end = window[-overlap:]
    return False
