"""Where sent files lie: under their digest, beside what was worked out from them."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.actions.models import ImportFile

# "plan" is what an import would do, "outcome" what it did; one line an activity.
PLAN, OUTCOME = "plan", "outcome"
Line = dict[str, Any]


def folder() -> Path:
    found = Path(settings.MEDIA_ROOT) / "imports"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def path_of(sha256: str) -> Path:
    return folder() / f"{sha256}.xml"


def lines_path(file: ImportFile, kind: str) -> Path:
    return folder() / f"{file.pk}.{kind}.jsonl"


def keep(chunks: Iterable[bytes]) -> str:
    """Write a file to its place and return its digest; the same file is kept once."""
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder(), delete=False) as arriving:
        for chunk in chunks:
            digest.update(chunk)
            arriving.write(chunk)
        arriving.flush()
        os.fsync(arriving.fileno())
    Path(arriving.name).replace(path_of(digest.hexdigest()))
    return digest.hexdigest()


def forget(sha256: str) -> None:
    """Remove a file that no row speaks of any longer, or that was refused."""
    if not ImportFile.objects.filter(sha256=sha256, refusal={}).exists():
        path_of(sha256).unlink(missing_ok=True)


@contextmanager
def writing_lines(file: ImportFile, kind: str) -> Iterator[Any]:
    """Yield a function that adds a line; the lines appear whole or not at all."""
    target = lines_path(file, kind)
    half = target.with_suffix(f".{os.getpid()}.half")
    try:
        with half.open("w", encoding="utf-8") as lines:
            yield lambda line: lines.write(json.dumps(line, ensure_ascii=False) + "\n")
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def lines_of(file: ImportFile, kind: str) -> Iterator[Line]:
    """Yield what was worked out, one activity at a time."""
    with lines_path(file, kind).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
