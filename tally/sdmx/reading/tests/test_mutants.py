"""Whatever is wrong with a message, it gives a report that adds up, or one reason."""

import os
import tempfile
from pathlib import Path

import pytest

from tally.sdmx.reading.tests.mutants import mutant
from tally.sdmx.reading.tests.specimens import PUBLISHED
from tally.series import FileRefused, convert

# Each mutant is a conversion.
MUTANTS = 60 if os.environ.get("ACCORD_TEST_COUNTS") == "full" else 2
FILES = (
    "ECB_EXR/rg-flat-ss.xml",
    "ECB_EXR/rg-flat.xml",
    "ECB_EXR/rg-ts-gf-ss.xml",
    "ECB_EXR/rg-xs.xml",
    "ESTAT/demography-xs.xml",
    "ESTAT/footer.xml",
    "legacy/SDMXStructureSpecificDataExample_2.1.xml",
    "v3/xml/ECB_EXR0.xml",
    "ECB_EXR/ts.json",
    "ECB_EXR/action-delete.json",
    "v3/json/data/agri.json",
    "v3/csv/example-01.csv",
    "v3/csv/example-05.csv",
    "v3/csv/example-09A.csv",
)


def outcome(content: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            report = convert(path, Path(folder) / "o.parquet")
        except FileRefused as refused:
            return f"{refused.code}: {refused}"
        assert report.read == report.stored + report.refused_count
        assert report.refused_count == sum(report.refused_by_code.values())
        assert all(str(refusal) for refusal in report.refused)
        return f"{report.layout}: read"


@pytest.mark.skipif(
    PUBLISHED is None, reason="the published SDMX files are not beside this repository"
)
@pytest.mark.parametrize("name", FILES)
def test_a_broken_message_is_read_or_refused(name):
    content = (PUBLISHED / name).read_bytes()

    for number in range(MUTANTS):
        outcome(mutant(content, f"{name} {number}"))
