"""What Accord sends in SDMX, Accord reads again, the same in every form."""

import duckdb
import pytest

from tally.sdmx.writing import data_csv, data_json, data_ml
from tally.sdmx.writing.artefacts import ALL_DIMENSIONS
from tally.sdmx.writing.data_csv import Labels
from tally.sdmx.writing.shape import shape_of
from tally.sdmx.writing.tests.samples import (
    BY_AREA,
    BY_SERIES,
    FLAT,
    FLOW,
    HEADER,
    NAMES,
    STRUCTURE,
)
from tally.series import convert

SHAPES = {
    "series": (BY_SERIES, shape_of(STRUCTURE)),
    "table": (FLAT, shape_of(STRUCTURE, at=ALL_DIMENSIONS)),
    "sections": (BY_AREA, shape_of(STRUCTURE, at="REF_AREA")),
}


def as_csv(rows, shape, version, labels):
    return data_csv.write(
        rows, shape, FLOW, media_type=version, names=NAMES, labels=labels
    )


FORMS = {
    "generic": lambda r, s: data_ml.write_generic(r, s, FLOW, HEADER),
    "specific": lambda r, s: data_ml.write_specific(r, s, FLOW, HEADER),
    "json": lambda r, s: data_json.write(
        r, s, FLOW, HEADER, names=NAMES, language="en"
    ),
    "csv 1": lambda r, s: as_csv(r, s, data_csv.VERSION_1, Labels.ID),
    "csv 1 both": lambda r, s: as_csv(r, s, data_csv.VERSION_1, Labels.BOTH),
    "csv 2": lambda r, s: as_csv(r, s, data_csv.VERSION_2, Labels.ID),
    "csv 2 both": lambda r, s: as_csv(r, s, data_csv.VERSION_2, Labels.BOTH),
    "csv 2 name": lambda r, s: as_csv(r, s, data_csv.VERSION_2, Labels.NAME),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_was_sent_is_read(form, shape, tmp_path):
    path = tmp_path / "message"
    path.write_bytes(b"".join(FORMS[form](*SHAPES[shape])))

    report = convert(path, tmp_path / "o.parquet")

    rows = duckdb.read_parquet(str(tmp_path / "o.parquet")).project(
        "series, area, time, value, missing, unit, status, source_note, dimensions"
    )
    assert (report.read, report.stored) == (3, 3)
    # The header of a message in XML names the structure, not the dataflow.
    flow = "DSD" if form in ("generic", "specific") else "DF"
    assert rows.order("area, time").fetchall() == [
        (flow, "001", "2020", 12.5, "", "PC", "A", "", "{}"),
        (flow, "001", "2021", None, "M", "PC", "M", 'A "quoted" <note>, & more', "{}"),
        (flow, "FRA", "2020", -1e-05, "", "", "A", "été une ligne", "{}"),
    ]
