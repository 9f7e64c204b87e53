"""The same figure wherever it leaves: page, files, API, Parquet, SDMX, RDF."""

import csv
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from lxml import html
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from accord.observatory import reading
from accord.observatory.tests import kenya
from accord.observatory.tests.figures import write_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]
AREAS = ("KEN", "UGA", "RWA", "TZA", "ETH", "BDI")
YEARS = range(2000, 2012)
FILE = "/en/indicators/informal-employment"
API = "/api/v1/indicators/informal-employment/observations"
SDMX = "/sdmx/data/DF_FIGURES/.{area}.INFORMAL_EMPLOYMENT?format=csv"
QB = "http://purl.org/linked-data/cube#"
Figures = dict[tuple[str, str], float | None]


def drawn() -> Figures:
    """Return figures as sources write them, and as computers make them."""
    chance = random.Random(20261125)  # noqa: S311 (no secret)
    kinds = (
        lambda: round(chance.uniform(0, 100), chance.choice((0, 1, 3))),
        lambda: chance.uniform(0, 100),
        lambda: chance.choice((0.1 + 0.2, 1e-7, 99.95, 0.25, 12.345, 100.0, 0.0)),
        lambda: None,
    )
    return {
        (area, str(year)): chance.choices(kinds, (6, 3, 2, 1))[0]()
        for area in AREAS
        for year in YEARS
    }


@pytest.fixture
def figures(tmp_path: Path, settings: object) -> Figures:
    settings.OBSERVATORY_FOLDER = tmp_path
    found = drawn()
    rows = [
        kenya.told(area, time, value, missing="" if value is not None else "M")
        for (area, time), value in found.items()
    ]
    write_figures(tmp_path, rows)
    return found


def number(text: str) -> float | None:
    return float(text) if text else None


def of_csv(data: bytes) -> Figures:
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {(each["area"], each["time"]): number(each["value"]) for each in lines}


def content(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()


def test_files_hold_the_very_number(client: Client, figures: Figures):
    told: list[dict[str, Any]] = json.loads(content(client, f"{FILE}.json"))[
        "observations"
    ]
    with zipfile.ZipFile(io.BytesIO(content(client, f"{FILE}.zip"))) as bundle:
        zipped = of_csv(bundle.read("informal-employment.csv"))

    assert of_csv(content(client, f"{FILE}.csv")) == figures
    assert {(each["area"], each["time"]): each["value"] for each in told} == figures
    assert zipped == figures


def test_the_api_holds_it_from_page_to_page(client: Client, figures: Figures):
    found: Figures = {}
    address: str | None = f"{API}?limit=30"
    while address:
        answer = json.loads(content(client, address))
        found |= {(e["area"], e["time"]): e["value"] for e in answer["items"]}
        address = answer["next"]

    assert found == figures


def test_parquet_holds_it(client: Client, figures: Figures, tmp_path: Path):
    taken = tmp_path / "taken.parquet"
    taken.write_bytes(content(client, f"{FILE}.parquet"))

    for path in (reading.figures_path("by_area"), taken):
        rows = duckdb.sql(f"SELECT area, time, value FROM '{path}'").fetchall()  # noqa: S608
        assert {(area, time): value for area, time, value in rows} == figures


def test_sdmx_holds_it(client: Client, figures: Figures):
    found: Figures = {}
    for area in AREAS:
        data = content(client, SDMX.format(area=area)).decode("utf-8-sig")
        for each in csv.DictReader(io.StringIO(data, newline="")):
            found[each["REF_AREA"], each["TIME_PERIOD"]] = number(each["OBS_VALUE"])

    assert found == figures


def test_rdf_holds_it(client: Client, figures: Figures):
    data = content(client, "/sdmx/data/DF_FIGURES/..INFORMAL_EMPLOYMENT?format=turtle")

    graph = Graph().parse(data=data, format="turtle")
    (structure,) = graph.objects(None, URIRef(f"{QB}structure"))
    own = str(structure).removesuffix("structure")
    found = {
        tuple(
            str(graph.value(each, URIRef(f"{own}{name}"))).rpartition("#")[2]
            for name in ("REF_AREA", "TIME_PERIOD")
        ): graph.value(each, URIRef(f"{own}OBS_VALUE"))
        for each in graph.subjects(RDF.type, URIRef(f"{QB}Observation"))
    }

    assert {
        key: None if value is None else value.toPython() for key, value in found.items()
    } == figures


@pytest.mark.parametrize(("language", "point"), [("en", "."), ("fr", ",")])
def test_the_page_shows_it_rounded_once(
    client: Client, figures: Figures, language: str, point: str
):
    """Half to even, from the decimal that the double is written as."""
    address = f"/{language}/indicators/informal-employment/"
    asked = "&".join(f"area={area}" for area in AREAS)
    page = html.document_fromstring(content(client, f"{address}?{asked}").decode())
    shown = {
        (area, cells[0]): cells[1 + place]
        for row in page.cssselect("#trend tbody tr")
        for cells in [[each.text_content().strip() for each in row]]
        for place, area in enumerate(AREAS)
    }

    assert len(shown) == len(figures)
    for key, value in figures.items():
        if value is not None:
            cents = round(value * 10)
            near = {f"{cents // 10}{point}{cents % 10}"}
            # The product is rounded itself: where it lies between two, both may be.
            if abs(value * 10 - cents) > 0.499999:
                near |= {
                    f"{(cents + d) // 10}{point}{(cents + d) % 10}" for d in (-1, 1)
                }
            assert shown[key] in near, (key, value)
