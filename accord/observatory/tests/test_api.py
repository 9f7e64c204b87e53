"""Official figures in the API."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.base import history
from accord.base.actor import Actor
from accord.observatory import api, compiling, loading, operations, reading
from accord.observatory.models import Indicator, Source
from accord.observatory.tests.vintages import keep_vintage

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
NOBODY = Actor.anonymous()
TRUST = "Trust in others (World Values Survey (2014))"


@pytest.fixture(autouse=True)
def figures(registered, settings: Any, tmp_path: Path) -> None:
    settings.OBSERVATORY_FOLDER = tmp_path
    keep_vintage(
        "wvs",
        [
            {"series": TRUST, "area": area, "time": time, "value": value, "sex": sex}
            for area, time, value, sex in (
                ("KEN", "2009", 12.5, "T"),
                ("KEN", "2014", 9.25, "T"),
                ("KEN", "2014", 8.0, "F"),
                ("UGA", "2014", 17.0, "T"),
            )
        ]
        + [
            {
                "series": TRUST,
                "area": "BDI",
                "time": "2014",
                "value": None,
                "missing": "C",
            }
        ],
    )
    compiling.compile_figures()


def ask(address: str) -> dict:
    return Client().get(f"/api/v1/{address}").json()


def test_indicators_say_what_they_measure_and_what_would_fill_them():
    told = {each["code"]: each for each in ask("indicators?limit=200")["items"]}

    assert told.keys() == set(Indicator.objects.values_list("code", flat=True))
    trust = told["trust-in-others"]
    assert trust.keys() == api.IndicatorShape.model_fields.keys()
    assert (trust["countries"], trust["last_year"]) == (2, 2014)
    assert trust["unit"]["difference"] == "percentage-point"
    assert told["internet-users"]["series"] == []
    assert "IT.NET.USER.ZS" in told["internet-users"]["series_wanted"]["es"]
    assert ask("indicators/trust-in-others") == trust
    assert ask("indicators/nothing")["status"] == 404


def test_indicators_are_chosen_by_challenge_and_pillar():
    chosen = ask("indicators?challenge=6&pillar=3&limit=200")["items"]

    assert [each["code"] for each in chosen] == ["top-1-share", "top-1-wealth"]
    assert ask("indicators?chalenge=6")["status"] == 400


def test_observations_come_in_pages_and_each_once():
    address = "indicators/trust-in-others/observations?lines=all&limit=2"
    seen, link = [], address
    while link:
        told = ask(link.partition("/api/v1/")[2] or link)
        assert told["figures"] == reading.version()
        assert len(told["items"]) <= 2
        seen += told["items"]
        link = told["next"]

    assert [(each["area"], each["sex"], each["time"]) for each in seen] == [
        ("BDI", "T", "2014"),
        ("KEN", "F", "2014"),
        ("KEN", "T", "2009"),
        ("KEN", "T", "2014"),
        ("UGA", "T", "2014"),
    ]
    assert seen[0].keys() == api.ObservationShape.model_fields.keys()
    assert (seen[0]["value"], seen[0]["missing"]) == (None, "C")
    assert seen[3]["dimensions"] == {}


def test_observations_are_narrowed_and_hold_what_is_asked_for():
    address = "indicators/trust-in-others/observations"

    found = ask(f"{address}?area=KEN&area=UGA&since=2010&fields=area,value")["items"]

    assert found == [{"area": "KEN", "value": 9.25}, {"area": "UGA", "value": 17.0}]
    assert ask(f"{address}?lines=all&sex=F")["items"][0]["value"] == 8.0
    assert ask(f"{address}?until=2009")["items"][0]["time"] == "2009"
    assert ask(f"{address}?age=Y15T24")["items"] == []
    assert ask(f"{address}?cursor=nonsense")["type"].endswith("bad-cursor")
    assert ask(f"{address}?since=0")["status"] == 422
    assert ask("indicators/nothing/observations")["status"] == 404


def test_sources_say_their_licence_and_vintages_their_decisions():
    [wvs] = [each for each in ask("sources")["items"] if each["code"] == "wvs"]
    assert wvs["attributions"]["fr"].startswith("World Values Survey")
    assert wvs.keys() == api.SourceShape.model_fields.keys()
    history.seal()
    [before] = ask("vintages?source=wvs")["items"]
    until = ask("vintages")["until"]
    [vintage] = Source.objects.get(code="wvs").vintages.all()
    operations.set_aside(vintage, "A better file came", by=NOBODY, on=TODAY)

    [after] = ask(f"vintages?updated_since={until}")["items"]

    assert before["set_aside_on"] is None
    assert after["set_aside_on"] == "2026-11-25"
    assert after.keys() == api.VintageShape.model_fields.keys()
    assert ask("vintages?source=oecd")["items"] == []


def test_a_mirror_hears_of_what_a_load_changed():
    history.seal()
    until = ask("indicators")["until"]
    assert ask(f"indicators?updated_since={until}")["items"] == []
    Indicator.objects.filter(code="gini").update(decimals=5)
    loading.load(by=NOBODY, on=TODAY)

    told = ask(f"indicators?updated_since={until}&limit=200")["items"]

    assert len(told) == Indicator.objects.count()
    assert {each["updated_at"] is None for each in told} == {False}


def test_many_need_as_few_queries_as_few():
    asked = []
    for limit in (5, 40):
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(f"indicators?limit={limit}")["items"]) == limit
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 10
