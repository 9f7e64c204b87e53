"""The public records of places and terms."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.atlas import operations, projection
from accord.atlas.models import Area, Challenge, Country, Goal, Membership, Target
from accord.atlas.tests.factories import (
    make_area,
    make_challenge,
    make_country,
    make_goal,
    make_grouping,
)
from accord.base.actor import Actor

TODAY = date(2026, 6, 1)
KINDS = [
    (projection.countries, Country, 3),
    (projection.areas, Area, 1),
    (projection.challenges, Challenge, 1),
    (projection.goals, Goal, 3),
]


@pytest.fixture
def records(db: None) -> None:
    senegal = make_country()
    make_country("MLI", "ML", "466", names={"en": "Mali"})
    Membership.objects.create(country=senegal, grouping=make_grouping())
    for number in "12":
        make_area(number)
        make_challenge(number)
        goal = make_goal(number)
        Target.objects.create(code=f"{number}.1", names={"en": "Target"}, goal=goal)


def test_a_country_is_told_with_its_names_and_groups(records, settings):
    settings.PUBLIC_URL = "https://coalition.example"

    [told] = projection.countries(Country.objects.filter(iso3="SEN"), on=TODAY)

    assert told["names"] == {"en": "Senegal", "fr": "Sénégal"}
    assert told["official"] == ["en", "fr"]
    assert (told["region"], told["groups"]) == ("202", ["LDC"])
    assert told["url"] == "https://coalition.example/en/countries/SEN/"


def test_a_goal_is_told_with_its_targets(records):
    [told] = projection.goals(Goal.objects.filter(code="1"), on=TODAY)

    assert [each["code"] for each in told["targets"]] == ["1.1"]


def test_a_record_changed_when_staff_edited_it_or_a_load_changed_its_kind(records):
    area = Area.objects.first()
    operations.load(by=Actor.anonymous(), on=TODAY)
    [loaded] = projection.areas([area], on=TODAY)
    before = operations.values_of(area)
    area.names = {"en": "Other words"}
    operations.save_edited(area, before=before, by=Actor.anonymous(), on=TODAY)

    [edited] = projection.areas([area], on=TODAY)

    assert edited["updated_at"] > loaded["updated_at"]


@pytest.mark.parametrize(("told", "model", "queries"), KINDS)
def test_many_need_as_few_queries_as_one(records, told, model, queries):
    asked = []
    for count in (1, 2):
        found = list(model.objects.all()[:count])
        with CaptureQueriesContext(connection) as captured:
            values = told(found, on=TODAY)
        assert json.loads(json.dumps(values)) == values
        asked.append(len(captured))

    assert asked[0] == asked[1] <= queries
