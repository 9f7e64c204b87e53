"""The cast: Selma is staff, Octave is the secretariat, Bruno is neither."""

import pytest

from accord.accounts.models import Person
from accord.accounts.tests.factories import make_officer, make_person
from accord.texts.models import Text
from accord.texts.tests.factories import make_public, make_text, sign_in, write


@pytest.fixture
def selma(db) -> Person:
    return make_person("selma@office.example", is_staff=True)


@pytest.fixture
def octave(db) -> Person:
    return make_officer("secretariat")


@pytest.fixture
def as_selma(client, selma):
    sign_in(client, selma)
    return client


@pytest.fixture
def as_bruno(client, db):
    sign_in(client, make_person("bruno@elsewhere.example"))
    return client


@pytest.fixture
def draft(db) -> Text:
    """Return a text of which nothing is public."""
    text = make_text("unfinished")
    write(text)
    return text


@pytest.fixture
def public(db) -> Text:
    return make_public("about", title="About us")
