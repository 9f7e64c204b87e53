"""The list of what waits: its door, filters, ages, pages, and what it costs."""

import gzip
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.secretariat.queue import band_of

URL = "/en/secretariat/"


def page_of(client, query=""):
    response = client.get(f"{URL}{query}")
    assert response.status_code == 200
    return response.content.decode()


def titles(page):
    return re.findall(r"<bdi>((?:Letter \d+)|Quokkacase)</bdi></a>", page)


@pytest.mark.django_db
def test_only_the_office_finds_it(sofia, oumar, bruno, desk):
    assert sofia.get(URL).status_code == 200
    assert oumar.get(URL).status_code == 200
    assert bruno.get(URL).status_code == 404
    assert "/login/" in Client().get(URL)["Location"]
    assert sofia.post(URL).status_code == 405
    assert sofia.get(URL)["Cache-Control"] == "no-store, private"
    assert "/secretariat/" not in bruno.get("/en/").content.decode()


@pytest.mark.django_db
def test_the_office_arrives_there_when_it_has_signed_in(sofia, oumar, bruno, desk):
    arrival = "/en/account/welcome/"

    assert sofia.get(arrival).url == URL
    assert oumar.get(arrival).url == URL
    assert bruno.get(arrival).url != URL


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "2"), (2, "2"), (3, "7"), (7, "7"), (8, "14"), (14, "14"), (15, "older")],
)
def test_ages_have_their_boundaries(days, band):
    assert band_of(days).code == band


def test_the_list_says_what_waits_and_filters_it(sofia, desk):
    desk.add(1, days=20, due=-3)
    desk.add(2, days=5, due=0)
    desk.add(3, days=1, due=30)
    desk.add(4)

    page = page_of(sofia)

    assert "4 things wait, the oldest since" in page
    assert "1 is overdue." in page
    assert titles(page) == ["Letter 1", "Letter 2", "Letter 3", "Letter 4"]
    assert "Overdue by 3 days" in page
    assert "Due today" in page
    assert "In 30 days" in page
    assert "No day set" in page
    assert "What waits\N{NO-BREAK SPACE}(4)" in page
    assert titles(page_of(sofia, "?age=older")) == ["Letter 1"]
    assert titles(page_of(sofia, "?age=2&age=7")) == [
        "Letter 2",
        "Letter 3",
        "Letter 4",
    ]
    assert titles(page_of(sofia, "?due=overdue")) == ["Letter 1"]
    assert titles(page_of(sofia, "?q=letter+3")) == ["Letter 3"]
    assert titles(page_of(sofia, "?sort=due"))[0] == "Letter 1"
    assert titles(page_of(sofia, "?who=me")) == []
    for junk in ("?age=%00", "?sort=x&page=-3", "?kind=" + "x" * 900, "?on=nobody"):
        assert sofia.get(URL + junk).status_code == 200


def test_a_source_that_fails_is_named_and_the_rest_is_there(sofia, desk, monkeypatch):
    desk.add(1)
    monkeypatch.setattr(desk, "cases", None)
    from accord.base import waiting  # noqa: PLC0415 - as the fixture has it now

    broken = waiting.Source("broken", "Broken things", lambda *_each: 1 / "x")
    monkeypatch.setitem(waiting._sources, "broken", broken)

    page = page_of(sofia)

    assert titles(page) == ["Letter 1"]
    assert "Broken things" in page


def test_a_thousand_things_cost_what_ten_cost(sofia, desk):
    """Fifty rows a page, a constant number of queries, 30 KB at most."""
    for n in range(10):
        desk.add(n, days=n)
    page_of(sofia)
    with CaptureQueriesContext(
        connection,
    ) as ten:
        page_of(sofia)

    for n in range(10, 1000):
        desk.add(n, days=n % 40, due=n % 20 - 10)
    with CaptureQueriesContext(connection) as thousand:
        page = page_of(sofia)

    assert len(thousand) == len(ten)
    assert len(titles(page)) == 50
    assert len(gzip.compress(page.encode(), 6)) <= 30_000
