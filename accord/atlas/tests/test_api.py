"""Places and terms in the API."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.atlas import api, operations
from accord.atlas.models import Country
from accord.base import history
from accord.base.actor import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
KINDS = [
    ("countries", "iso3", api.CountryShape, api.COUNTRIES),
    ("areas", "code", api.TermShape, api.AREAS),
    ("challenges", "code", api.TermShape, api.CHALLENGES),
    ("goals", "code", api.GoalShape, api.GOALS),
]


def ask(address: str) -> dict:
    return Client().get(f"/api/v1/{address}").json()


@pytest.mark.parametrize(("name", "key", "shape", "resource"), KINDS)
def test_lists_and_records_are_the_projection(loaded, name, key, shape, resource):
    told = ask(f"{name}?limit=200")["items"]

    by_key = {each[key]: each for each in told}
    expected = resource.project(list(resource.ever[:200]), on=TODAY)
    assert by_key == {each[key]: each for each in expected}
    assert told[0].keys() == shape.model_fields.keys()
    assert ask(f"{name}/{told[0][key]}") == told[0]


@pytest.mark.parametrize(("name", "key", "shape", "resource"), KINDS)
def test_a_mirror_hears_of_what_was_edited(loaded, name, key, shape, resource):
    history.seal()
    until = ask(name)["until"]
    assert ask(f"{name}?updated_since={until}")["items"] == []
    record = resource.ever.first()
    before = operations.values_of(record)
    record.names |= {"en": "Other words"}
    operations.save_edited(record, before=before, by=Actor.anonymous(), on=TODAY)

    [told] = ask(f"{name}?updated_since={until}")["items"]

    assert told["names"]["en"] == "Other words"


def test_a_load_that_changes_something_concerns_every_record(loaded):
    history.seal()
    until = ask("areas")["until"]
    Country.objects.filter(iso3="SEN").update(source="elsewhere")
    operations.load(by=Actor.anonymous(), on=TODAY)

    assert len(ask(f"areas?updated_since={until}")["items"]) == 6


def test_many_need_as_few_queries_as_few(loaded):
    asked = []
    for limit in (10, 50):
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(f"countries?limit={limit}")["items"]) == limit
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 6


@pytest.mark.parametrize("address", ["countries/XXX", "areas/99", "goals/18"])
def test_nothing_is_there_under_another_code(loaded, address):
    assert ask(address)["status"] == 404
