"""The public record of a text."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.accounts.tests.factories import make_person
from accord.base.actor import Actor
from accord.base.projecting import NotPublic
from accord.texts.models import Text
from accord.texts.projection import project
from accord.texts.tests.factories import make_public, make_text, publish, write

TODAY = date(2026, 6, 1)


def test_it_tells_what_is_public_in_each_language_and_no_draft(db):
    text = make_public(language="fr", title="Un titre de {coalition}")
    write(text, "en", title="A title", of=1)
    publish(text, "en")
    before = json.dumps(project([text], on=TODAY))
    write(text, "fr", title="Un brouillon", body="Personne ne lit ceci.")
    text.refresh_from_db()

    [told] = project([text], on=TODAY)

    assert json.dumps([told]) == before
    assert list(told["title"]) == ["fr", "en"]
    assert (
        told["title"]["fr"] == "Un titre de Coalition mondiale pour la justice sociale"
    )
    assert [each["anchor"] for each in told["paragraphs"]["en"]] == ["p1", "p2"]
    assert told["versions"][1]["translates"] == 1
    assert not told["versions"][1]["stale"]


def test_a_text_of_which_nothing_is_public_is_refused(db):
    text = make_text()
    write(text)

    with pytest.raises(NotPublic):
        project([text], on=TODAY)


def test_no_person_is_named(db):
    person = make_person()
    text = make_text()
    write(text, by=Actor(person))
    publish(text)

    told = json.dumps(project([text], on=TODAY))

    assert person.email not in told
    assert person.name not in told


def test_many_need_as_few_queries_as_one(db):
    for _number in range(6):
        make_public()
    asked = []
    for count in (1, 6):
        texts = list(Text.objects.public()[:count])
        with CaptureQueriesContext(connection) as queries:
            assert len(project(texts, on=TODAY)) == count
        asked.append(len(queries))

    assert asked == [3, 3]
