from pathlib import Path

import pytest

from accord.observatory import reading
from accord.observatory.tests.figures import write_figures

ROWS = [
    {"indicator": "informal", "area": "KEN", "time": "2019", "value": 86.5},
    {"indicator": "informal", "area": "KEN", "time": "2021", "value": 85.0},
    {
        "indicator": "informal",
        "area": "KEN",
        "time": "2022",
        "value": 84.0,
        "basis": "projected",
    },
    {
        "indicator": "informal",
        "area": "KEN",
        "time": "2021",
        "value": 88.0,
        "sex": "F",
        "headline": False,
    },
    {"indicator": "informal", "area": "UGA", "time": "2021", "value": 95.1},
    {
        "indicator": "informal",
        "area": "001",
        "area_kind": "world",
        "time": "2021",
        "value": 58.0,
    },
    {"indicator": "gini", "area": "KEN", "time": "2015", "value": 40.8},
]


@pytest.fixture(autouse=True)
def figures(tmp_path: Path, settings: object) -> None:
    settings.OBSERVATORY_FOLDER = tmp_path
    write_figures(tmp_path, ROWS)


def test_an_indicator_gives_its_headline_by_area_and_time():
    found = reading.of_indicator("informal", areas=["KEN"])

    assert [(each.time, each.value) for each in found] == [
        ("2019", 86.5),
        ("2021", 85.0),
        ("2022", 84.0),
    ]


def test_a_breakdown_is_asked_for():
    found = reading.of_indicator("informal", headline=None, sex="F")

    assert [(each.area, each.value) for each in found] == [("KEN", 88.0)]


def test_the_latest_value_is_never_a_projection_nor_an_aggregate():
    found = reading.latest("informal")

    assert [(each.area, each.time) for each in found] == [
        ("KEN", "2021"),
        ("UGA", "2021"),
    ]


def test_a_profile_holds_the_headlines_of_one_area():
    found = reading.profile("KEN")

    assert sorted(found) == ["gini", "informal"]
    assert all(each.area == "KEN" for lines in found.values() for each in lines)
    assert all(each.sex == "T" for each in found["informal"])


def test_breakdowns_say_what_there_is():
    found = reading.breakdowns("informal")

    assert found is not None
    assert list(found.sexes) == ["F", "T"]
    assert (found.areas, found.first, found.last) == (3, 2019, 2022)
    assert reading.breakdowns("nothing") is None


def test_before_the_first_compile_there_is_nothing(tmp_path: Path, settings: object):
    settings.OBSERVATORY_FOLDER = tmp_path / "empty"

    assert reading.version() == ""
    assert reading.of_indicator("informal") == []
    assert reading.breakdowns("informal") is None
