from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.atlas.tests.factories import make_area, make_country, make_region
from accord.base.multilingual import Multilingual
from accord.base.search import indexing
from accord.partners.tests.factories import make_category, make_partner

pytestmark = pytest.mark.django_db
LIST = "/en/partners/"


def names(client: Client, query: str = "", path: str = LIST) -> list[str]:
    return [str(each) for each in client.get(path + query).context["page"]]


def counts(client: Client, facet: str, query: str = "") -> dict[str, int]:
    facets = client.get(LIST + query).context["facets"]
    found = next(each for each in facets if each.name == facet)
    return {choice.value: choice.count for choice in found.choices}


def test_partners_stand_in_the_order_of_their_names_accents_aside(client):
    for name in ("Zinc workers", "Écoles unies", "Dockers", "école des arts"):
        make_partner(name)

    assert names(client) == [
        "Dockers",
        "école des arts",
        "Écoles unies",
        "Zinc workers",
    ]


def test_the_order_is_that_of_the_names_the_reader_sees(client):
    make_partner(names=Multilingual.of("fr", "Zèbres", en="Ants"))
    make_partner("Bees")

    assert names(client) == ["Ants", "Bees"]
    assert names(client, path="/fr/partners/") == ["Bees", "Zèbres"]


@pytest.mark.parametrize("words", ["ouvriers", "OUVRIÈRS", "workers harbour", "hwu"])
def test_search_finds_names_in_every_language_and_the_short_name(client, words):
    found = make_partner(
        names=Multilingual.of("fr", "Ouvriers du port", en="Harbour Workers"),
        short_name="HWU",
    )
    make_partner("Somebody else")
    indexing.index("partner", [found.slug])

    assert names(client, f"?q={words}") == ["Harbour Workers"]


def test_a_filter_counts_what_ticking_it_would_show(client):
    make_partner("A", category="GOV")
    make_partner("B", category="WRK")
    make_partner("C", category="WRK")
    make_category("EMP")

    # A facet's own ticks do not narrow its counts; those of others do.
    assert counts(client, "constituency", "?constituency=workers") == {
        "government": 1,
        "workers": 2,
    }
    assert counts(client, "category", "?constituency=workers") == {"WRK": 2}


def test_two_ticks_of_one_filter_widen_and_of_two_filters_narrow(client):
    area = make_area("1")
    make_partner("A", category="GOV", areas=[area])
    make_partner("B", category="WRK", areas=[area])
    make_partner("C", category="WRK")

    assert names(client, "?category=GOV&category=WRK") == ["A", "B", "C"]
    assert names(client, "?category=WRK&area=1") == ["B"]


def test_a_part_of_the_world_holds_countries_and_regional_bodies(client):
    africa = make_region("002", "Africa")
    west = make_region("011", "Western Africa")
    west.parent = africa
    west.save()
    make_partner("In a country", country=make_country(region=west))
    make_partner("Regional", region=west)
    make_partner("Worldwide")

    assert counts(client, "region") == {"001": 1, "002": 2}
    assert names(client, "?region=002") == ["In a country", "Regional"]
    assert names(client, "?region=001") == ["Worldwide"]


def test_the_ticks_the_words_and_the_order_are_in_the_address(client):
    make_partner("A", category="GOV")

    page = client.get(f"{LIST}?constituency=government&q=a&sort=joined")

    assert page.context["keep"] == [("sort", "joined")]
    assert [each.url for each in page.context["applied"]] == [
        "?constituency=government&sort=joined",
        "?q=a&sort=joined",
    ]
    assert b'value="government" checked' in page.content


def test_latest_to_join_come_first_when_asked_for(client):
    make_partner("A")
    make_partner("B", joined_on=date(2025, 3, 1))

    assert names(client, "?sort=joined") == ["B", "A"]


def test_a_letter_narrows_and_only_letters_that_exist_are_offered(client):
    make_partner("Écoles")
    make_partner("Dockers")

    assert client.get(LIST).context["letters"] == ["d", "e"]
    assert names(client, "?letter=e") == ["Écoles"]


def test_whoever_has_left_or_has_yet_to_join_is_not_in_the_directory(client):
    make_partner("Left", left_on=date(2024, 2, 1))
    make_partner("To come", joined_on=date(2999, 1, 1))

    assert names(client) == []


def test_nonsense_in_the_address_finds_nothing_and_breaks_nothing(client):
    make_partner("A")

    for query in (
        "?area=%00",
        "?region=xx",
        "?page=99",
        "?letter=%F0%9F%98%80",
        "?sort=x",
    ):
        assert client.get(LIST + query).status_code == 200
    assert names(client, "?category=XXX") == []


def test_an_empty_directory_and_one_partner_have_their_own_words(client):
    assert client.get(LIST).status_code == 200

    make_partner("Alone")

    assert "1 organization based in 0 countries" in client.get(LIST).context["headline"]


def test_there_are_25_on_a_page(client):
    for number in range(30):
        make_partner(f"Partner {number:02}")

    assert len(names(client)) == 25
    assert names(client, "?page=2")[0] == "Partner 25"


def test_the_directory_asks_as_much_for_fifty_as_for_ten(client):
    country, area = make_country(), make_area()
    for number in range(10):
        make_partner(f"A {number}", country=country, areas=[area])
    client.get(LIST)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    few = asked()
    for number in range(40):
        make_partner(f"B {number}", country=country, areas=[area])

    assert asked() == few
    assert few <= 30


def test_the_directory_is_only_read(client):
    assert client.post(LIST).status_code == 405
