"""The restore drill: what a backup holds is what comes back, or it is refused."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pyrage
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from accord.accounts.models import Person
from accord.base import history
from accord.config.backup import archive, commands, making, nightly, restoring
from accord.config.backup.manifest import Unusable
from tests import cast
from tests.databases import pointed_at

KEY = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())


@pytest.fixture
def empty_database(sample_name: str, database_server: str) -> Iterator[str]:
    name = f"{sample_name}_restored"
    with psycopg.connect(database_server, dbname="postgres", autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield name
        admin.execute(
            sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        )


@pytest.fixture
def places(tmp_path: Path, settings: Any) -> SimpleNamespace:
    """Give the installation folders with a few files, and another one without."""
    there = SimpleNamespace(before=tmp_path / "before", after=tmp_path / "after")
    settings.MEDIA_ROOT = there.before / "files"
    settings.OBSERVATORY_FOLDER = there.before / "observatory"
    settings.SNAPSHOTS_FOLDER = there.before / "snapshots"
    for number, folder in enumerate(making.folders().values()):
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "é ñ.bin").write_bytes(secrets.token_bytes(number * 70_000))
        (folder / "deep" / ".half").write_bytes(b"being written")
    return there


def move_to(folder: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = folder / "files"
    settings.OBSERVATORY_FOLDER = folder / "observatory"
    settings.SNAPSHOTS_FOLDER = folder / "snapshots"


def test_what_was_backed_up_comes_back_and_nothing_else(
    sample_name: str,
    empty_database: str,
    places: SimpleNamespace,
    settings: Any,
    django_db_blocker: Any,
    tmp_path: Path,
):
    backup = tmp_path / "one.age"
    with django_db_blocker.unblock():
        with pointed_at(sample_name):
            made = making.make(backup, [PUBLIC])
            head = history.head()
        move_to(places.after, settings)
        with pointed_at(empty_database):
            told = restoring.restore(backup, [KEY])

            assert told.tables == made.manifest.tables
            assert told.tables["partners_partner"].rows > 90
            assert sorted(told.files) == [
                f"files/{name}/deep/é ñ.bin" for name in sorted(making.folders())
            ]
            assert history.verify().broken is None
            assert history.head() == head
            assert not list(places.after.rglob(".half"))

            # Into a place that is not empty nothing is restored.
            with pytest.raises(Unusable, match="already"):
                restoring.restore(backup, [KEY])

            # A single value that moved is named.
            with connection.cursor() as cursor:
                cursor.execute("UPDATE partners_partner SET version = version + 1")
            (places.after / "files" / "deep" / "é ñ.bin").write_bytes(b"another")
            differences = restoring.compare(told)
            assert cast.signed_in("focal-point").get("/en/").status_code == 200

            # Whoever was erased since the backup is erased again.
            reader = Person.objects.get(email=cast.address_of("reader"))
            listed = tmp_path / "erasures.jsonl"
            line = {
                "reference": "ERA-2025-0001",
                "pseudonym": reader.public_id,
                "addresses": [],
                "erased_at": cast.SNAPSHOT.isoformat(),
            }
            listed.write_text(json.dumps(line) + "\n")
            assert commands._erase_again(listed) == [reader.public_id]
            assert not Person.objects.filter(email=reader.email).exists()
            assert commands._erase_again(tmp_path / "nowhere") == []
    assert [each.split(" has ")[0].split("/")[-1] for each in differences] == [
        "table partners_partner",
        "é ñ.bin is not the file of the backup",
    ]


def sealed(path: Path, pieces: dict[str, bytes]) -> None:
    with (
        path.open("wb") as target,
        archive.sealing(target, archive.recipients([PUBLIC])) as tar,
    ):
        for name, content in pieces.items():
            archive.add(tar, name, content)


def test_a_flipped_byte_is_always_noticed(tmp_path: Path, counts: str):
    whole = tmp_path / "whole.age"
    sealed(whole, {"database/000000": secrets.token_bytes(150_000), "b": b"end"})
    good = whole.read_bytes()
    archive.unseal(whole, [KEY], lambda _name, content: list(content))
    bad = tmp_path / "bad.age"
    step = 37 if counts == "full" else 2_003
    places = [*range(0, len(good), step), *range(0, 300, 7), len(good) - 1]
    unnoticed = []
    for place in places:
        content = bytearray(good)
        content[place] ^= 1 << (place % 8)
        bad.write_bytes(content)
        try:
            archive.unseal(bad, [KEY], lambda _name, content: list(content))
        except Unusable:
            continue
        unnoticed.append(place)
    assert not unnoticed
    for length in range(0, len(good), len(good) // 23):
        bad.write_bytes(good[:length])
        with pytest.raises(Unusable):
            restoring.verify(bad, [KEY])


def test_a_backup_that_lacks_something_is_refused(tmp_path: Path):
    no_manifest = tmp_path / "none.age"
    sealed(no_manifest, {"database/000000": b"x"})
    with pytest.raises(Unusable, match="ends before its manifest"):
        restoring.verify(no_manifest, [KEY])

    told = {
        "made_at": "",
        "accord": "",
        "server": "18",
        "tables": {},
        "keys": [],
        "dump": [],
        "files": {},
        "gone": [],
        "format": 1,
        "history": {"count": 0, "digest": "", "unsealed": 0},
    }
    changed = tmp_path / "changed.age"
    sealed(
        changed,
        {"files/media/a": b"x", making.MANIFEST: json.dumps(told).encode()},
    )
    with pytest.raises(Unusable, match="does not hold what its manifest says"):
        restoring.verify(changed, [KEY])

    later = tmp_path / "later.age"
    sealed(later, {making.MANIFEST: json.dumps({**told, "format": 2}).encode()})
    with pytest.raises(Unusable, match="format 2"):
        restoring.verify(later, [KEY])

    with pytest.raises(Unusable, match="private key is another"):
        restoring.verify(changed, [pyrage.x25519.Identity.generate()])


def test_what_a_backup_needs_is_said(tmp_path: Path):
    with pytest.raises(Unusable, match="for whom"):
        making.make(tmp_path / "a.age", [])
    with pytest.raises(Unusable, match="begins with age1"):
        making.make(tmp_path / "a.age", ["somebody"])
    (tmp_path / "a.age").write_bytes(b"")
    with pytest.raises(Unusable, match="never written over"):
        making.make(tmp_path / "a.age", [PUBLIC])
    (tmp_path / "key").write_text("# nothing\n")
    with pytest.raises(Unusable, match="AGE-SECRET-KEY"):
        archive.identities(tmp_path / "key")
    with pytest.raises(Unusable, match="nowhere"):
        restoring._place("files/media/../../etc/passwd", making.folders())


def test_the_newest_backups_are_kept(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    settings.BACKUP_FOLDER, settings.BACKUPS_KEPT = str(tmp_path / "b"), 2
    monkeypatch.setattr(making, "make", lambda path, _keys: path.write_bytes(b"x"))
    for day in (1, 2, 3):
        nightly.make(cast.SNAPSHOT.replace(day=day))
    assert [path.name for path in sorted((tmp_path / "b").iterdir())] == [
        "accord-2025-06-02T120000Z.age",
        "accord-2025-06-03T120000Z.age",
    ]
    settings.BACKUP_FOLDER = ""
    assert nightly.make(cast.SNAPSHOT) is None


@pytest.mark.full
def test_the_drill_from_command_to_command(tmp_path: Path):
    """Back up, be killed, back up, restore on another server, compare."""
    key = tmp_path / "key.txt"
    key.write_text(f"{KEY}\n")

    def accord(var: str, *words: str) -> subprocess.Popen[str]:
        surroundings = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ACCORD_", "DATABASE_URL", "DJANGO_"))
        }
        bin_ = os.environ.get("ACCORD_POSTGRES_BIN")
        return subprocess.Popen(
            [sys.executable, "-m", "accord.config.command", *words],
            env={
                **surroundings,
                **({"ACCORD_POSTGRES_BIN": bin_} if bin_ else {}),
                "ACCORD_VAR": str(tmp_path / var),
            },
            cwd=settings.ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def said(process: subprocess.Popen[str]) -> Any:
        words, _nothing = process.communicate(timeout=600)
        assert process.returncode == 0, words
        return json.loads(words) if words.startswith("{") else words

    said(accord("a", "load", "sample"))
    target = tmp_path / "drill.age"
    arguments = ("backup", str(target), "--recipient", PUBLIC, "--format", "json")
    for wait in (1.5, 2.0, 2.5):
        process = accord("a", *arguments)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        # Killed, it has left nothing that could be taken for a backup.
        if target.exists():
            restoring.verify(target, [KEY])
            target.unlink()
    made = said(accord("a", *arguments))
    restore = ("restore", str(target), "--identity", str(key), "--format", "json")
    began = time.monotonic()
    restored = said(accord("b", *restore))
    assert time.monotonic() - began < 15 * 60
    assert {**made, "path": "", "bytes": 0} == {
        **{
            name: value
            for name, value in restored.items()
            if name not in {"keys_missing", "erased_again"}
        },
        "path": "",
        "bytes": 0,
    }
    head = "{count}:{digest}".format(**made["history"])
    assert "History holds" in said(accord("b", "check", "history", "--head", head))
