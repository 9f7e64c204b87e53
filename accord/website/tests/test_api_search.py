"""Search in the API."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.actions import operations
from accord.actions.tests.factories import complete, make_draft, make_vocabulary
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.website.api import ResultShape

ADDRESS = "/api/v1/search"


def publish(title: str, **translations: str):
    draft = complete(make_draft(title=Multilingual.of("en", title, **translations)))
    return operations.publish(draft, by=Actor.anonymous(), on=date(2026, 6, 1))


def ask(query: str):
    return Client().get(f"{ADDRESS}?{query}")


@pytest.fixture(autouse=True)
def vocabulary(db: None) -> None:
    make_vocabulary()


def test_what_is_public_is_found_in_any_of_its_languages():
    action = publish("Mending nets", fr="Réparer les filets")

    told = ask("q=filets&reader=fr").json()

    assert told["total"] == 1
    [found] = told["items"]
    assert found.keys() == ResultShape.model_fields.keys()
    assert found["kind"] == "action"
    assert action.reference in found["url"]
    assert found["title"] == "Réparer les filets"
    assert told["counts"]["country"] == {"SEN": 1}


def test_the_passage_is_plain_text():
    publish("Mending & nets")

    [found] = ask("q=contracts").json()["items"]

    assert found["title"] == "Mending & nets"
    assert found["passage"] == "We write contracts."


def test_a_draft_is_not_found():
    make_draft(title="Mending nets")

    assert ask("q=mending").json()["total"] == 0


def test_pages_follow_each_other():
    for number in range(5):
        publish(f"Mending net {number}")

    first = ask("q=mending&limit=3").json()
    second = Client().get(first["next"].partition("8000")[2] or first["next"]).json()

    urls = [each["url"] for each in first["items"] + second["items"]]
    assert len(urls) == len(set(urls)) == first["total"] == 5
    assert second["next"] is None


def test_a_cursor_belongs_to_its_search():
    for number in range(3):
        publish(f"Mending net {number}")
    cursor = ask("q=mending&limit=1").json()["next"].rpartition("cursor=")[2]

    assert ask(f"q=nets&limit=1&cursor={cursor}").status_code == 404
    assert ask(f"q=mending&limit=2&cursor={cursor}").status_code == 404


@pytest.mark.parametrize("query", ["qq=x", "kind=a%20b", "reader=de", "q=%00"])
def test_what_cannot_be_asked_is_a_problem(query):
    answer = ask(query)

    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_many_need_as_few_queries_as_few():
    for number in range(12):
        publish(f"Mending net {number}")
    asked = []
    for limit in (2, 12):
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(f"q=mending&limit={limit}").json()["items"]) == limit
        asked.append(len(queries))

    assert asked[0] == asked[1]
