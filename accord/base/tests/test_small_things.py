"""Sorting, log lines, panels, health."""

import logging

import pytest
from django.db import DatabaseError

from accord.base import panels
from accord.base.actor import Actor
from accord.base.logs import OneLineFormatter
from accord.base.sorting import sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("École", "ecole"),
        ("Œuvre", "oeuvre"),
        ("L’Atelier", "l atelier"),
        ("Saint-Étienne", "saint etienne"),
        ("Straße", "strasse"),
    ],
)
def test_names_sort_without_accents(text, key):
    assert sort_key(text) == key


@pytest.mark.parametrize("forged", ["a\nERROR b", "a\x1b[31mb", "a\u202eb", "a\u2028b"])
def test_a_log_record_stays_on_one_visible_line(forged):
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (forged,), None)

    line = OneLineFormatter("{message}", style="{").format(record)

    assert line.isprintable()
    assert len(line.splitlines()) == 1


@pytest.mark.django_db
def test_a_panel_that_fails_leaves_the_others(caplog):
    place = "test.place"

    @panels.panel(place, order=2)
    def good(record, reader):
        return "<p>good</p>"

    @panels.panel(place, order=1)
    def bad(record, reader):
        raise DatabaseError("gone")

    html = panels.render(place, object(), Actor.anonymous())

    assert html.endswith("<p>good</p>")
    assert "bad" in caplog.text


def test_the_process_says_that_it_lives(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readiness_asks_the_database(client):
    assert client.get("/readyz").json() == {
        "status": "ok",
        "parked_jobs": 0,
        "waiting_mails": 0,
        "oldest_waiting_mail_minutes": 0,
    }
