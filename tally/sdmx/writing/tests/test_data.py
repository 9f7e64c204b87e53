"""What is written is what was given, in every format; read with other means."""

import csv
import io
import json

import pytest
from lxml import etree

from tally.sdmx.writing import data_csv, data_json, data_ml
from tally.sdmx.writing.artefacts import ALL_DIMENSIONS
from tally.sdmx.writing.data_csv import Keys, Labels
from tally.sdmx.writing.shape import Row, Shape, shape_of
from tally.sdmx.writing.tests.samples import (
    BY_AREA,
    BY_SERIES,
    FLAT,
    FLOW,
    HEADER,
    NAMES,
    STRUCTURE,
)

SERIES = shape_of(STRUCTURE)
TABLE = shape_of(STRUCTURE, at=ALL_DIMENSIONS)
SECTIONS = shape_of(STRUCTURE, at="REF_AREA")
LAYOUTS = [(SERIES, BY_SERIES), (TABLE, FLAT), (SECTIONS, BY_AREA)]
LAYOUT_NAMES = ["series", "table", "sections"]


def named(shape: Shape, rows: list[Row]) -> list[dict[str, str]]:
    """Return rows as what they say: the id of each column that has a value."""
    return [
        {
            name: value
            for name, value in zip(shape.columns, row, strict=True)
            if value is not None
        }
        for row in rows
    ]


def tree(pieces) -> etree._Element:
    return etree.fromstring(b"".join(pieces))


def read_generic(root: etree._Element) -> list[dict[str, str]]:
    found = []
    for each in root.iterfind(".//{*}Obs"):
        series = each.getparent()
        around = [
            *series.iterfind("{*}SeriesKey/{*}Value"),
            *series.iterfind("{*}Attributes/{*}Value"),
            *each.iterfind("{*}ObsKey/{*}Value"),
            *each.iterfind("{*}ObsDimension"),
            *each.iterfind("{*}ObsValue"),
            *each.iterfind("{*}Attributes/{*}Value"),
        ]
        default = {"ObsDimension": "TIME_PERIOD", "ObsValue": "OBS_VALUE"}
        found.append(
            {
                value.get("id") or default[etree.QName(value).localname]: value.get(
                    "value"
                )
                for value in around
            }
        )
    return found


def read_specific(root: etree._Element) -> list[dict[str, str]]:
    return [
        {
            name: value
            for name, value in {**each.getparent().attrib, **each.attrib}.items()
            if not name.startswith("{")
        }
        for each in root.iterfind(".//Obs")
    ]


@pytest.mark.parametrize(("shape", "rows"), LAYOUTS, ids=LAYOUT_NAMES)
def test_a_generic_message_says_what_it_was_given(shape, rows):
    root = tree(data_ml.write_generic(rows, shape, FLOW, HEADER))

    assert read_generic(root) == named(shape, rows)


@pytest.mark.parametrize(("shape", "rows"), LAYOUTS, ids=LAYOUT_NAMES)
def test_a_specific_message_says_what_it_was_given(shape, rows):
    root = tree(data_ml.write_specific(rows, shape, FLOW, HEADER))

    assert read_specific(root) == named(shape, rows)


@pytest.mark.parametrize(("shape", "rows"), LAYOUTS, ids=LAYOUT_NAMES)
@pytest.mark.parametrize("version", [data_csv.VERSION_1, data_csv.VERSION_2])
def test_csv_says_what_it_was_given(shape, rows, version):
    text = b"".join(
        data_csv.write(rows, shape, FLOW, media_type=version, names=NAMES)
    ).decode()

    told = list(csv.DictReader(io.StringIO(text, newline="")))
    about = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "ACTION"}
    assert [
        {name: value for name, value in row.items() if value and name not in about}
        for row in told
    ] == named(shape, rows)
    of = "DATAFLOW" if version == data_csv.VERSION_1 else "STRUCTURE_ID"
    assert {row[of] for row in told} == {"COALITION:DF(1.0.0)"}


@pytest.mark.parametrize(("shape", "rows"), LAYOUTS, ids=LAYOUT_NAMES)
def test_json_says_what_it_was_given(shape, rows):
    message = json.loads(
        b"".join(data_json.write(rows, shape, FLOW, HEADER, names=NAMES, language="en"))
    )

    expected = named(shape, rows)
    for each in expected:
        if "OBS_VALUE" in each:
            each["OBS_VALUE"] = float(each["OBS_VALUE"])
    assert read_json(message) == expected


def read_json(message: dict) -> list[dict]:
    (structure,) = message["data"]["structures"]
    (data,) = message["data"]["dataSets"]

    def decoded(places: list, components: list[dict]) -> dict:
        found = {}
        for place, component in zip(places, components, strict=True):
            if place is not None:
                value = component["values"][int(place)]
                found[component["id"]] = value.get("id", value.get("value"))
        return found

    dimensions, attributes = structure["dimensions"], structure["attributes"]
    all_series = data.get("series") or {
        "": {"observations": data["observations"], "attributes": []}
    }
    found = []
    for key, series in all_series.items():
        about = decoded(key.split(":") if key else [], dimensions["series"])
        about |= decoded(series.get("attributes", []), attributes["series"])
        for places, (value, *rest) in series["observations"].items():
            at = decoded(places.split(":"), dimensions["observation"])
            told = {} if value is None else {"OBS_VALUE": value}
            found.append(about | at | told | decoded(rest, attributes["observation"]))
    return found


def test_series_alone_carry_their_attributes_and_no_observation():
    shape = shape_of(STRUCTURE, with_observations=False)
    keys = [("A", "001", "PC"), ("A", "FRA", None)]

    specific = tree(data_ml.write_specific(keys, shape, FLOW, HEADER))

    assert not specific.findall(".//Obs")
    assert [dict(each.attrib) for each in specific.iterfind(".//Series")] == [
        {"FREQ": "A", "REF_AREA": "001", "UNIT": "PC"},
        {"FREQ": "A", "REF_AREA": "FRA"},
    ]


@pytest.mark.parametrize(
    ("labels", "head", "first"),
    [
        (
            Labels.NAME,
            (
                "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,OBS_KEY,FREQ,"
                "Frequency,REF_AREA,Area,TIME_PERIOD,OBS_VALUE,UNIT,OBS_STATUS,Status,"
                "COMMENT"
            ),
            (
                "dataflow,COALITION:DF(1.0.0),Figures,I,A.001,A.001.2020,A,Annual,001,"
                "World,2020,12.5,PC,A,Normal,"
            ),
        ),
        (
            Labels.BOTH,
            (
                "STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,FREQ: Frequency,"
                "REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value,UNIT: Unit,"
                "OBS_STATUS: Status,COMMENT: Comment"
            ),
            (
                "dataflow,COALITION:DF(1.0.0): Figures,I,A.001,A.001.2020,A: Annual,"
                "001: World,2020,12.5,PC,A: Normal,"
            ),
        ),
    ],
)
def test_csv_says_names_where_they_are_asked_for(labels, head, first):
    text = b"".join(
        data_csv.write(
            BY_SERIES,
            SERIES,
            FLOW,
            media_type=data_csv.VERSION_2,
            names=NAMES,
            labels=labels,
            keys=Keys.BOTH,
        )
    ).decode()

    assert text.split("\r\n")[:2] == [head, first]


def test_large_messages_come_in_pieces():
    rows = ((*BY_SERIES[0][:3], str(year), "1", "A", None) for year in range(9_999))

    pieces = list(data_ml.write_generic(rows, SERIES, FLOW, HEADER))

    assert len(pieces) > 20
    assert max(map(len, pieces)) < 40_000
