"""The list of countries and the page of one."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from accord.atlas import operations
from accord.atlas.models import Membership
from accord.atlas.tests.factories import make_country, make_grouping
from accord.base.actor import Actor

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "fr", "es", "ar"]


def make_many(count: int) -> None:
    group = make_grouping("WB-LIC", kind="income")
    for number in range(count):
        first, second = divmod(number, 26)
        letters = f"{chr(65 + first)}{chr(65 + second)}"
        country = make_country(
            f"X{letters}", letters, f"{number:03}", names={"en": f"Country {number}"}
        )
        Membership.objects.create(country=country, grouping=group, year=2021)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_there_in_every_language(client, language):
    make_country()

    response = client.get(f"/{language}/countries/")

    assert response.status_code == 200
    assert "/countries/SEN/" in response.content.decode()


def test_the_list_asks_the_same_of_the_database_for_10_and_50(
    client, django_assert_num_queries
):
    make_many(10)
    client.get("/en/countries/")
    with django_assert_num_queries(10, exact=False) as few:
        client.get("/en/countries/")
    make_more = range(10, 50)
    for number in make_more:
        first, second = divmod(number, 26)
        letters = f"{chr(65 + first)}{chr(65 + second)}"
        make_country(f"X{letters}", letters, f"{number:03}")

    with django_assert_num_queries(len(few)):
        client.get("/en/countries/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("senegal", True),
        ("SÉNÉGAL", True),
        ("sn", True),
        ("sen", True),
        ("mali", False),
    ],
)
def test_a_country_is_found_without_accents_and_by_code(client, query, found):
    make_country()

    response = client.get("/fr/countries/", {"q": query})

    assert ("/countries/SEN/" in response.content.decode()) is found


def test_a_search_without_result_says_what_to_try(client):
    make_country()

    response = client.get("/en/countries/", {"q": "<b>atlantis"})

    assert "No country has this name" in response.content.decode()
    assert "<b>atlantis" not in response.content.decode()


def order_of(response) -> list[str]:
    table = response.content.decode().partition('<table class="table">')[2]
    return re.findall(r"/countries/([A-Z]{3})/", table)[:3]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["FRA", "SEN", "ESP"]),
        ("name", ["FRA", "SEN", "ESP"]),
        ("-name", ["ESP", "SEN", "FRA"]),
        ("income", ["SEN", "FRA", "ESP"]),
        ("-income", ["FRA", "SEN", "ESP"]),
        ("nonsense", ["FRA", "SEN", "ESP"]),
    ],
)
def test_the_table_sorts_by_what_the_address_says(client, sort, order):
    low = make_grouping("WB-LIC", kind="income", position=1)
    high = make_grouping("WB-HIC", kind="income", position=2)
    senegal = make_country()
    france = make_country("FRA", "FR", "250", names={"en": "France"})
    make_country("ESP", "ES", "724", names={"en": "Spain"})
    Membership.objects.create(country=senegal, grouping=low, year=2021)
    Membership.objects.create(country=france, grouping=high, year=2021)

    response = client.get("/en/countries/", {"sort": sort})

    assert order_of(response) == order


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_has_a_page_in_every_language(client, language):
    make_country()

    response = client.get(f"/{language}/countries/SEN/")

    assert response.status_code == 200


@pytest.mark.parametrize("code", ["sen", "Sen", "sn", "SN"])
def test_other_writings_of_the_code_lead_to_the_one_address(client, code):
    make_country()

    response = client.get(f"/fr/countries/{code}/")

    assert response.status_code == 301
    assert response.headers["location"] == "/fr/countries/SEN/"


@pytest.mark.parametrize("code", ["XXX", "XX", "senegal", "s", "686"])
def test_an_unknown_country_is_not_found(client, code):
    make_country()

    assert client.get(f"/en/countries/{code}/").status_code == 404


@pytest.mark.parametrize("path", ["countries/", "countries/SEN/"])
def test_nothing_can_be_posted(client, path):
    make_country()

    assert client.post(f"/en/{path}").status_code == 405


def test_the_page_shows_groups_years_and_names(client):
    operations.load(by=Actor.anonymous(), on=date(2026, 6, 1))

    page = client.get("/fr/countries/SEN/").content.decode()

    assert "Pays les moins avancés" in page
    assert "2018–2021" in page
    assert "République du Sénégal" in page
    assert "Republic of Senegal" in page
    assert "جمهورية السنغال" in page
    assert "Afrique occidentale" in page


def test_the_page_of_a_country_costs_the_same_however_long_its_history(
    client, django_assert_num_queries
):
    country, group = make_country(), make_grouping("WB-LIC", kind="income")
    Membership.objects.create(country=country, grouping=group, year=1987)
    client.get("/en/countries/SEN/")
    with django_assert_num_queries(24, exact=False) as few:
        client.get("/en/countries/SEN/")
    Membership.objects.bulk_create(
        Membership(country=country, grouping=group, year=year)
        for year in range(1988, 2022)
    )

    with django_assert_num_queries(len(few)):
        client.get("/en/countries/SEN/")


def test_an_unofficial_name_is_said_to_be_one(client):
    make_country(official={"en": True, "fr": False})

    assert (
        "Unofficial"
        not in client.get("/en/countries/SEN/").content.decode().partition("Names")[0]
    )
    with translation.override("fr"):
        words = translation.gettext("Unofficial rendering")
    assert words in client.get("/fr/countries/SEN/").content.decode()


def test_a_name_that_is_missing_is_marked_as_english(client):
    make_country(names={"en": "Senegal"})

    page = client.get("/ar/countries/SEN/").content.decode()

    assert '<span lang="en" dir="ltr">Senegal</span>' in page


def test_coordinates_are_written_for_machines_in_every_language(client):
    make_country("TUV", "TV", "798", names={"en": "Tuvalu"}, latitude="-8.52")

    page = client.get("/fr/countries/TUV/").content.decode()

    assert re.search(r'viewBox="0 0 960\.0 416\.1"', page)
    assert re.search(r'cx="\d+\.\d+"', page)


def test_the_address_of_a_country_follows_the_language():
    with translation.override("es"):
        assert reverse("atlas:country", args=["SEN"]) == "/es/countries/SEN/"
