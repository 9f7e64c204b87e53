"""Making a backup: one moment of the database, then every file."""

import fcntl
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tarfile import TarFile
from typing import Any

import psycopg
from django.conf import settings

from accord import __version__
from accord.config.backup import archive, census, programs
from accord.config.backup.manifest import Key, Manifest, Unusable

MANIFEST = "manifest.json"
DUMP = "database/"
FILES = "files/"
# A dump goes in pieces: how long it becomes is not known when it begins.
_PIECE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    size: int
    manifest: Manifest


def folders() -> dict[str, Path]:
    """Return the folders of files that cannot be made again, by their names."""
    return {
        "media": Path(settings.MEDIA_ROOT),
        "observatory": Path(settings.OBSERVATORY_FOLDER),
        "snapshots": Path(settings.SNAPSHOTS_FOLDER),
    }


def keys_named() -> list[Key]:
    """Name the keys of this installation; none of them is in a backup."""
    secrets = {
        "ACCORD_SECRET_KEY": (
            settings.SECRET_KEY,
            "links that were mailed, sessions; without it both end",
        ),
        "ACCORD_DKIM_KEY": (settings.DKIM_KEY, "the signature under each mail"),
    }
    return [
        Key(name, purpose, sha256(f"accord:{name}:{secret}".encode()).hexdigest()[:16])
        for name, (secret, purpose) in secrets.items()
        if secret
    ]


def make(target: Path, public_keys: Sequence[str]) -> Made:
    """Write a backup to `target`, whole or not at all.

    Raises `Unusable` without a recipient or where there is a file already, and
    `Unavailable` where the database or its programs do not answer.
    """
    recipients = archive.recipients(public_keys)
    if not recipients:
        message = (
            "Say for whom the backup is sealed: --recipient age1…, or "
            "ACCORD_BACKUP_RECIPIENTS. `age-keygen` makes a pair of keys."
        )
        raise Unusable(message)
    if target.exists():
        message = f"{target} exists already; a backup is never written over."
        raise Unusable(message)
    part = target.with_name(f".{target.name}.part")
    # Nothing of one that was stopped stays: it is written over.
    with open(part, "ab", opener=_private) as sealed:
        try:
            fcntl.flock(sealed, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as reason:
            message = f"Another backup is being written to {target}."
            raise Unusable(message) from reason
        try:
            sealed.truncate(0)
            manifest = _write(sealed, recipients)
            sealed.flush()
            os.fsync(sealed.fileno())
            part.rename(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return Made(target, target.stat().st_size, manifest)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(sealed: Any, recipients: Sequence[Any]) -> Manifest:
    where = programs.address()
    with census.connect(where) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = row[0] if row else ""
        server = connection.info.server_version // 10000
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            accord=__version__,
            server=str(server),
            tables=census.count(connection),
            history=census.head(connection),
            keys=keys_named(),
        )
        with archive.sealing(sealed, recipients) as tar:
            for number, piece in enumerate(_dump(where, snapshot, server)):
                name = f"{DUMP}{number:06}"
                manifest.dump.append(archive.add(tar, name, piece))
            _add_files(tar, manifest)
            archive.add(tar, MANIFEST, manifest.to_json())
    return manifest


def _dump(where: dict[str, str], snapshot: str, server: int) -> Iterator[bytes]:
    """Yield what pg_dump writes of the moment that `snapshot` names."""
    command = [
        programs.find("pg_dump", server=server),
        *("--format=custom", "--no-owner", "--no-privileges"),
        f"--snapshot={snapshot}",
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=programs.surroundings(where),
    ) as dumping:
        if dumping.stdout is None or dumping.stderr is None:
            return
        try:
            while piece := dumping.stdout.read(_PIECE):
                yield piece
        except GeneratorExit:
            dumping.kill()
            raise
        said = dumping.stderr.read().decode(errors="replace").strip()
    if dumping.returncode:
        message = f"pg_dump could not read the database: {said}"
        raise Unusable(message)


def _add_files(tar: TarFile, manifest: Manifest) -> None:
    for folder, root in folders().items():
        for path in sorted(each for each in root.rglob("*") if _is_to_keep(each)):
            name = f"{FILES}{folder}/{path.relative_to(root).as_posix()}"
            try:
                source = path.open("rb")
            except FileNotFoundError:
                manifest.gone.append(name)
                continue
            with source:
                size = os.fstat(source.fileno()).st_size
                manifest.files[name] = archive.add_file(tar, name, source, size)


def _is_to_keep(path: Path) -> bool:
    """Leave out what is being written: such files begin with a dot, or lie so."""
    with suppress(OSError):
        return (
            not path.is_symlink()
            and path.is_file()
            and not any(part.startswith(".") for part in path.parts[-2:])
        )
    return False
