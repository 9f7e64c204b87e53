"""Printed values beside recomputed ones.

The recipe: world rows of the UN database of October 2020 and of the Human Development
Report 2023/24, read by hand from the official files: SI_POV_EMP1, area 1, both sexes,
15+: 26.3 (2000) and 7.1 (2019). The figures here carry those values.
"""

import json
from pathlib import Path

import pytest

from accord.atlas.models import Pillar
from accord.observatory.headlines.recomputing import headlines, lines_of, recomputed
from accord.observatory.models import Indicator
from accord.observatory.tests.figures import write_figures
from tests.pages import LANGUAGES

WORLD = {"area": "001", "area_kind": "world"}
ROWS = [
    {
        **WORLD,
        "indicator": "working-poverty",
        "series": "SI_POV_EMP1",
        "age": "Y_GE15",
        "time": time,
        "value": value,
        "basis": "modelled",
    }
    for time, value in (("2000", 26.3), ("2010", 14.0), ("2019", 7.1))
] + [
    {"indicator": "life-expectancy", "area": area, "time": time, "value": value}
    for area, time, value in (
        ("NGA", "2019", 52.91),
        ("TCD", "2019", 53.259),
        ("MCO", "2019", 86.542),
        ("MCO", "2022", 86.895),
    )
]

pytestmark = pytest.mark.usefixtures("registered")


@pytest.fixture(autouse=True)
def figures(tmp_path: Path, settings) -> None:
    settings.OBSERVATORY_FOLDER = tmp_path
    write_figures(tmp_path, ROWS)


def found(code):
    headline = next(each for each in headlines() if each.code == code)
    indicators = {
        each.code: each for each in Indicator.objects.prefetch_related("lines")
    }
    return [
        (each.time, each.least, each.value)
        for each in recomputed(headline, lines_of(indicators))
    ]


def test_a_value_is_that_of_the_years_printed_and_of_the_last():
    assert found("working-poverty") == [("2000", None, 26.3), ("2019", None, 7.1)]


def test_extremes_are_those_of_countries_in_one_year():
    assert found("life-expectancy") == [("2019", 52.91, 86.542)]


def test_what_no_figure_speaks_to_stays_empty():
    assert found("extreme-poverty") == []
    assert found("forced-labour") == []


def test_every_statement_is_whole(registered):
    known = set(Indicator.objects.values_list("code", flat=True))
    pillars = {*Pillar.objects.values_list("code", flat=True), ""}
    for each in headlines():
        assert each.names.keys() == each.note.keys() == set(LANGUAGES), each.code
        assert each.pillar in pillars, each.code
        assert each.printed, each.code
        if each.recompute:
            assert each.recompute["indicator"] in known, each.code


@pytest.mark.parametrize(
    ("language", "value"), [("en", "26.3"), ("fr", "26,3"), ("es", "26,3")]
)
def test_the_page_writes_numbers_as_its_readers_do(client, language, value):
    page = client.get(f"/{language}/headlines/").content.decode()

    assert value in page


def test_the_page_costs_the_same_whatever_is_found(client, django_assert_num_queries):
    client.get("/en/headlines/")
    with django_assert_num_queries(5):
        client.get("/en/headlines/")


def test_the_files_say_the_same(client):
    told = json.loads(b"".join(client.get("/en/headlines.json")))
    by_code = {each["code"]: each for each in told["records"]}

    assert by_code["working-poverty"]["recomputed"] == [
        {"time": "2000", "value": 26.3, "least": None},
        {"time": "2019", "value": 7.1, "least": None},
    ]
    lines = b"".join(client.get("/en/headlines.csv?keys")).decode()
    assert "2000: 26.3; 2019: 7.1" in lines
