"""Restoring a backup into an empty place, and comparing what came with what was."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from accord.config.backup import archive, census, making, manifest, programs
from accord.config.backup.manifest import Manifest, Unusable

PARTIAL = ".restoring"


@dataclass(slots=True)
class _Reading:
    """What a first walk through a backup finds, compared with its manifest."""

    dump: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    told: bytes = b""

    def take(self, name: str, content: Iterator[bytes]) -> None:
        if name == making.MANIFEST:
            self.told = b"".join(content)
            return
        digest = sha256()
        for piece in content:
            digest.update(piece)
        if name.startswith(making.DUMP):
            self.dump.append(digest.hexdigest())
        else:
            self.files[name] = digest.hexdigest()


def verify(path: Path, keys: Sequence[Any]) -> Manifest:
    """Read a whole backup and return its manifest; raises `Unusable` if not whole."""
    if not path.is_file():
        message = f"There is no backup {path}."
        raise Unusable(message)
    reading = _Reading()
    archive.unseal(path, keys, reading.take)
    if not reading.told:
        message = f"{path} ends before its manifest. Take another backup."
        raise Unusable(message)
    told = manifest.read(reading.told)
    if (told.dump, told.files) != (reading.dump, reading.files):
        message = f"{path} does not hold what its manifest says. Take another backup."
        raise Unusable(message)
    return told


def restore(path: Path, keys: Sequence[Any]) -> Manifest:
    """Bring a backup into an empty database and empty folders, then compare all.

    The database comes in one transaction, the files by a rename at the end. Raises
    `Unusable` with what differs.
    """
    told = verify(path, keys)
    where = programs.address()
    folders = making.folders()
    with census.connect(where) as connection:
        present = census.tables_in(connection)
        server = connection.info.server_version // 10000
    if present:
        message = (
            f"The database {where['PGDATABASE']} holds {len(present)} tables already. "
            "A backup is restored into an empty one: make one with `createdb` and "
            "name it in DATABASE_URL."
        )
        raise Unusable(message)
    for folder in folders.values():
        if folder.is_dir() and any(folder.iterdir()):
            message = f"{folder} is not empty. Move it away, then restore again."
            raise Unusable(message)
    _bring(path, keys, where, server)
    for folder in folders.values():
        partial = folder.with_name(f"{folder.name}{PARTIAL}")
        if partial.is_dir():
            if folder.is_dir():
                folder.rmdir()
            partial.rename(folder)
    differences = compare(told)
    if differences:
        message = "What was restored differs: " + "; ".join(differences[:5])
        raise Unusable(message)
    return told


def compare(told: Manifest) -> list[str]:
    """Name what of this installation is not as the manifest says."""
    with census.connect(programs.address()) as connection:
        tables, head = census.count(connection), census.head(connection)
    found = [
        f"table {name} has {getattr(tables.get(name), 'rows', 'no')} rows that are not"
        f" the {getattr(told.tables.get(name), 'rows', 'no')} rows of the backup"
        for name in sorted(tables.keys() | told.tables.keys())
        if tables.get(name) != told.tables.get(name)
    ]
    if head != told.history:
        found.append(f"history ends at {head.count}, not at {told.history.count}")
    for name, digest in told.files.items():
        path = _place(name, making.folders())
        if not path.is_file() or _digest(path) != digest:
            found.append(f"{path} is not the file of the backup")
    return found


def missing_keys(told: Manifest) -> list[manifest.Key]:
    """Return the keys of the installation of the backup that are not here."""
    here = {(each.name, each.fingerprint) for each in making.keys_named()}
    return [each for each in told.keys if (each.name, each.fingerprint) not in here]


def _bring(path: Path, keys: Sequence[Any], where: dict[str, str], server: int) -> None:
    partial = {
        name: folder.with_name(f"{folder.name}{PARTIAL}")
        for name, folder in making.folders().items()
    }
    for folder in partial.values():
        # Of a restore that was stopped.
        if folder.exists():
            shutil.rmtree(folder)
    command = [
        programs.find("pg_restore", server=server),
        *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
        f"--dbname={where['PGDATABASE']}",
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=programs.surroundings(where),
    ) as bringing:
        if bringing.stdin is None or bringing.stderr is None:
            return
        dump: IO[bytes] = bringing.stdin

        def take(name: str, content: Iterator[bytes]) -> None:
            if name.startswith(making.DUMP):
                for piece in content:
                    dump.write(piece)
            elif name != making.MANIFEST:
                _write(_place(name, partial), content)

        try:
            archive.unseal(path, keys, take)
            dump.close()
        except BrokenPipeError:
            pass  # pg_restore has ended; it says why
        said = bringing.stderr.read().decode(errors="replace").strip()
    if bringing.returncode:
        message = f"pg_restore could not fill the database: {said}"
        raise Unusable(message)


def _place(name: str, folders: dict[str, Path]) -> Path:
    """Return where a file of the backup belongs; refuse a path that climbs out."""
    _files, folder, *parts = PurePosixPath(name).parts
    if folder not in folders or not parts or ".." in parts:
        message = f"The backup holds a file with the path {name!r}, which is nowhere."
        raise Unusable(message)
    return folders[folder].joinpath(*parts)


def _write(path: Path, content: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for piece in content:
            target.write(piece)


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()
