"""A snapshot appears whole, never changes, and holds nothing that is not public."""

import csv
import errno
import hashlib
import json
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from accord.actions import projection
from accord.actions.models import Action
from accord.actions.tests.factories import make_action
from accord.base import history
from accord.base.models import Entry
from accord.snapshots import csv_files, operations, parquet, storage
from accord.snapshots.tables import TABLES
from accord.snapshots.tests.conftest import NOON, TODAY, publish


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
    }


def test_every_file_is_there_and_is_what_the_checksums_say(snapshot, folder):
    found = digests(folder / "2026-06-01")

    promised = {each.name: each.sha256 for each in snapshot.files.values()}
    assert found == promised | {"snapshot.json": found["snapshot.json"]}
    for kind in ("csv", "csv-metadata.json", "parquet"):
        kinds = {name.partition(".")[2]: name for name in found}
        assert kind in kinds
    for table in TABLES:
        assert {f"{table.name}.csv", f"{table.name}.parquet"} <= set(found)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=folder / "2026-06-01",
        check=False,
    )
    assert checked.returncode == 0


def test_rows_are_those_of_the_projection(snapshot, records, folder):
    [told, _withdrawn] = projection.project(
        list(Action.objects.published().order_by("pk")), on=TODAY
    )

    place = folder / snapshot.name
    [row, other] = rows(place, "actions")
    assert row["reference"] == told["reference"]
    assert row["title"] == told["title"]["fr"]
    assert row["summary"] == "  espaces  "
    assert row["budget"] == told["budget"] == "1234567890123456.70"
    assert row["lead"] == told["lead"]["reference"]
    assert row["updated_at"] == told["updated_at"]
    assert row["sample"] == "false"
    assert other["stage"] == "withdrawn"
    words = {
        each["language"]: each["title"]
        for each in rows(place, "action_texts")
        if each["action"] == told["reference"]
    }
    assert words == told["title"]
    for name in ("countries", "areas", "challenges", "targets", "groups"):
        codes = [list(each.values())[1] for each in rows(place, f"action_{name}")]
        assert codes == told[name] != []
    [part] = rows(place, "action_partners")
    assert part["role"] == told["partners"][0]["role"]
    [number] = rows(place, "action_identifiers")
    assert number["value"] == "XM-1-a,b"


def test_partners_that_left_and_withdrawn_actions_are_in_it(snapshot, folder):
    place = folder / snapshot.name

    assert [each["left_on"] for each in rows(place, "partners")] == ["2026-03-01", ""]
    reasons = [each["withdrawal_reason"] for each in rows(place, "action_texts")]
    assert "It was not funded." in reasons


def test_nothing_that_is_not_public_is_in_any_file(snapshot, folder):
    for path in (folder / snapshot.name).iterdir():
        content = path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                content = b"".join(packed.read(each) for each in packed.namelist())
        assert b"canary" not in content.lower(), path.name
        assert b"@" not in content or path.suffix in {".parquet", ".zip", ".json"}


def test_the_archive_holds_everything_and_the_same_bytes(snapshot, folder):
    place = folder / snapshot.name
    with zipfile.ZipFile(place / snapshot.archive.name) as packed:
        assert packed.testzip() is None
        names = {name.partition("/")[2] for name in packed.namelist()}
        inside = {
            name: hashlib.sha256(packed.read(f"accord-2026-06-01/{name}")).hexdigest()
            for name in names
        }

    beside = {snapshot.archive.name, f"{snapshot.archive.name}.sha256", "snapshot.json"}
    assert inside == {
        name: digest for name, digest in digests(place).items() if name not in beside
    }


def test_a_second_run_of_the_day_changes_nothing(snapshot, folder):
    before = digests(folder / snapshot.name)

    outcome = publish(NOON + timedelta(hours=3))

    assert not outcome.is_new
    assert outcome.snapshot.name == "2026-06-01"
    assert digests(folder / snapshot.name) == before
    assert storage.names() == ["2026-06-01"]
    assert Entry.objects.filter(subject="snapshot:2026-06-01").count() == 1


