"""What describes the file of an indicator is right, say those who read such things."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from accord.observatory.sdmx.tests.sample import FIGURES
from accord.observatory.tests.figures import write_figures
from tests.outside.programs import script

CODE = "informal-employment"


@pytest.fixture
def folder(coalition, settings, tmp_path: Path) -> Path:
    """Unpack the ZIP of an indicator, all of its lines in it."""
    settings.OBSERVATORY_FOLDER = tmp_path / "observatory"
    write_figures(settings.OBSERVATORY_FOLDER, FIGURES, name="package")
    client = Client(headers={"host": "localhost"})
    answer = client.get(f"/en/indicators/{CODE}.zip?lines=all")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as bundle:
        bundle.extractall(tmp_path / "package")
    return tmp_path / "package"


def test_frictionless_finds_the_package_whole(folder: Path):
    descriptor = str(folder / "datapackage.json")
    found = script("validate_packages.py", descriptor)[descriptor]

    lines = (folder / f"{CODE}.csv").read_text("utf-8-sig").count("\n")
    assert found == {"errors": [], "rows": {CODE: lines - 1}}


def test_frictionless_sees_a_changed_value(folder: Path):
    file = folder / f"{CODE}.csv"
    file.write_bytes(file.read_bytes() + b"informal-employment,KEN\r\n")
    descriptor = str(folder / "datapackage.json")

    assert script("validate_packages.py", descriptor)[descriptor]["errors"]


def test_csvw_takes_the_table_as_it_is_described(folder: Path):
    described = str(folder / f"{CODE}.csv-metadata.json")

    assert json.loads(Path(described).read_text())["url"] == f"{CODE}.csv"
    assert script("validate_csvw.py", described) == {described: []}
