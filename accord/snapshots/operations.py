"""Making a snapshot public, and taking old ones away."""

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accord.base import history
from accord.base.actor import Actor
from accord.snapshots import archive, csv_files, description, parquet, readme, storage
from accord.snapshots.description import About
from accord.snapshots.files import File, measured
from accord.snapshots.rows import all_rows
from accord.snapshots.storage import Snapshot
from accord.snapshots.tables import TABLES

SUMS = "SHA256SUMS"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotMade(Exception):
    """No snapshot was published; the sentence says why, and nothing is left behind."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The day's snapshot, whether it was made now, and which old ones are gone."""

    snapshot: Snapshot
    is_new: bool
    removed: tuple[str, ...]


def publish(*, by: Actor, at: datetime) -> Outcome:
    """Publish what is public at this moment under the day's permanent address.

    A day's snapshot never changes. When nothing has changed since, there is nothing
    to do; when something has, the new one gets the day and a number.
    """
    on = timezone.localdate(at)
    try:
        with storage.alone(), storage.half() as folder:
            snapshot, is_new = _publish(folder, by=by, on=on, at=at)
            return Outcome(snapshot, is_new, tuple(_remove_expired(by=by, on=on)))
    except storage.Busy as reason:
        raise NotMade("Another process is making a snapshot; wait for it.") from reason
    except OSError as reason:
        raise NotMade(_sentence(reason)) from reason


def _publish(
    folder: Path, *, by: Actor, on: date, at: datetime
) -> tuple[Snapshot, bool]:
    with _one_moment():
        tables = csv_files.write(folder, TABLES, all_rows(on))
        head = history.head()
    content = _digest(tables)
    before = storage.latest()
    if before is not None and before.day == on and before.content == content:
        return before, False
    about = About(storage.free_name(on), at, head)
    files = _written(folder, about, tables, content=content, on=on)
    for each in files:
        storage.share(folder, each, before)
    with transaction.atomic():
        snapshot = Snapshot(about.name, at, content, {}, {})
        packed = files[-1]
        history.record(
            snapshot,
            "published",
            by=by,
            on=on,
            after={"content": content, "sha256": packed.sha256, "bytes": packed.size},
        )
        return storage.reveal(folder, about.name), True


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is now until the end, whatever others write meanwhile.

    Inside a transaction of the caller, what that transaction sees.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _digest(tables: Iterable[File]) -> str:
    """Return what all rows come to, whatever the day and the address."""
    digest = hashlib.sha256()
    for each in sorted(tables, key=lambda one: one.name):
        digest.update(f"{each.sha256}  {each.name}\n".encode())
    return digest.hexdigest()


def _written(
    folder: Path, about: About, tables: list[File], *, content: str, on: date
) -> list[File]:
    """Write all that stands beside the tables; return every file, the archive last."""
    made = {each.name: each for each in tables}
    parquet.write(folder, TABLES, longest=max(each.longest for each in tables))
    for table in TABLES:
        rows = made[f"{table.name}.csv"].rows
        path = folder / f"{table.name}.parquet"
        made[path.name] = measured(path, rows=rows)
    head = {"count": about.head.count, "digest": about.head.digest}
    documents: dict[str, Any] = {
        "datapackage.json": description.data_package(about, made),
        "csv-metadata.json": description.csvw_group(about),
        "history-head.json": head,
    }
    for table in TABLES:
        documents[f"{table.name}.csv-metadata.json"] = description.csvw(about, table)
    for name, document in documents.items():
        made[name] = _put(folder, name, _json(document))
    for name, text in readme.pages(about, made).items():
        made[name] = _put(folder, name, text)
    sums = "".join(f"{made[name].sha256}  {name}\n" for name in sorted(made))
    made[SUMS] = _put(folder, SUMS, sums)
    packed = measured(archive.write(folder, f"accord-{about.name}.zip", made, on=on))
    made[f"{packed.name}.sha256"] = _put(
        folder, f"{packed.name}.sha256", f"{packed.sha256}  {packed.name}\n"
    )
    files = [*made.values(), packed]
    _put(folder, storage.SUMMARY, _json(_summary(about, files, content, head)))
    return files


def _summary(
    about: About, files: list[File], content: str, head: dict[str, Any]
) -> dict[str, Any]:
    return {
        "name": about.name,
        "address": about.address,
        "made_at": about.made_at.isoformat(timespec="seconds"),
        "licence": {"name": settings.LICENCE_NAME, "url": settings.LICENCE_URL},
        "content": content,
        "history": head,
        "files": [
            {"name": each.name, "bytes": each.size, "sha256": each.sha256}
            | ({} if each.rows is None else {"rows": each.rows})
            for each in files
        ],
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _put(folder: Path, name: str, text: str) -> File:
    path = folder / name
    path.write_text(text, "utf-8", newline="\n")
    return measured(path)


def _remove_expired(*, by: Actor, on: date) -> Iterator[str]:
    """Remove what is older than the setting says.

    The first of each month and the newest stay.
    """
    days = settings.SNAPSHOT_DAYS
    if not days:
        return
    names = storage.names()
    firsts = {each[:7]: each for each in names}
    for name in names[1:]:
        age = on - date.fromisoformat(name[:10])
        if age.days > days and name != firsts[name[:7]]:
            snapshot = storage.read(name)
            with transaction.atomic():
                history.record(snapshot, "removed", by=by, on=on)
                storage.remove(name)
            yield name


def _sentence(reason: OSError) -> str:
    folder = storage.folder()
    if reason.errno in _NO_ROOM:
        return (
            f"There is no room left in {folder}: free some, then run this again. "
            "Nothing was published."
        )
    return (
        f"{folder} could not be written: {reason.strerror or reason}. "
        "Nothing was published."
    )
