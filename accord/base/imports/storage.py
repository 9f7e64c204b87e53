"""Where sent files lie: under their digest, beside what was worked out from them."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

Line = dict[str, Any]
_CHUNK = 1024 * 1024


def sha256_of(source: Any) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def keep(folder: Path, chunks: Iterable[bytes], path_of: Callable[[str], Path]) -> str:
    """Write a file whole to the place of its digest in `folder`; return the digest.

    A full disk leaves nothing behind.
    """
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as arriving:
        try:
            for chunk in chunks:
                digest.update(chunk)
                arriving.write(chunk)
            arriving.flush()
            os.fsync(arriving.fileno())
        except OSError:
            # A full disk must not keep halves that no row speaks of.
            Path(arriving.name).unlink(missing_ok=True)
            raise
    Path(arriving.name).replace(path_of(digest.hexdigest()))
    return digest.hexdigest()


class Storage:
    """The folder of the files of one table of sent files.

    Beside a file lie its plan, what an import would do, and its outcome, what it did:
    one line a record.
    """

    PLAN, OUTCOME = "plan", "outcome"

    def __init__(self, model: type[models.Model], name: str, suffix: str) -> None:
        self._rows = model.objects  # type: ignore[attr-defined]
        self._name, self._suffix = name, suffix

    def folder(self) -> Path:
        found = Path(settings.MEDIA_ROOT) / self._name
        found.mkdir(parents=True, exist_ok=True, mode=0o700)
        return found

    def path_of(self, sha256: str) -> Path:
        return self.folder() / f"{sha256}{self._suffix}"

    def lines_path(self, file: models.Model, kind: str) -> Path:
        return self.folder() / f"{file.pk}.{kind}.jsonl"

    def keep(self, chunks: Iterable[bytes]) -> str:
        """Write a file to its place and return its digest; it is kept once."""
        return keep(self.folder(), chunks, self.path_of)

    def forget(self, sha256: str) -> None:
        """Remove a file that no row speaks of any longer, or that was refused."""
        if not self._rows.filter(sha256=sha256, refusal={}).exists():
            self.path_of(sha256).unlink(missing_ok=True)

    def is_whole(self, sha256: str) -> bool:
        """Say whether the bytes that lie there are still those of the digest."""
        try:
            with self.path_of(sha256).open("rb") as source:
                return sha256_of(source) == sha256
        except FileNotFoundError:
            return False

    @contextmanager
    def writing_lines(self, file: models.Model, kind: str) -> Iterator[Any]:
        """Yield a function that adds a line; the lines appear whole or not at all."""
        target = self.lines_path(file, kind)
        half = target.with_suffix(f".{os.getpid()}.half")
        try:
            with half.open("w", encoding="utf-8") as lines:
                yield lambda line: lines.write(
                    json.dumps(line, ensure_ascii=False) + "\n"
                )
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)

    def lines_of(self, file: models.Model, kind: str) -> Iterator[Line]:
        """Yield what was worked out, one record at a time."""
        with self.lines_path(file, kind).open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def cut(
        self, file: models.Model, kind: str, outcome: str, count: int
    ) -> "LinesOfFile":
        """Return the lines of an outcome ("" for all) so that a page can be cut."""
        return LinesOfFile(self, file, kind, outcome, count)


class LinesOfFile(Sequence[Line]):
    """The records of a file as a sequence, of which a page holds a few."""

    def __init__(
        self,
        storage: Storage,
        file: models.Model,
        kind: str,
        outcome: str,
        count: int,
    ) -> None:
        self._storage, self._file = storage, file
        self._kind, self._outcome, self._count = kind, outcome, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, wanted: Any) -> Any:
        """Return a slice; nothing asks for a single line."""
        found = []
        for position, line in enumerate(self._matching()):
            if position >= wanted.stop:
                break
            if position >= wanted.start:
                found.append(line)
        return found

    def _matching(self) -> Iterator[Line]:
        for line in self._storage.lines_of(self._file, self._kind):
            if not self._outcome or line["outcome"] == self._outcome:
                yield line
