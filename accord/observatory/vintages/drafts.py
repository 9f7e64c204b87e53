"""A vintage in the making: a folder that no reader is sent to, and what it holds.

A draft is made in a folder that only its process holds, so that what a killed one left
is known and removed. The draft of a sent file waits for agreement under the number of
the file. To be kept, a draft takes its place beside the vintages by one rename.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any

from django.utils.translation import gettext_noop

from accord.base.imports.storage import sha256_of
from accord.base.imports.tables import Refused
from accord.observatory import store
from accord.observatory.models import Source
from accord.observatory.models.vintages import LONGEST_CODE
from accord.observatory.vintages import corrections, sources
from tally.series import FileRefused, Limits, Report, convert

OBSERVATIONS, SUMMARY, SOURCE = "observations.parquet", "vintage.json", "source"
_MAKING, _PENDING, _GONE, _CLAIM = ".making-", ".pending-", ".gone-", ".claim-"
NO_ROOM = gettext_noop(
    "There is no room left on the disk for the file and what it becomes. Nothing was"
    " kept; free some room, then import it again."
)
TOO_LONG = gettext_noop(
    "The file names a series by more than {limit} characters (“{found}”); give it a"
    " shorter code."
)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CHUNK = 1024 * 1024
_LONGEST_NAME = 200

# Called with the step that begins; whatever it raises stops the conversion.
Watch = Callable[[str], None]
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file would become, as plain values that can be kept.

    `sha256` is of the file, `tidy_sha256` of the Parquet with its corrections. A guard
    in `tripped` stops the draft from becoming a vintage. `rules` is what the
    corrections were when it was made.
    """

    source: str
    file_name: str
    sha256: str
    size: int
    tidy_sha256: str
    layout: str
    read: int
    stored: int
    refused: int
    refusals: Sequence[Told] = field(default_factory=list)
    series: Sequence[Told] = field(default_factory=list)
    notes: Sequence[Told] = field(default_factory=list)
    corrections: Sequence[Told] = field(default_factory=list)
    tripped: Sequence[Told] = field(default_factory=list)
    rules: str = ""

    def to_json(self) -> Told:
        return asdict(self)

    @property
    def content_hash(self) -> str:
        """What tells a vintage from all others: its source and its tidy bytes."""
        words = f"{self.source}\n{self.tidy_sha256}\n"
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def codes(self) -> list[str]:
        return [each["code"] for each in self.series]


@contextmanager
def making() -> Iterator[Path]:
    """Yield a new folder for a draft; afterwards, what is left of it is removed."""
    with _alone():
        path = Path(tempfile.mkdtemp(prefix=_MAKING, dir=_root()))
        holder = os.open(path, os.O_RDONLY)
        fcntl.flock(holder, fcntl.LOCK_EX)
    try:
        with with_room():
            yield path
    finally:
        os.close(holder)
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def with_room() -> Iterator[None]:
    """Say in a sentence that the disk is full, whoever finds out."""
    # A large library; whoever makes a draft needs it in any case.
    import duckdb  # noqa: PLC0415

    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise Refused(NO_ROOM) from error
    except duckdb.IOException as error:
        raise Refused(NO_ROOM) from error


def write(
    folder: Path,
    path: Path,
    *,
    name: str,
    source: Source | None = None,
    limits: Limits | None = None,
    watch: Watch | None = None,
) -> tuple[Draft, Source]:
    """Copy a file into a draft's folder, convert the copy, and say its source.

    Without a source, the file tells as far as it can. Raises `Refused` where it cannot
    be read.
    """
    kept = folder / SOURCE / fit_name(name)
    kept.parent.mkdir()
    size, sha256 = _copied(path, kept)
    converted = folder / "converted.parquet"
    try:
        report = convert(kept, converted, limits=limits, watch=watch)
    except FileRefused as refused:
        raise Refused(refused.reason.template, dict(refused.reason.values)) from refused
    told = told_of(report)
    codes = [each["code"] for each in told["series"]]
    for each in codes:
        if len(each) > LONGEST_CODE:
            raise Refused(TOO_LONG, {"found": f"{each[:60]}…", "limit": LONGEST_CODE})
    source = source or sources.of(report.layout, codes)
    guarded = corrections.apply(converted, folder / OBSERVATIONS, source, codes)
    with (folder / OBSERVATIONS).open("rb") as tidy:
        tidy_sha256 = sha256_of(tidy)
    draft = Draft(
        source=source.code,
        file_name=kept.name,
        sha256=sha256,
        size=size,
        tidy_sha256=tidy_sha256,
        corrections=guarded.applied,
        tripped=guarded.tripped,
        rules=guarded.rules,
        **told,
    )
    return draft, source


