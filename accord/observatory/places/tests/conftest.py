"""Five countries, two challenges and a handful of figures."""

from pathlib import Path
from typing import Any

import pytest

from accord.atlas.models import Challenge
from accord.atlas.tests.factories import make_challenge, make_country
from accord.observatory.models import Indicator, Source, Unit
from accord.observatory.tests.figures import write_figures

PEERS = (
    ("MLI", "ML", "466"),
    ("GHA", "GH", "288"),
    ("NER", "NE", "562"),
    ("TGO", "TG", "768"),
)
PEOPLE = {"SEN": 18.0, "MLI": 22.0, "GHA": 33.0, "NER": 26.0, "TGO": 9.0}


def figure(indicator: str, area: str, time: str, value: Any, **more: Any) -> dict:
    return {"indicator": indicator, "area": area, "time": time, "value": value, **more}


ROWS = [
    figure("informality", "SEN", "2016", 91.0),
    figure("informality", "SEN", "2021", 88.0),
    figure("informality", "SEN", "2025", 80.0, basis="projected"),
    figure("informality", "MLI", "2021", 93.0),
    figure("informality", "GHA", "2020", 80.0),
    figure("informality", "NER", "2019", 88.04),
    figure("informality", "TGO", "2022", 91.0),
    figure("informality", "202", "2021", 90.0, area_kind="region", basis="modelled"),
    figure("wealth", "MLI", "2021", 3.0),
    figure("injuries", "SEN", "2020", None, missing="C"),
    figure("trust", "SEN", "2012", 31.0),
    figure("trust", "SEN", "2019", 35.0, status="B", breaks=True),
    *(figure("poverty", area, "2020", 10.0) for area in ("SEN", "MLI")),
    figure("poverty", "GHA", "2020", 40.0),
    figure("poverty", "202", "2020", 26.0, area_kind="region"),
    *(figure("population", area, "2020", people) for area, people in PEOPLE.items()),
]


def make_indicator(
    code: str, unit: Unit, challenge: Challenge, **fields: Any
) -> Indicator:
    made = Indicator.objects.create(
        code=code, names={"en": code.capitalize()}, unit=unit, **fields
    )
    made.challenges.add(challenge)
    return made


@pytest.fixture
def registry(db: None, tmp_path: Path, settings: Any) -> None:
    settings.OBSERVATORY_FOLDER = tmp_path
    write_figures(tmp_path, ROWS)
    unit = Unit.objects.create(
        code="percent", names={"en": "per cent"}, symbols={"en": "%", "fr": "\u202f%"}
    )
    Source.objects.create(
        code="sample",
        names={"en": "Sample office"},
        attributions={"en": "Sample office, free to use"},
    )
    first, second = make_challenge("1"), make_challenge("2", names={"en": "Climate"})
    work = make_indicator("informality", unit, first, polarity=-1, worth=1)
    work.challenges.add(second)
    make_indicator("trust", unit, first, polarity=1, worth=1, position=1)
    make_indicator("wealth", unit, first, position=2)
    make_indicator("injuries", unit, first, position=3)
    wanted = {"en": "a survey of skills"}
    make_indicator("skills", unit, second, position=4, wanted=wanted)
    make_indicator("poverty", unit, first, position=5, weight="population")
    make_country()
    for iso3, iso2, m49 in PEERS:
        make_country(iso3, iso2, m49, names={"en": iso3})
