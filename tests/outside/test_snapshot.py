"""Readers of Data Package, CSV on the Web and Parquet take a snapshot as it is."""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accord.base.actor import Actor
from accord.snapshots import operations
from accord.snapshots.rows import all_rows
from accord.snapshots.tables import TABLES
from tests.outside.programs import python, run, script, told

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TYPES = {
    "string": "VARCHAR",
    "uri": "VARCHAR",
    "integer": "INTEGER",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
    "boolean": "BOOLEAN",
}


@pytest.fixture
def published(address: str, settings, tmp_path: Path) -> str:
    """Publish a snapshot on the server that is asked; return its address."""
    settings.SNAPSHOTS_FOLDER = tmp_path / "snapshots"
    with transaction.atomic():
        outcome = operations.publish(by=Actor.anonymous(), at=NOON)
        transaction.set_rollback(True)
    return f"{address}/data/{outcome.snapshot.name}/"


@pytest.fixture
def folder(published: str, settings) -> Path:
    return settings.SNAPSHOTS_FOLDER / "2026-06-01"


def test_frictionless_finds_a_whole_package_at_its_address(published):
    answer = run(
        python("frictionless"), "validate", "--json", f"{published}datapackage.json"
    )

    assert answer.returncode == 0, told(answer)
    report = json.loads(answer.stdout)
    assert report["valid"]
    assert len(report["tasks"]) == len(TABLES)
    assert report["stats"]["errors"] == 0


def test_frictionless_counts_as_many_rows_as_we_do(folder):
    descriptor = str(folder / "datapackage.json")
    found = script("validate_packages.py", descriptor)[descriptor]

    resources = json.loads(Path(descriptor).read_text())["resources"]
    assert found["errors"] == []
    rows = {name: count or 0 for name, count in found["rows"].items()}
    assert rows == {each["name"]: each["rowCount"] for each in resources}


def test_csvwvalidate_is_content_with_the_whole(published):
    answer = run(python("csvwvalidate"), "-v", f"{published}csv-metadata.json")

    assert answer.returncode == 0, told(answer)


def test_csvw_finds_the_description_of_each_table_by_itself(published):
    tables = [f"{published}{table.name}.csv" for table in TABLES]

    assert script("validate_csvw.py", *tables) == {each: [] for each in tables}


def test_duckdb_reads_the_rows_of_the_database_in_both_formats(folder, coalition):
    expected: dict[str, list[list[str | None]]] = {each.name: [] for each in TABLES}
    for name, row in all_rows(NOON.date()):
        expected[name].append([_text(cell) for cell in row])

    found = script("read_tables.py", folder, *expected)

    for table in TABLES:
        read = found[table.name]
        assert read["csv"] == expected[table.name], table.name
        assert len(read["parquet"]) == len(expected[table.name])
        kinds = [each.kind for each in table.columns]
        assert list(read["columns"]) == list(table.names)
        for column in table.columns:
            type_ = TYPES.get(column.kind, f"DECIMAL(18,{column.digits})")
            assert read["columns"][column.name] == type_
        for ours, theirs in zip(expected[table.name], read["parquet"], strict=True):
            assert [
                _as_duckdb_prints(kind, cell)
                for kind, cell in zip(kinds, ours, strict=True)
            ] == theirs


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _as_duckdb_prints(kind: str, cell: str | None) -> str | None:
    if cell is None:
        return None
    if kind == "boolean":
        return cell.capitalize()
    if kind == "datetime":
        return str(datetime.fromisoformat(cell))
    return cell


Descriptor = dict[str, Any]
Change = Callable[[Path, Descriptor], None]


def resource(descriptor: Descriptor, name: str) -> dict[str, Any]:
    return next(each for each in descriptor["resources"] if each["name"] == name)


def cell(table: str, row: int, column: str, value: str) -> Change:
    """Return a change of one cell; the descriptor is told the new hash and size."""

    def change(folder: Path, descriptor: Descriptor) -> None:
        rewrite(folder, table, lambda rows: rows[row].__setitem__(column, value))
        mend(folder, descriptor, table)

    return change