def test_other_content_on_the_same_day_gets_a_number(snapshot, folder):
    before = digests(folder / snapshot.name)
    make_action()

    names = [publish(NOON + timedelta(hours=1)).snapshot.name]
    make_action()
    names.append(publish(NOON + timedelta(hours=2)).snapshot.name)

    assert names == ["2026-06-01-2", "2026-06-01-3"]
    assert storage.names() == [*reversed(names), "2026-06-01"]
    assert digests(folder / snapshot.name) == before


def test_every_day_has_its_own_and_shares_what_is_the_same(snapshot, folder):
    outcome = publish(NOON + timedelta(days=1))

    assert outcome.is_new
    assert outcome.snapshot.name == "2026-06-02"
    assert outcome.snapshot.content == snapshot.content
    shared = [
        (folder / day / "countries.parquet").stat().st_ino
        for day in ("2026-06-01", "2026-06-02")
    ]
    assert shared[0] == shared[1]


def test_the_history_holds_the_digest(snapshot):
    history.seal()
    entry = Entry.objects.get(subject="snapshot:2026-06-01")

    assert entry.verb == "published"
    assert entry.after["content"] == snapshot.content
    assert entry.after["sha256"] == snapshot.archive.sha256
    assert history.verify().broken is None


def test_the_head_of_the_history_is_in_it(records, folder):
    history.seal()
    head = history.head()

    publish()

    place = folder / "2026-06-01"
    told = {"count": head.count, "digest": head.digest}
    assert head.count > 0
    assert json.loads((place / "history-head.json").read_text()) == told
    assert json.loads((place / "datapackage.json").read_text())["history"] == told


def test_old_ones_go_apart_from_the_first_of_a_month(snapshot, settings):
    for days in (1, 2, 29, 30, 31):
        publish(NOON + timedelta(days=days))
    settings.SNAPSHOT_DAYS = 10

    outcome = publish(NOON + timedelta(days=40))

    assert outcome.removed == ("2026-06-30", "2026-06-03", "2026-06-02")
    assert storage.names() == ["2026-07-11", "2026-07-02", "2026-07-01", "2026-06-01"]
    assert Entry.objects.filter(subject="snapshot:2026-06-30", verb="removed").exists()


def test_without_a_setting_none_goes(snapshot):
    outcome = publish(NOON + timedelta(days=4000))

    assert outcome.removed == ()
    assert len(storage.names()) == 2


def test_a_full_disk_leaves_nothing_behind(records, folder, monkeypatch):
    whole = csv_files._Counted.write_bytes

    def full(file: csv_files._Counted, data: bytes) -> None:
        if file.size > 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(file, data)

    monkeypatch.setattr(csv_files._Counted, "write_bytes", full)
    with pytest.raises(operations.NotMade, match="no room left"):
        publish()

    assert left_in(folder) == []
    assert not Entry.objects.filter(subject__startswith="snapshot:").exists()


def test_parquet_that_cannot_be_written_leaves_nothing_behind(
    records, folder, monkeypatch
):
    monkeypatch.setitem(parquet._TYPES, "string", "NONSENSE")

    with pytest.raises(operations.NotMade, match="NONSENSE"):
        publish()

    assert left_in(folder) == []


def test_a_half_one_of_a_killed_process_is_never_seen_and_goes(records, folder):
    folder.mkdir()
    half = folder / ".making-x"
    half.mkdir()
    (half / "actions.csv").write_text("half")

    assert storage.names() == []
    publish()

    assert left_in(folder) == ["2026-06-01"]


def test_a_publication_that_is_rolled_back_is_not_there(records, folder, monkeypatch):
    def refuse(*_words, **_named):
        raise OSError(errno.EIO, "the disk is gone")

    monkeypatch.setattr(storage, "reveal", refuse)
    with pytest.raises(operations.NotMade, match="the disk is gone"):
        publish()

    assert left_in(folder) == []
    assert not Entry.objects.filter(subject__startswith="snapshot:").exists()


def test_two_at_once_are_refused(records):
    with storage.alone(), pytest.raises(operations.NotMade, match="Another process"):
        publish()


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name != ".lock")
