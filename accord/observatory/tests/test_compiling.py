"""Figures are what the vintages in use and the registry say, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accord.observatory import compiling, reading, store
from accord.observatory.models import Indicator, Line, Vintage
from accord.observatory.tests.vintages import keep_vintage

pytestmark = pytest.mark.django_db
INFORMAL = "SDG_0831_SEX_ECO_RT"
WHOLE = {"ECO": "ECO_AGNAG_TOTAL"}


@pytest.fixture(autouse=True)
def stored(registered, settings: Any, tmp_path: Path) -> None:
    settings.OBSERVATORY_FOLDER = tmp_path


def informal(area: str, time: str, value: float | None, **others: Any) -> dict:
    survey = others.pop("survey", "BA:1")
    eco = others.pop("eco", "ECO_AGNAG_TOTAL")
    dimensions = json.dumps({"ECO": eco, "SOURCE": survey})
    row = {"series": INFORMAL, "area": area, "time": time, "value": value}
    return {**row, "dimensions": dimensions, **others}


def values(code: str, area: str, **asked: Any) -> list[tuple[str, float | None]]:
    found = reading.of_indicator(code, areas=[area], **asked)
    return [(each.time, each.value) for each in found]


def test_the_headline_line_is_that_of_the_registry_and_all_else_is_beside_it():
    keep_vintage(
        "ilostat",
        [
            informal("KEN", "2019", 86.5),
            informal("KEN", "2019", 89.0, sex="F"),
            informal("KEN", "2019", 95.0, eco="ECO_AGNAG_AGR"),
            informal("KEN", "2030", 70.0, basis="projected"),
        ],
    )

    compiling.compile_figures()

    assert values("informal-employment", "KEN") == [("2019", 86.5)]
    assert values("informal-employment", "KEN", headline=None, sex="F") == [
        ("2019", 89.0)
    ]
    beside = reading.of_indicator("informal-employment", headline=False)
    assert {each.basis for each in beside} == {"reported", "projected"}
    assert len(beside) == 3
    (kenya,) = reading.of_indicator("informal-employment")
    assert json.loads(kenya.dimensions) == WHOLE
    assert (kenya.survey, kenya.definition) == ("BA:1", "icls-13-17")


def test_what_a_model_says_of_the_year_of_its_publication_is_a_projection():
    last, now, later = (f"{timezone.localdate().year + step}" for step in (-1, 0, 1))
    keep_vintage(
        "ilostat",
        [
            informal("KEN", last, 80.0, basis="modelled"),
            informal("KEN", now, 79.0, basis="modelled"),
            informal("UGA", now, 95.0),
            informal("UGA", later, 94.0),
        ],
    )

    compiling.compile_figures()

    assert values("informal-employment", "KEN") == [(last, 80.0)]
    assert values("informal-employment", "UGA") == [(now, 95.0)]
    beside = reading.of_indicator("informal-employment", headline=False)
    assert [(each.time, each.basis) for each in beside] == [
        (now, "projected"),
        (later, "projected"),
    ]


def test_another_survey_breaks_the_line_and_so_does_the_sources_own_flag():
    keep_vintage(
        "ilostat",
        [
            informal("UGA", "2010", 96.4, survey="BB:268"),
            informal("UGA", "2011", 96.6, survey="BB:268"),
            informal("UGA", "2012", 91.7, survey="BA:13047"),
            informal("UGA", "2017", 93.3, survey="BA:13047", status="B"),
            informal("UGA", "2018", None, survey="BA:13047", missing="M"),
            informal("UGA", "2021", 95.2, survey="BA:13047"),
        ],
    )

    compiling.compile_figures()

    line = reading.of_indicator("informal-employment", areas=["UGA"])
    assert [each.time for each in line if each.breaks is True] == ["2012", "2017"]
    assert {each.breaks for each in line} == {True, False}
    assert [(each.time, each.missing) for each in line if each.value is None] == [
        ("2018", "M")
    ]


def test_of_two_surveys_of_one_year_one_stands_in_the_line():
    keep_vintage(
        "ilostat",
        [
            informal("UGA", "2016", 92.0, survey="BA:1"),
            informal("UGA", "2017", 93.0, survey="BA:1"),
            informal("UGA", "2017", 80.0, survey="AA:9"),
        ],
    )

    compiling.compile_figures()

    assert values("informal-employment", "UGA") == [("2016", 92.0), ("2017", 93.0)]


def test_areas_of_one_kind_are_headed_by_one_definition():
    older = {
        "series": "SI.POV.DDAY",
        "time": "2015",
        "dimensions": '{"POVERTY_LINE":"1.90","PPP":"2011"}',
    }
    newer = {
        "dimensions": '{"POVERTY_LINE":"2.15","PPP":"2017"}',
        "series": "$2.15 a day - share of population below poverty line",
        "time": "2019",
    }
    keep_vintage(
        "worldbank-wdi",
        [
            {**older, "area": "KEN", "value": 37.1},
            {**older, "area": "SSD", "value": 76.4},
            {**older, "area": "SSF", "area_kind": "group", "value": 42.3},
        ],
    )
    keep_vintage("worldbank-pip", [{**newer, "area": "KEN", "value": 29.4}])

    compiling.compile_figures()

    assert values("extreme-poverty", "KEN") == [("2019", 29.4)]
    # Another purchasing power parity is no substitute, but it is there.
    assert values("extreme-poverty", "SSD") == []
    assert values("extreme-poverty", "SSD", headline=None) == [("2015", 76.4)]
    assert values("extreme-poverty", "SSF") == [("2015", 42.3)]
    definitions = reading.of_indicator("extreme-poverty", headline=None)
    assert {each.definition for each in definitions} == {"ppp-2017", "ppp-2011"}


def test_men_stand_beside_women_when_their_series_are_two():
    shares = {"area": "KEN", "time": "2022"}
    keep_vintage(
        "undp-hdr",
        [
            {**shares, "series": "se_f", "sex": "F", "value": 31.1},
            {**shares, "series": "se_m", "sex": "M", "value": 37.7},
        ],
    )

    compiling.compile_figures()

    assert values("women-secondary-education", "KEN") == [("2022", 31.1)]
    both = reading.of_indicator("women-secondary-education", headline=None)
    assert {(each.sex, each.headline) for each in both} == {("F", True), ("M", False)}


def test_whose_values_they_are_may_stand_in_the_name_of_a_series_only():
    name = "Vulnerable employment, {} (% of {} employment) (modeled ILO estimate)"
    row = {"area": "KEN", "time": "2019"}
    keep_vintage(
        "worldbank-wdi",
        [
            {**row, "series": name.format(sex, sex), "value": value}
            for sex, value in (("female", 61.5), ("male", 45.9))
        ],
    )

    compiling.compile_figures()

    found = reading.of_indicator("vulnerable-employment-women", headline=None)
    assert {(each.sex, each.value, each.headline) for each in found} == {
        ("F", 61.5, True),
        ("M", 45.9, False),
    }


def test_what_the_registry_knows_to_be_modelled_is_said_to_be():
    row = {"series": "mmr", "area": "KEN", "time": "2020", "value": 530.0}
    keep_vintage("undp-hdr", [row, {**row, "time": "2025", "basis": "projected"}])

    compiling.compile_figures()

    found = reading.of_indicator("maternal-mortality", headline=None)
    assert {each.basis for each in found} == {"modelled", "projected"}


def test_a_line_of_two_series_has_a_value_where_both_have_one():
    indicator = Indicator.objects.get(code="unemployment")
    Line.objects.create(
        indicator=indicator,
        position=3,
        source_id=indicator.lines.get(position=1).source_id,
        series="RATE",
        sex="M",
        factor=10,
        definition="reported-gap",
        plus=[{"series": "RATE", "sex": "F", "times": -1}],
    )
    rate, rural = {"series": "RATE", "area": "KEN"}, '{"LOCATION":"RURAL"}'
    keep_vintage(
        "ilostat",
        [
            {**rate, "time": "2019", "sex": "M", "value": 7.5},
            {**rate, "time": "2019", "sex": "F", "value": 5.25, "basis": "modelled"},
            {**rate, "time": "2019", "sex": "F", "value": 9.0, "dimensions": rural},
            {**rate, "time": "2021", "sex": "M", "value": 8.0},
        ],
    )

    compiling.compile_figures()

    (gap,) = reading.of_indicator("unemployment", headline=None)
    assert (gap.time, gap.value, gap.sex) == ("2019", 22.5, "T")
    assert (gap.basis, gap.headline) == ("modelled", True)


def test_the_newest_vintage_in_use_speaks_for_a_series():
    keep_vintage("ilostat", [informal("KEN", "2019", 86.0)])
    newer = keep_vintage("ilostat", [informal("KEN", "2019", 86.5)])
    first = compiling.compile_figures()
    found = reading.of_indicator("informal-employment")
    assert [(each.value, each.vintage) for each in found] == [(86.5, newer.reference)]

    Vintage.objects.filter(pk=newer.pk).update(set_aside_on="2026-11-25")
    second = compiling.compile_figures()

    assert values("informal-employment", "KEN") == [("2019", 86.0)]
    assert first != second == reading.version()


def test_the_same_inputs_give_the_same_bytes_and_are_not_compiled_twice(tmp_path):
    keep_vintage(
        "ilostat",
        [informal(area, "2019", number) for number, area in enumerate(("KEN", "UGA"))],
    )
    name = compiling.compile_figures()
    path = store.figures_folder(name) / "by_area.parquet"
    before, moment = path.read_bytes(), path.stat().st_mtime_ns

    assert compiling.compile_figures() == name
    assert path.stat().st_mtime_ns == moment
    path.unlink()
    path.parent.rename(tmp_path / "elsewhere")
    assert compiling.compile_figures() == name
    assert path.read_bytes() == before


def test_figures_are_kept_for_readers_and_cleared_away_when_none_can_be_left(
    monkeypatch,
):
    keep_vintage("ilostat", [informal("KEN", "2019", 86.0)])
    first = compiling.compile_figures()
    keep_vintage("ilostat", [informal("KEN", "2019", 86.5)])
    second = compiling.compile_figures()
    assert store.figures_folder(first).exists()

    monkeypatch.setattr(compiling, "KEPT_SECONDS", -1)
    compiling.compile_figures()

    assert not store.figures_folder(first).exists()
    assert store.figures_folder(second).exists()
