"""Staff edit vocabularies: names by language, with a history entry each time."""

import pytest
from django.apps import apps

from accord.accounts.models import Person
from accord.atlas.models import Area, Country, Membership
from accord.atlas.tests.factories import make_area, make_country, make_grouping
from accord.base import history

pytestmark = pytest.mark.django_db


def sign_in(client, *, is_staff: bool) -> Person:
    person = Person.objects.create_user("a@sample.example", name="Aminata")
    Person.objects.filter(pk=person.pk).update(is_staff=is_staff)
    person.refresh_from_db()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return person


def answers(**changes):
    return {
        "slug": "area-1",
        "position": "0",
        "names_en": "Protection",
        "names_ar": "الحماية",
        "official_en": "on",
        **changes,
    }


def test_staff_rename_an_area_and_history_tells(client):
    sign_in(client, is_staff=True)
    area = make_area(short_names={"fr": "Protéger"})

    response = client.post(
        f"/admin/atlas/area/{area.pk}/change/",
        answers(names_fr="Assurer une protection", official_fr="on"),
    )

    assert response.status_code == 302
    area.refresh_from_db()
    assert area.names == {
        "en": "Protection",
        "fr": "Assurer une protection",
        "ar": "الحماية",
    }
    assert area.official_in("fr")
    assert not area.official_in("ar")
    assert area.short_names == {}
    assert area.edited_on is not None
    entry = history.entries_of(area).get()
    assert entry.verb == "edited"
    assert "fr" not in entry.before["names"]
    assert entry.after["names"]["fr"] == "Assurer une protection"


def test_the_form_has_a_field_for_each_language_and_no_json(client):
    sign_in(client, is_staff=True)
    area = make_area()

    page = client.get(f"/admin/atlas/area/{area.pk}/change/").content.decode()

    for language in ("en", "fr", "es", "ar"):
        assert f'name="names_{language}"' in page
        assert f'name="official_{language}"' in page
    assert "{&quot;" not in page
    assert 'dir="rtl"' in page


def test_a_name_in_english_is_asked_for(client):
    sign_in(client, is_staff=True)
    area = make_area()

    response = client.post(f"/admin/atlas/area/{area.pk}/change/", answers(names_en=""))

    assert response.status_code == 200
    assert Area.objects.get().names["en"] == "Protection"


def test_staff_add_an_area(client):
    sign_in(client, is_staff=True)

    response = client.post(
        "/admin/atlas/area/add/", answers(code="7", slug="new", names_en="New")
    )

    assert response.status_code == 302
    assert history.entries_of(Area.objects.get(code="7")).get().verb == "added"


def test_nobody_deletes_a_term(client):
    sign_in(client, is_staff=True)
    area = make_area()

    response = client.post(f"/admin/atlas/area/{area.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Area.objects.exists()


def test_staff_change_where_a_country_lies_and_what_it_belongs_to(client):
    sign_in(client, is_staff=True)
    country, group = make_country(), make_grouping()

    response = client.post(
        "/admin/atlas/country/SEN/change/",
        {
            "iso2": "SN",
            "m49": "686",
            "region": "202",
            "is_independent": "on",
            "latitude": "14.5",
            "longitude": "-14",
            "names_en": "Senegal",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-country": "SEN",
            "memberships-0-grouping": str(group.pk),
            "memberships-0-year": "",
        },
    )

    assert response.status_code == 302, response.context["errors"]
    country = Country.objects.get()
    assert str(country.latitude) == "14.5000"
    assert country.memberships.get().grouping == group
    told = [entry.after for entry in history.entries_of(country)]
    assert {"groups": ["LDC"]} in told


def test_a_person_who_is_not_staff_is_kept_out(client):
    sign_in(client, is_staff=False)
    area = make_area()

    client.post(f"/admin/atlas/area/{area.pk}/change/", answers(names_en="Mine"))

    assert Area.objects.get().names["en"] == "Protection"


def test_a_visitor_is_asked_to_sign_in(client):
    area = make_area()

    response = client.post(
        f"/admin/atlas/area/{area.pk}/change/", answers(names_en="Mine")
    )

    assert response.status_code == 302
    assert Area.objects.get().names["en"] == "Protection"


def test_staff_give_an_edited_record_back(client):
    sign_in(client, is_staff=True)
    area = make_area(edited_on="2026-01-01")

    client.post(
        "/admin/atlas/area/",
        {"action": "give_back", "_selected_action": [str(area.pk)]},
    )

    area.refresh_from_db()
    assert area.edited_on is None


# Memberships are edited with their country.
VOCABULARIES = [
    model for model in apps.get_app_config("atlas").get_models() if model != Membership
]


@pytest.mark.parametrize("model", VOCABULARIES)
def test_every_vocabulary_has_its_list_search_and_form(client, model):
    sign_in(client, is_staff=True)
    address = f"/admin/atlas/{model._meta.model_name}/"

    assert client.get(address).status_code == 200
    assert client.get(address, {"q": "é"}).status_code == 200
    assert client.get(f"{address}add/").status_code == 200
