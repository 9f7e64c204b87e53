"""Pages of areas of action, challenges and goals."""

from datetime import date

import pytest
from django.utils import translation

from accord.atlas import operations
from accord.atlas.models import Indicator, Target
from accord.atlas.tests.factories import make_area, make_challenge, make_goal
from accord.base import panels
from accord.base.actor import Actor

pytestmark = pytest.mark.django_db

PATHS = [
    "areas/",
    "areas/area-1/",
    "challenges/",
    "challenges/challenge-1/",
    "goals/",
    "goals/8/",
]


@pytest.fixture
def terms():
    make_area()
    make_challenge()
    goal = make_goal()
    target = Target.objects.create(goal=goal, code="8.3", names={"en": "Promote"})
    Indicator.objects.create(
        target=target, code="8.3.1", names={"en": "Informal"}, custodian="ILO"
    )


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_in_every_language(client, terms, language, path):
    assert client.get(f"/{language}/{path}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_nothing_can_be_posted(client, terms, path):
    assert client.post(f"/en/{path}").status_code == 405


@pytest.mark.parametrize(
    "path", ["areas/none/", "challenges/none/", "goals/18/", "goals/08/", "goals/x/"]
)
def test_what_does_not_exist_is_not_found(client, terms, path):
    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize("path", ["areas/", "areas/area-1/"])
def test_an_unofficial_wording_is_said_to_be_one(client, terms, path):
    assert "Unofficial rendering" not in client.get(f"/en/{path}").content.decode()
    with translation.override("ar"):
        words = translation.gettext("Unofficial rendering")
    assert words in client.get(f"/ar/{path}").content.decode()


def test_an_area_that_has_ended_leaves_the_list_and_keeps_its_page(client):
    make_area(valid_until=date(2025, 1, 1))

    assert "area-1" not in client.get("/en/areas/").content.decode()
    assert client.get("/en/areas/area-1/").status_code == 200


def test_the_page_of_a_goal_shows_targets_and_who_compiles_an_indicator(client, terms):
    page = client.get("/en/goals/8/").content.decode()

    assert 'id="target-8.3"' in page
    assert "8.3.1" in page
    assert "Compiled by ILO" in page


def test_the_pages_of_goals_cost_the_same_with_few_targets_and_with_many(
    client, django_assert_num_queries
):
    operations.load(by=Actor.anonymous(), on=date(2026, 6, 1))
    client.get("/fr/goals/13/")
    with django_assert_num_queries(16, exact=False) as few:
        client.get("/fr/goals/13/")

    for number in (8, 17):
        with django_assert_num_queries(len(few)):
            assert client.get(f"/fr/goals/{number}/").status_code == 200


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("atlas.area", "areas/area-1/"),
        ("atlas.challenge", "challenges/challenge-1/"),
        ("atlas.goal", "goals/8/"),
    ],
)
def test_other_apps_can_show_something_on_the_page(client, terms, place, path):
    @panels.panel(place, order=999)
    def shown(record, reader):
        return f"<p>a panel for {record.history_reference}</p>"

    try:
        page = client.get(f"/en/{path}").content.decode()
    finally:
        panels._panels[place].pop()

    assert "a panel for " in page
