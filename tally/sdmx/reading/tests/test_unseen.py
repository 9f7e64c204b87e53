"""Messages as their agencies write them, and structures that are none."""

import json

import pytest

from tally.sdmx.reading.objects import read_objects
from tally.series import FileRefused
from tally.series.tests.files import converted

EUROSTAT = """\
DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:LFSA_URGAN(1.0),12/03/25 23:00:00,A,PC_ACT,EL,2021,14.7,be
ESTAT:LFSA_URGAN(1.0),12/03/25 23:00:00,A,PC_ACT,FR,2026,7.5,f
ESTAT:LFSA_URGAN(1.0),12/03/25 23:00:00,A,PC_ACT,XK,2021,,:
"""


def test_the_date_of_an_edition_tells_no_observations_apart(tmp_path):
    report, rows = converted(
        tmp_path, EUROSTAT, "area", "dimensions", "value", "missing", "status", "basis"
    )
    assert (report.layout, report.refused_count) == ("sdmx-csv", 0)
    assert rows == [
        ("FRA", "{}", 7.5, "", "f", "projected"),
        ("GRC", "{}", 14.7, "", "be", "modelled"),
        ("XKX", "{}", None, "M", ":", "reported"),
    ]


@pytest.mark.parametrize(
    "structure",
    [
        {},
        {"dimensions": []},
        {"dimensions": {"observation": 5}},
        {"attributes": {"series": True}},
        {"measures": {"observation": 1.5}},
    ],
)
def test_a_structure_that_is_none_is_refused(structure, tmp_path):
    data = [{"series": {"0:9": {"observations": {"0": [1]}}}}]
    file = tmp_path / "message.json"
    file.write_text(json.dumps({"structure": structure, "dataSets": data}))
    with pytest.raises(FileRefused) as refused:
        read_objects(file, tmp_path)
    assert refused.value.code == "json_wrong"