def rewrite(folder: Path, table: str, change: Callable[[list[dict]], Any]) -> None:
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def mend(folder: Path, descriptor: Descriptor, table: str) -> None:
    content = (folder / f"{table}.csv").read_bytes()
    found = resource(descriptor, table.replace("_", "-"))
    found["bytes"] = len(content)
    found["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"


def repeated(table: str) -> Change:
    def change(folder: Path, descriptor: Descriptor) -> None:
        rewrite(folder, table, lambda rows: rows.append(rows[0]))
        mend(folder, descriptor, table)

    return change


def headless(folder: Path, descriptor: Descriptor) -> None:
    path = folder / "areas.csv"
    path.write_bytes(path.read_bytes().replace(b"code,", b"kode,", 1))
    mend(folder, descriptor, "areas")


def longer(folder: Path, descriptor: Descriptor) -> None:
    path = folder / "areas.csv"
    path.write_bytes(path.read_bytes() + b"7,a,b,c,d,7,8\r\n")
    mend(folder, descriptor, "areas")


def of_resource(key: str, value: Any) -> Change:
    def change(folder: Path, descriptor: Descriptor) -> None:
        found = resource(descriptor, "actions")
        if value is None:
            del found[key]
        else:
            found[key] = value

    return change


def lost(folder: Path, descriptor: Descriptor) -> None:
    (folder / "goals.csv").unlink()


def without_resources(folder: Path, descriptor: Descriptor) -> None:
    del descriptor["resources"]


def unnamed_field(folder: Path, descriptor: Descriptor) -> None:
    del resource(descriptor, "actions")["schema"]["fields"][0]["name"]


FRICTIONLESS_MUTANTS: dict[str, Change] = {
    "another hash": of_resource("hash", f"sha256:{'0' * 64}"),
    "another size": of_resource("bytes", 1),
    "no path": of_resource("path", None),
    "no name": of_resource("name", None),
    "a path that leads out": of_resource("path", "../actions.csv"),
    "no resources": without_resources,
    "a field without a name": unnamed_field,
    "a file that is lost": lost,
    "another head": headless,
    "a cell too many": longer,
    "no reference": cell("actions", 0, "reference", ""),
    "the same key twice": repeated("action_areas"),
    "a lead that is no partner": cell("actions", 0, "lead", "PAR-0000-0000"),
    "a country that is none": cell("action_countries", 0, "country", "XXX"),
    "a date that is none": cell("actions", 0, "published_on", "2026-02-30"),
    "a moment that is none": cell("actions", 0, "updated_at", "yesterday"),
    "an amount that is none": cell("actions", 0, "budget", "1,5"),
    "a version that is none": cell("actions", 0, "version", "1.5"),
    "a truth that is none": cell("actions", 0, "sample", "perhaps"),
    "a kind that is none": cell("actions", 0, "kind", "wish"),
    "an address that is none": cell("actions", 0, "url", "nowhere at all"),
}
# What only a Data Package knows, and two faults that csvw lets pass: it reads cells
# beyond the last column as unnamed ones, and every string is a relative address.
UNKNOWN_TO_CSVW = {
    *("another hash", "another size", "no path", "no name", "no resources"),
    *("a path that leads out", "a field without a name"),
    *("a cell too many", "an address that is none"),
}
CSVW_MUTANTS = {
    name: change
    for name, change in FRICTIONLESS_MUTANTS.items()
    if name not in UNKNOWN_TO_CSVW
}


def mutants(
    folder: Path, place: Path, changes: dict[str, Change], counts: str
) -> dict[str, Path]:
    """Return a copy of the snapshot for each change, few of them in small runs."""
    chosen = list(changes.items())
    if counts == "small":
        chosen = chosen[::3]
    made = {}
    for number, (name, change) in enumerate(chosen):
        copy = place / f"mutant-{number}"
        copy.mkdir()
        for path in folder.iterdir():
            if path.suffix in {".csv", ".json"}:
                shutil.copy(path, copy / path.name)
        descriptor = json.loads((copy / "datapackage.json").read_text())
        change(copy, descriptor)
        (copy / "datapackage.json").write_text(json.dumps(descriptor))
        made[name] = copy
    return made


def test_frictionless_refuses_what_has_one_fault(folder, tmp_path, counts):
    made = mutants(folder, tmp_path, FRICTIONLESS_MUTANTS, counts)

    descriptors = {name: str(copy / "datapackage.json") for name, copy in made.items()}
    found = script("validate_packages.py", *descriptors.values(), within=300)

    accepted = [name for name, each in descriptors.items() if not found[each]["errors"]]
    assert accepted == []


def test_csvw_refuses_what_has_one_fault(folder, tmp_path, counts):
    made = mutants(folder, tmp_path, CSVW_MUTANTS, counts)

    groups = {name: str(copy / "csv-metadata.json") for name, copy in made.items()}
    found = script("validate_csvw.py", *groups.values(), within=300)

    accepted = [name for name, each in groups.items() if not found[each]]
    assert accepted == []


def test_checksums_tell_a_file_that_was_changed(folder):
    sums = folder / "SHA256SUMS"
    good = run(Path("/usr/bin/sha256sum"), "--check", "--quiet", sums, folder=folder)
    (folder / "goals.csv").write_bytes(b"code\r\n")
    bad = run(Path("/usr/bin/sha256sum"), "--check", "--quiet", sums, folder=folder)

    assert (good.returncode, bad.returncode) == (0, 1)
