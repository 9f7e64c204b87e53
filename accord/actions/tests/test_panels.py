"""What other apps' pages show of actions."""

import pytest

from accord.actions import panels
from accord.actions.tests.factories import TODAY, make_action, make_draft
from accord.atlas.models import Area, Challenge, Country, Goal, Target
from accord.base.actor import Actor
from accord.partners.tests.factories import make_partner

VISITOR = Actor.anonymous()


@pytest.fixture
def action(vocabulary):
    return make_action(
        title="Safer boats",
        countries=Country.objects.filter(iso3="SEN"),
        areas=Area.objects.filter(code="1"),
        challenges=Challenge.objects.all(),
        targets=Target.objects.all(),
    )


def places():
    return [
        (panels.actions_in_country, Country.objects.get(iso3="SEN")),
        (panels.actions_in_area, Area.objects.get(code="1")),
        (panels.actions_on_challenge, Challenge.objects.get()),
        (panels.actions_for_goal, Goal.objects.get()),
    ]


def test_each_place_shows_the_action_in_one_query(action, django_assert_num_queries):
    for show, record in places():
        with django_assert_num_queries(1):
            html = show(record, VISITOR)
        assert html.count("Safer boats") == 1


def test_drafts_and_withdrawn_actions_do_not_show(vocabulary):
    country = Country.objects.get(iso3="SEN")
    make_draft(title="Secret", countries=[country])
    make_action(title="Gone", withdrawn_on=TODAY, countries=[country])

    html = panels.actions_in_country(country, VISITOR)

    assert "Secret" not in html
    assert "Gone" not in html
    assert "No partner has declared an action here yet." in html


def test_the_newest_five_show_and_a_link_leads_to_all(vocabulary, client):
    country = Country.objects.get(iso3="SEN")
    for _number in range(7):
        make_action(countries=[country])

    html = panels.actions_in_country(country, VISITOR)

    assert html.count('class="card"') == 5
    assert "See all 7 actions" in html
    assert "/actions/?country=SEN" in html


def test_a_partner_shows_what_it_leads_and_what_it_joins(
    vocabulary, django_assert_num_queries
):
    partner = make_partner("Union of Fishers")
    make_action(partner, title="Led by it")
    make_action(title="Joined by it").participations.create(partner=partner)
    make_action(title="Neither")

    with django_assert_num_queries(1):
        html = panels.actions_of_partner(partner, VISITOR)

    assert "Led by it" in html
    assert "Joined by it" in html
    assert "takes part" in html
    assert "Neither" not in html


def test_the_country_page_shows_its_actions(action, client):
    assert "Safer boats" in client.get("/en/countries/SEN/").content.decode()
