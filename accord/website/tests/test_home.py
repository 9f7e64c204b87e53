"""The home page and the addresses outside any language."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.actions.tests.factories import make_action
from accord.atlas.tests.factories import make_challenge, make_country
from accord.partners.tests.factories import make_partner
from accord.website.figures import challenges_on, coalition_on

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_the_root_leads_to_the_readers_language(client):
    answer = client.get("/", headers={"accept-language": "fr-SN,fr;q=0.9"})

    assert answer.status_code == 302
    assert answer.url == "/fr/"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_coalition_without_partners_has_a_home(client, language):
    answer = client.get(f"/{language}/")

    assert answer.status_code == 200


def test_robots_name_the_sitemap(client):
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in (
        client.get("/robots.txt").content.decode()
    )


def test_each_sitemap_of_the_index_answers(client):
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own

    addresses = [each.text for each in index.iter(f"{SITEMAP}loc")]

    assert len(addresses) >= 4
    for address in addresses:
        assert (
            client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
        )


def test_alternates_are_reciprocal_and_have_a_default(client):
    content = client.get("/sitemap-pages.xml").content
    pages = ET.fromstring(content)  # noqa: S314 - our own

    for page in pages.iter(f"{SITEMAP}url"):
        address = page.findtext(f"{SITEMAP}loc")
        links = {
            each.get("hreflang"): each.get("href") for each in page.iter(f"{XHTML}link")
        }
        assert set(links) == {"en", "fr", "es", "ar", "x-default"}
        assert address in links.values()


def test_the_host_asked_for_does_not_reach_the_sitemap(client):
    answer = client.get("/sitemap.xml", headers={"host": "localhost"})

    assert b"//localhost" not in answer.content


@pytest.mark.parametrize("kind", ["partner", "action", "nonsense"])
def test_an_unknown_permanent_id_is_not_found(client, kind):
    assert client.get(f"/id/{kind}/XXX-2024-0001").status_code == 404


def test_a_permanent_id_leads_to_the_record(client):
    partner = make_partner()

    answer = client.get(f"/id/partner/{partner.reference}")

    assert answer.status_code == 303
    assert answer.url == f"/en/partners/{partner.slug}/"


def test_a_drafts_permanent_id_is_not_found(client):
    draft = make_action(published_on=None)

    assert client.get(f"/id/action/{draft.reference}").status_code == 404


def test_the_figures_count_what_stands():
    make_action(published_on=None)
    make_action(published_on=DAY, withdrawn_on=DAY)
    standing = make_action(published_on=DAY)
    make_country()
    make_country("MLI", "ML", "466")
    standing.countries.set(["SEN", "MLI"])
    standing.challenges.set([make_challenge()])

    coalition, challenges = coalition_on(DAY), challenges_on(DAY)

    assert coalition.actions == 1
    assert coalition.action_countries == {"SEN": 1, "MLI": 1}
    assert [each.actions for each in challenges].count(1) == 1
    assert sum(each.countries for each in challenges) == 2


def test_a_partner_counts_from_the_day_it_joins_until_it_leaves():
    make_partner(joined_on=DAY, left_on=date(2026, 6, 3))

    counted = [
        coalition_on(day).partners
        for day in (date(2026, 5, 31), DAY, date(2026, 6, 2), date(2026, 6, 3))
    ]

    assert counted == [0, 1, 1, 0]


def test_the_home_page_asks_the_same_number_of_questions_however_much_there_is(client):
    make_country()
    asked = []
    for _round in range(2):
        for _number in range(10):
            make_action(published_on=DAY).countries.set(["SEN"])
        client.get("/en/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/en/")
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[0] <= 30
