"""Figures that are asked for, and no others, by REST 1 and REST 2."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.observatory import reading
from accord.observatory.models import Source, Vintage

DATA = "/data/DF_FIGURES"
DATA_2 = "/data/dataflow/ACCORD/DF_FIGURES/1.0.0"
SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1"
HEADLINES = "/A..INFORMAL_EMPLOYMENT.T._T._T._Z"


def values(answer) -> set[tuple[str, float | None]]:
    return {(area, value) for area, _sex, _time, value in answer.rows()}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{DATA}/A.KEN.INFORMAL_EMPLOYMENT.F", {("KEN", 88.0)}),
        (f"{DATA}/..GINI", {("KEN", 40.8)}),
        (
            f"{DATA}/.FRA+SEN?startPeriod=2024&endPeriod=2024",
            {("FRA", 9.25), ("SEN", 90)},
        ),
        (f"{DATA}/Q", {("AFE", 57.0)}),
        (f"{DATA}/M+Q", {("AFE", 57.0), ("AFE", 57.5)}),
        (f"{DATA}/Q?startPeriod=2021-07&endPeriod=2021-09", {("AFE", 57.0)}),
        (f"{DATA}/Q+M?startPeriod=2021-Q3&endPeriod=2021-07", {("AFE", 57.5)}),
        (f"{DATA}/....Y15T24", {("KEN", 70.0)}),
        (f"{DATA}/.....ECO-AGNAG_TOTAL--LOCATION-URB", {("KEN", 60.0)}),
        (f"{DATA}/......ICLS_13_17", {("KEN", 91.0)}),
        ("/data/DF_SOURCE_WORLDBANK_WDI", {("KEN", 40.8)}),
        ("/data/ACCORD,DF_SOURCE_WORLDBANK_WDI,latest/all/ACCORD", {("KEN", 40.8)}),
        (f"{DATA}/.FRA?lastNObservations=1", {("FRA", 9.125)}),
        (f"{DATA}/.FRA?firstNObservations=2", {("FRA", 9.5), ("FRA", 9.25)}),
        (f"{DATA_2}/*.FRA,*.SEN?c[TIME_PERIOD]=2024", {("FRA", 9.25), ("SEN", 90.0)}),
        (f"{DATA_2}/A.FRA?c[TIME_PERIOD]=ge:2024+le:2024", {("FRA", 9.25)}),
        (f"{DATA_2}/A.FRA?c[TIME_PERIOD]=gt:2023+lt:2025", {("FRA", 9.25)}),
        (
            f"{DATA_2}?c[REF_AREA]=FRA,SEN&c[OBS_VALUE]=gt:9.25",
            {("FRA", 9.5), ("SEN", 90.0)},
        ),
        (f"{DATA_2}?c[BASIS]=projected", {("FRA", 9.125)}),
        (f"{DATA_2}?c[INDICATOR]=sw:GI", {("KEN", 40.8)}),
        (f"{DATA_2}?c[COMMENT_OBS]=co:survey", {("KEN", 85.0)}),
        (f"{DATA_2}?c[VINTAGE]=VIN-2026-0002", {("KEN", 40.8)}),
        (
            f"{DATA_2}?c[REF_AREA]=ne:KEN+ne:FRA&c[FREQ]=A",
            {("SEN", 90.0), ("001", 58.0)},
        ),
        (f"{DATA_2}/A.FRA?limit=1&offset=1", {("FRA", 9.25)}),
        ("/data/datastructure/ACCORD/DSD_FIGURES/~/*.SEN", {("SEN", 90.0)}),
        ("/data/dataflow/ACCORD/DF_PILLAR_2/*/*.SEN", {("SEN", 90.0)}),
        ("/data?c[REF_AREA]=SEN", {("SEN", 90.0)}),
    ],
)
def test_the_figures_asked_for_come(ask, address, expected):
    answer = ask(address)

    assert answer.status == 200, answer.content
    assert values(answer) == expected


def test_a_missing_value_stays_missing_and_says_why(ask):
    root = ask(f"{DATA}/.KEN?startPeriod=2022", accept=SPECIFIC).tree

    (found,) = root.iterfind(".//Obs")
    assert "OBS_VALUE" not in found.attrib
    assert (found.get("TIME_PERIOD"), found.get("OBS_STATUS")) == ("2022", "C")


def test_flags_intervals_and_sources_travel_with_a_value(ask):
    root = ask(f"{DATA}{HEADLINES.replace('..', '.KEN.')}", accept=SPECIFIC).tree

    series = root.find(".//Series")
    assert series.get("UNIT_MEASURE") == "PERCENT"
    first, second, _third = series.iterfind("Obs")
    assert (first.get("LOWER_BOUND"), first.get("UPPER_BOUND")) == ("85.25", "87.75")
    assert (second.get("OBS_STATUS"), second.get("COMMENT_OBS")) == (
        "B",
        "New <survey>",
    )
    assert (second.get("DATA_SOURCE"), second.get("SERIES_CODE")) == (
        "SAMPLE",
        "SAMPLE",
    )
    assert second.get("VINTAGE") == "VIN-2026-0001"


def test_the_numbers_are_those_that_pages_read(ask):
    found = ask(f"{DATA}{HEADLINES}").rows()

    expected = {
        (each.area, each.sex, each.time, each.value)
        for each in reading.of_indicator("informal-employment")
        if not each.definition and len(each.time) == 4
    }
    assert len(expected) == 8
    assert found == expected


@pytest.mark.parametrize(
    ("detail", "series", "observations", "attributes"),
    [
        ("full", 2, 4, True),
        ("dataonly", 2, 4, False),
        ("nodata", 2, 0, True),
        ("serieskeysonly", 2, 0, False),
    ],
)
def test_detail_says_how_much_comes(ask, detail, series, observations, attributes):
    root = ask(f"{DATA}/.FRA+SEN?detail={detail}").tree

    assert len(root.findall(".//{*}Series")) == series
    assert len(root.findall(".//{*}Obs")) == observations
    assert (root.find(".//{*}Attributes") is not None) is attributes


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ("attributes=OBS_STATUS,BASIS", {"OBS_VALUE", "OBS_STATUS", "BASIS"}),
        ("attributes=series", {"OBS_VALUE", "UNIT_MEASURE"}),
        ("attributes=none", {"OBS_VALUE"}),
        ("attributes=none&measures=none", set()),
        ("measures=none&attributes=OBS_STATUS", {"OBS_STATUS"}),
    ],
)
def test_attributes_and_measures_are_chosen(ask, asked, columns):
    head = ask(f"{DATA_2}/*.FRA?{asked}&format=csv").lines[0].split(",")

    dimensions = {"FREQ", "REF_AREA", "INDICATOR", "SEX", "AGE", "BREAKDOWN"}
    about = {"STRUCTURE", "STRUCTURE_ID", "ACTION", "DEFINITION", "TIME_PERIOD"}
    assert {*head} - dimensions - about == columns


@pytest.mark.parametrize(
    ("at", "series"), [("TIME_PERIOD", 2), ("REF_AREA", 3), ("AllDimensions", 0)]
)
def test_any_dimension_may_stand_at_the_observation(ask, at, series):
    root = ask(f"{DATA}/.FRA+SEN?dimensionAtObservation={at}").tree

    assert len(root.findall(".//{*}Obs")) == 4
    assert len(root.findall(".//{*}Series")) == series


def test_only_what_was_imported_since_comes(ask):
    source = Source.objects.get(code="sample")
    for number, day in ((1, 1), (2, 20)):
        Vintage.objects.create(
            reference=f"VIN-2026-000{number}",
            source=source,
            sha256="a" * 64,
            content_hash=str(number) * 64,
            size=1,
            read=1,
            stored=1,
            refused=0,
            retrieved_on="2026-01-01",
            imported_at=datetime(2026, 11, day, tzinfo=UTC),
        )

    newer = ask(f"{DATA}?updatedAfter=2026-11-10T00:00:00%2B01:00")
    none = ask(f"{DATA}?updatedAfter=2026-11-21")

    assert values(newer) == {("KEN", 40.8)}
    assert newer.tree.findtext(".//{*}DataSetAction") == "Replace"
    assert none.error[:2] == (404, "100")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("fr-SN,fr;q=0.9,en;q=0.5", "INFORMAL_EMPLOYMENT: Emploi informel"),
        ("ar", "INFORMAL_EMPLOYMENT: العمالة غير الرسمية"),
        ("de, es;q=0.5", "INFORMAL_EMPLOYMENT: Empleo informal"),
        ("de", "INFORMAL_EMPLOYMENT: Informal employment"),
    ],
)
def test_csv_has_labels_in_the_language_of_the_reader(ask, language, name):
    answer = ask(
        f"{DATA}/.SEN",
        "application/vnd.sdmx.data+csv;version=1.0.0;labels=both",
        accept_language=language,
    )

    _head, row = csv.reader(io.StringIO(answer.content.decode()))
    assert name in row
    assert "Accept-Language" in answer.headers["Vary"]


def test_json_says_values_by_their_places(ask):
    told = ask(f"{DATA}/.SEN?format=jsondata").json

    (series,) = told["data"]["dataSets"][0]["series"].values()
    ((value, *_attributes),) = series["observations"].values()
    assert value == 90.0


def test_a_question_takes_the_same_queries_however_much_it_finds(ask):
    ask(DATA)
    counts = []
    for address in (f"{DATA}/.SEN", DATA, f"{DATA_2}?c[REF_AREA]=KEN"):
        with CaptureQueriesContext(connection) as queries:
            assert ask(address).status == 200
        counts.append(len(queries))

    # The session is not asked for; the state of the record is.
    assert counts == [1, 1, 1]


def test_an_answer_that_is_known_is_not_sent_again(ask):
    first = ask(f"{DATA}/.SEN")

    by_tag = ask(f"{DATA}/.SEN", if_none_match=first.headers["ETag"])
    by_time = ask(f"{DATA}/.SEN", if_modified_since=first.headers["Last-Modified"])
    other = ask(f"{DATA}/.FRA", if_none_match=first.headers["ETag"])

    assert (by_tag.status, by_time.status, other.status) == (304, 304, 200)
    assert by_tag.content == b""


def test_answers_are_packed_and_open_to_pages_of_others(ask):
    answer = ask(DATA, accept_encoding="gzip")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Accept", "Accept-Encoding"} <= {*answer.headers["Vary"].split(", ")}
