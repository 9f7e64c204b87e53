"""The search page: what one chooses a result by, and the ways onward."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accord.actions.tests.factories import make_action, make_vocabulary
from accord.base.search import indexing
from accord.partners.tests.factories import make_partner

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def coalition(db):
    make_vocabulary()
    make_action(make_partner(name="Net Menders’ Union"), title="Written contracts")
    indexing.rebuild()


def page(address):
    return html.fromstring(Client().get(address).content)


def test_an_action_says_its_stage_who_leads_it_and_where(coalition):
    lead = make_partner()
    make_action(
        lead, title="Zweifelhafte Netze", starts_on=LONG_AGO, ends_on=date(2021, 1, 1)
    )
    indexing.rebuild()

    (card,) = page("/en/search/?q=zweifelhafte").cssselect(".card")

    assert "Ended" in card.cssselect(".card__kicker")[0].text_content()
    assert str(lead) in card.cssselect(".found__who")[0].text_content()


def test_a_partner_says_its_category_and_place(coalition):
    (card,) = page("/en/search/?q=menders&kind=partner").cssselect(".card")

    assert card.cssselect(".found__who .shape")


def test_taking_away_is_a_step_from_the_head_of_the_list(coalition):
    for address in ("/en/search/?q=contracts", "/en/actions/", "/en/partners/"):
        found = page(address)

        assert found.cssselect('a[href="#take-away"]'), address
        assert found.cssselect("#take-away"), address


def test_more_results_need_no_more_queries(coalition):
    lead, asked = make_partner(), []
    for count in (2, 15):
        for number in range(count):
            make_action(lead, title=f"Zweifelhafte Netze {count} {number}")
        indexing.rebuild()
        page("/en/search/?q=zweifelhafte")
        with CaptureQueriesContext(connection) as queries:
            page("/en/search/?q=zweifelhafte&sort=title")
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_home_page_has_one_search_and_it_finds_everything(coalition, language):
    found = page(f"/{language}/")

    (form,) = found.cssselect("form[role=search]")
    assert form.get("action") == f"/{language}/search/"
    assert found.cssselect(f'main a[href="/{language}/data/"]')