def told_of(report: Report) -> Told:
    """Return what a conversion says, as plain values."""
    return {
        "layout": report.layout,
        "read": report.read,
        "stored": report.stored,
        "refused": report.refused_count,
        "refusals": [
            {
                "row": each.row,
                "column": storable(each.column),
                "value": storable(each.value),
                "template": each.reason.template,
                "values": _storable(each.reason.values),
            }
            for each in report.refused
        ],
        "series": [
            {
                "code": each.code,
                "name": storable(each.name),
                "rows": each.rows,
                "first": each.first,
                "last": each.last,
            }
            for each in report.series
        ],
        "notes": [
            {"template": each.template, "values": _storable(each.values)}
            for each in report.notes
        ],
    }


def storable(text: str) -> str:
    """Return a text of a file without what PostgreSQL cannot keep."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def _storable(values: Mapping[str, str | int]) -> dict[str, str | int]:
    return {
        name: storable(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def fit_name(name: str) -> str:
    """Return the last part of a file's name, fit to be one in our folders."""
    bare = "".join(each for each in PurePath(name).name if each.isprintable())
    bare = storable(bare).lstrip(".") or "file"
    if bare in {OBSERVATIONS, SUMMARY}:
        bare = f"source-{bare}"
    while len(bare.encode()) > _LONGEST_NAME:
        bare = bare[1:]
    return bare


def _copied(path: Path, target: Path) -> tuple[int, str]:
    """Copy a file and return its size and digest, both of what was written."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as given, target.open("wb") as copy:
        while chunk := given.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            copy.write(chunk)
    return size, digest.hexdigest()


# -- the draft of a sent file ----------------------------------------------------------


def pending(number: int) -> Path:
    """Return where the draft of a sent file waits."""
    return _root() / f"{_PENDING}{number}"


def let_wait(folder: Path, number: int) -> None:
    """Let a draft wait for agreement, in place of what waited there before."""
    forget(number)
    folder.rename(pending(number))


def forget(number: int) -> None:
    """Remove the draft of a sent file that nobody waits for any longer."""
    _remove(pending(number))


# -- beside the vintages ---------------------------------------------------------------


def reveal(folder: Path, content_hash: str, *, owner: str) -> None:
    """Give a draft its place among the vintages, once its bytes are on the disk.

    Until `settle`, a claim says that the vintage may still come to nothing. `owner` is
    the database whose transaction decides. What lies there already holds the same.
    """
    for each in sorted(folder.rglob("*"), reverse=True):
        each.chmod(0o755 if each.is_dir() else 0o444)
        _flush(each)
    folder.chmod(0o755)
    _flush(folder)
    _claim(content_hash).write_text(owner)
    target = store.vintage_folder(content_hash)
    _remove(target)
    folder.rename(target)
    _flush(target.parent)


def settle(content_hash: str) -> None:
    """Take the claim back: the vintage has its row, or its folder is gone."""
    _claim(content_hash).unlink(missing_ok=True)


def unsettled(owner: str) -> list[str]:
    """Return the content hashes that killed imports of a database left claims on.

    Its caller holds the lock under which drafts of that database become vintages.
    """
    return [
        each.name.removeprefix(_CLAIM)
        for each in _root().glob(f"{_CLAIM}*")
        if each.read_text() == owner
    ]


def give_up(content_hash: str) -> None:
    """Remove the folder of a vintage that has no row."""
    _remove(store.vintage_folder(content_hash))
    settle(content_hash)


def tidy() -> None:
    """Remove drafts of processes that were killed, and what they did not free."""
    with _alone():
        for each in list(_root().iterdir()):
            if each.name.startswith(_MAKING):
                _remove_if_dead(each)
            elif each.name.startswith(_GONE):
                _remove(each)


def _claim(content_hash: str) -> Path:
    return _root() / f"{_CLAIM}{content_hash}"


def _remove_if_dead(path: Path) -> None:
    try:
        holder = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(holder)


def _remove(path: Path) -> None:
    """Take a folder away at once, then free its room."""
    if not path.exists():
        return
    if not path.name.startswith(_GONE):
        gone = Path(tempfile.mkdtemp(prefix=_GONE, dir=_root()))
        path = path.rename(gone / path.name).parent
    shutil.rmtree(path, ignore_errors=True)


def _root() -> Path:
    found = store.vintage_folder("").resolve()
    found.mkdir(parents=True, exist_ok=True)
    return found


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time begin a draft or tidy up."""
    with (_root() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
