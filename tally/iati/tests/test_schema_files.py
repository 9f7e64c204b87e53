"""The standard's own test files: what its schema refuses is never read in silence."""

import io
import zipfile
from pathlib import Path

import pytest

from tally.iati import FileRefused
from tally.iati.tests.samples import SMALLEST, codes, records

ARCHIVE = Path(__file__).parents[4] / "shared/data/iati/schema_tests_a.zip"
# Folders of the tests whose fault lies in elements that are read, not passed over.
READ_HERE = ("/budget/", "/other-identifier/", "/participating-org/", "/sector/")


def schema_files() -> dict[str, bytes]:
    if not ARCHIVE.exists():
        pytest.skip("the standard's schema tests are not beside this repository")
    with zipfile.ZipFile(ARCHIVE) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.endswith(".xml")}


def filled(content: bytes) -> bytes:
    """The file with a version and an identifier where it has placeholders."""
    named = b"<iati-identifier>xx-1</iati-identifier>"
    for empty in (b"<iati-identifier></iati-identifier>", b"<iati-identifier/>"):
        content = content.replace(empty, named)
    return content.replace(b'version="xx"', b'version="2.03"')


def test_as_they_are_none_has_a_version_and_each_is_refused() -> None:
    for name, content in schema_files().items():
        with pytest.raises(FileRefused) as caught:
            list(records(io.BytesIO(content).getvalue()))
        assert caught.value.code == "version_unknown", name


def test_with_a_version_each_is_read_with_remarks() -> None:
    files = schema_files()

    assert len(files) == 314
    for name, content in files.items():
        assert len(records(filled(content))) >= 1, name
        assert codes(filled(content)), name


def test_a_fault_in_an_element_that_is_read_is_named() -> None:
    usual = (
        codes(SMALLEST.encode()) if SMALLEST.startswith("<iati-activities") else set()
    )
    for name, content in schema_files().items():
        if "should-fail" in name and any(folder in name for folder in READ_HERE):
            kind = name.split("/")[-2]
            found = {e for e, _ in codes(filled(content)) - usual}
            assert any(element.split("/")[0] == kind for element in found), name
