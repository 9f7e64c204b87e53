"""What other apps' pages show of actions."""

import pytest

from accord.actions import panels
from accord.actions.tests.factories import TODAY, make_action, make_draft
from accord.atlas.models import Area, Challenge, Country, Goal, Target
from accord.atlas.tests.factories import make_challenge
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


def test_a_country_shows_what_is_done_and_what_nobody_does(
    action, django_assert_num_queries
):
    make_challenge("2")
    country = Country.objects.get(iso3="SEN")
    make_draft(challenges=Challenge.objects.filter(code="2"), countries=[country])
    make_action(
        withdrawn_on=TODAY,
        challenges=Challenge.objects.filter(code="2"),
        countries=[country],
    )

    with django_assert_num_queries(2):
        html = panels.themes_in_country(country, VISITOR)

    assert "?country=SEN&amp;challenge=1" in html
    assert "challenge=2" not in html
    assert html.count("Nobody yet") == html.count('class="themes__none"')
    waiting = Challenge.objects.count() + Area.objects.count() - 2
    assert html.count("Nobody yet") == waiting


def test_a_country_whose_themes_all_have_an_action_says_so(action):
    Area.objects.exclude(code="1").delete()

    html = panels.themes_in_country(Country.objects.get(iso3="SEN"), VISITOR)

    assert "Every challenge and every area has an action here." in html
