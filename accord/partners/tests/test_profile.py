from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.atlas.tests.factories import make_area, make_challenge, make_country
from accord.base import panels
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners import operations
from accord.partners.models import Role
from accord.partners.tests.factories import JOINED, make_mandate, make_partner

pytestmark = pytest.mark.django_db
PAGE = "/en/partners/dockers/"


def test_a_visitor_reads_what_the_partner_says_of_itself(client):
    partner = make_partner(
        names=Multilingual.of("fr", "Union des dockers", en="Union of Dockers"),
        slug="dockers",
        country=make_country(),
        mandate_text=Multilingual.of("en", "Dockers of the Sahel."),
        priorities=Multilingual.of("fr", "Des quais plus sûrs."),
        areas=[make_area()],
        challenges=[make_challenge()],
        website="https://dockers.example/",
        is_sample=True,
    )

    page = client.get(PAGE).content.decode()

    for words in (
        "Category WRK",
        "Senegal",
        "Union des dockers",
        "Dockers of the Sahel.",
        '<span lang="fr" dir="ltr">Des quais plus sûrs.</span>',
        "Protection",
        "Distrust",
        'href="https://dockers.example/"',
        "24 January 2024",
        "Sample: an invented organization",
        f"/id/partner/{partner.reference}",
    ):
        assert words in page


def test_the_public_sees_how_many_act_for_it_and_not_who(client, bruno, farid, amina):
    for reader in (client, bruno):
        page = reader.get(PAGE).content.decode()
        assert "Focal point: 1" in page
        assert "Farid" not in page
        assert "Edit the profile" not in page


@pytest.mark.parametrize("who", ["rosa", "amina", "farid", "sofia"])
def test_mandate_holders_and_the_secretariat_see_people(who, union, farid, request):
    client: Client = request.getfixturevalue(who)

    page = client.get(PAGE).content.decode()

    assert "Farid, focal point" in page
    assert ("Edit the profile" in page) is (who != "rosa")
    assert (f"{PAGE}people/" in page) is (who in {"farid", "sofia"})


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"left_on": date(2024, 6, 1)}, "left on"),
        ({"joined_on": date(2999, 6, 1)}, "becomes a partner on"),
    ],
)
def test_who_is_no_partner_today_keeps_a_page_that_says_so(client, dates, words):
    partner = make_partner(**dates)

    assert words in client.get(partner.get_absolute_url()).content.decode()


def test_an_unknown_partner_is_not_found_and_pages_are_only_read(client, union):
    assert client.get("/en/partners/nobody/").status_code == 404
    assert client.post(PAGE).status_code == 405
    assert client.post(f"{PAGE}history/").status_code == 405


def test_a_name_cannot_smuggle_markup_in(client):
    partner = make_partner("<script>alert(1)</script>")

    for path in ("/en/partners/", partner.get_absolute_url()):
        assert b"<script>alert(1)" not in client.get(path).content


def test_history_tells_the_public_what_and_the_partner_who(client, amina, farid, union):
    by = Actor(*signer_of(union))
    operations.change_profile(
        union,
        {"priorities": Multilingual.of("en", "Safer quays.")},
        by=by,
        on=date(2024, 3, 1),
        version=1,
    )

    public = client.get(f"{PAGE}history/").content.decode()
    inside = farid.get(f"{PAGE}history/").content.decode()

    for page in (public, inside):
        assert "Profile changed" in page
        assert "Safer quays." in page
        assert "for Union of Dockers" in page
        assert f"under mandate {by.mandate.reference}" in page
        assert "Joined the coalition" in page
    assert "by Amina" not in public
    assert "by Amina" in inside
    assert "was given a mandate" not in public
    assert "was given a mandate as focal point" in inside
    assert "Farid" in inside
    assert "Farid" not in public


def signer_of(union):
    mandate = union.mandates.get(role=Role.EDITOR)
    return mandate.person, union, mandate


def test_history_asks_as_much_for_many_entries_as_for_few(client, union):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{PAGE}history/")
        return len(queries)

    def change(number: int) -> None:
        operations.change_profile(
            union,
            {"priorities": Multilingual.of("en", f"Priority {number}")},
            by=Actor.anonymous(),
            on=JOINED,
            version=union.version + number,
        )

    change(0)
    few = asked()
    for number in range(1, 30):
        change(number)

    assert asked() == few


def test_a_page_asks_as_much_for_many_people_and_numbers_as_for_few(client, union):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    make_mandate(union)
    few = asked()
    for number in range(10):
        make_mandate(union)
        operations.add_identifier(
            union, "wikidata", f"Q{number + 1}", by=Actor.anonymous(), on=JOINED
        )

    assert asked() == few


def test_a_country_shows_who_is_based_there_in_one_query(union):
    country = make_country()
    for number in range(15):
        make_partner(f"Here {number:02}", country=country)

    with CaptureQueriesContext(connection) as queries:
        shown = panels.render("atlas.country", country, Actor.anonymous())

    own = [each for each in queries if 'FROM "partners_partner"' in each["sql"]]
    assert "15 partners of the coalition are based here." in shown
    assert "Here 14" in shown
    assert "Union of Dockers" not in shown
    assert sum('"partners_partner"."sort_name"' in each["sql"] for each in own) == 1


def test_a_theme_shows_the_first_and_leads_to_all(client):
    area, challenge = make_area("1"), make_challenge("2")
    for number in range(15):
        make_partner(f"On it {number:02}", areas=[area], challenges=[challenge])

    for place, record, query in (
        ("atlas.area", area, "?area=1"),
        ("atlas.challenge", challenge, "?challenge=2"),
    ):
        shown = panels.render(place, record, Actor.anonymous())
        assert "On it 11" in shown
        assert "On it 12" not in shown
        assert f"/en/partners/{query}" in shown
        assert client.get(f"/en/partners/{query}").context["page"].paginator.count == 15


def test_a_country_without_partners_says_so():
    shown = panels.render("atlas.country", make_country(), Actor.anonymous())

    assert "No partner of the coalition is based here yet." in shown
