"""Texts in the API."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.base import history
from accord.base.actor import Actor
from accord.texts import operations
from accord.texts.api import TextShape
from accord.texts.models import Kind
from accord.texts.projection import project
from accord.texts.tests.factories import make_public, make_text, write

LIST = "/api/v1/texts"
TODAY = date(2026, 6, 1)


def ask(address: str = LIST):
    return Client().get(address)


def test_the_list_is_the_projection_of_what_is_public(db):
    page, news = make_public(), make_public(kind=Kind.NEWS)
    write(make_text())

    told = ask().json()["items"]

    assert told == project([page, news], on=timezone.localdate())
    assert told[0].keys() == TextShape.model_fields.keys()
    assert ask(f"{LIST}?kind=news").json()["items"] == told[1:]
    assert ask(f"{LIST}/{news.reference}").json() == told[1]


def test_what_is_taken_off_leaves_a_tombstone(db):
    text = make_public()
    history.seal()
    until = ask().json()["until"]
    operations.unpublish(text, "en", by=Actor.anonymous(), on=TODAY)

    [told] = ask(f"{LIST}?updated_since={until}").json()["items"]

    assert (told["reference"], told["deleted"]) == (text.reference, True)
    assert ask(f"{LIST}/{text.reference}").status_code == 404


def test_a_draft_leaves_no_trace(db):
    text = make_text()
    write(text, title="A canary")
    public = make_public()
    history.seal()
    until = ask().json()["until"]
    before = ask(f"{LIST}/{public.reference}").headers["ETag"]
    write(public, title="A canary")

    for address in (LIST, f"{LIST}?updated_since=1970-01-01T00:00:00Z"):
        assert "canary" not in ask(address).content.decode()
        assert text.reference not in ask(address).content.decode()
    assert ask(f"{LIST}?updated_since={until}").json()["items"] == []
    assert ask(f"{LIST}/{public.reference}").headers["ETag"] == before
    assert ask(f"{LIST}/{text.reference}").status_code == 404


def test_many_need_as_few_queries_as_few(db):
    for _number in range(20):
        make_public()
    asked = []
    for limit in (5, 20):
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(f"{LIST}?limit={limit}").json()["items"]) == limit
        asked.append(len(queries))

    # One of them asks for the state of the record, by which answers are kept.
    assert asked[0] == asked[1] <= 7
