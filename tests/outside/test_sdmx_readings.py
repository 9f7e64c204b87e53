"""Two libraries that others wrote find what we find in published messages."""

import math

import duckdb
import pytest

from tally.sdmx.reading.tests.specimens import PUBLISHED, specimens
from tally.series import FileRefused, convert
from tests.outside.programs import script

# Their values are not multiplied by UNIT_MULT, and ours are.
MULTIPLIED = {
    "INSEE/bug-series-freq-data.xml",
    "legacy/SDMXStructureSpecificDataExample_2.1.xml",
}
# pysdmx 1.21 gives each of the 12 observations of this message four times.
DOUBTFUL = {("ECB_EXR/rg-xs.xml", "by_pysdmx")}


@pytest.mark.full
@pytest.mark.skipif(
    PUBLISHED is None, reason="the published SDMX files are not beside this repository"
)
def test_others_count_and_add_up_the_same(tmp_path):
    ours = {}
    for name in specimens():
        if not name.endswith(".xml"):
            continue
        try:
            report = convert(PUBLISHED / name, tmp_path / "o.parquet")
        except FileRefused:
            continue
        values = duckdb.read_parquet(str(tmp_path / "o.parquet")).sum("value")
        whole = report.stored == report.read and name not in MULTIPLIED
        ours[name] = (report.read, values.fetchall()[0][0] if whole else None)

    found = script("count_sdmx.py", *(PUBLISHED / name for name in ours), within=300)

    compared = 0
    for name, (read, total) in ours.items():
        for library, theirs in found[str(PUBLISHED / name)].items():
            if theirs is None or (name, library) in DOUBTFUL:
                continue
            compared += 1
            assert theirs[0] == read, (name, library)
            if total is not None:
                assert math.isclose(theirs[1], total, rel_tol=1e-12), (name, library)
    assert compared >= 20
