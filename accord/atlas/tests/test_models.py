"""What a reference record says of itself, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accord.atlas.models import Area, Country, Membership
from accord.atlas.tests.factories import (
    make_area,
    make_country,
    make_goal,
    make_grouping,
)

pytestmark = pytest.mark.django_db


def test_a_name_follows_the_reader_and_falls_back_to_english():
    area = make_area(names={"en": "Protection", "ar": "الحماية"})

    with translation.override("ar"):
        assert (str(area), area.name_language) == ("الحماية", "ar")
    with translation.override("es"):
        assert (area.name, area.name_language) == ("Protection", "en")


def test_official_is_said_of_each_language():
    area = make_area(official={"en": True, "fr": True, "ar": False})

    assert area.official_in("en")
    assert not area.official_in("ar")
    assert not area.official_in("fr"), "There is no French name to be official."


def test_a_short_name_is_the_name_where_there_is_none():
    assert make_area("1").short_name == "Protection"
    assert make_area("2", short_names={"en": "Safe"}).short_name == "Safe"


@pytest.mark.parametrize(
    ("fields", "valid"),
    [
        ({}, True),
        ({"valid_from": date(2023, 11, 1)}, True),
        ({"valid_from": date(2023, 11, 2)}, False),
        ({"valid_until": date(2023, 11, 1)}, True),
        ({"valid_until": date(2023, 10, 31)}, False),
    ],
)
def test_python_and_sql_agree_on_validity(fields, valid):
    area = make_area(**fields)
    day = date(2023, 11, 1)

    assert area.valid_on(day) is valid
    assert Area.objects.valid_on(day).exists() is valid


def test_names_are_ordered_without_accents():
    make_country(names={"en": "Eswatini", "fr": "Éswatini"})
    make_country("ESP", "ES", "724", names={"en": "Spain", "fr": "Espagne"})
    make_country("FRA", "FR", "250", names={"en": "France", "fr": "France"})

    from_french = Country.objects.in_name_order("fr")

    assert [country.iso3 for country in from_french] == ["ESP", "SEN", "FRA"]


def test_a_record_names_itself_in_the_history():
    assert make_country().history_reference == "country:SEN"
    assert make_goal().history_reference == "goal:8"


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_name_in_english_is_required():
    with refused("atlas_area_has_an_english_name"), transaction.atomic():
        make_area(names={"fr": "Protection"})


def test_validity_cannot_end_before_it_begins():
    with refused("atlas_area_ends_after_it_begins"), transaction.atomic():
        make_area(valid_from=date(2024, 1, 2), valid_until=date(2024, 1, 1))


def test_codes_of_countries_are_iso_codes():
    with refused("atlas_country_codes_are_iso_3166"), transaction.atomic():
        make_country("sen", "SN", "686")


def test_a_country_lies_on_the_globe():
    with refused("atlas_country_lies_on_the_globe"), transaction.atomic():
        make_country(latitude=91)


def test_a_membership_is_said_once_even_without_a_year():
    country, group = make_country(), make_grouping()
    Membership.objects.create(country=country, grouping=group)

    with refused("atlas_membership_is_said_once"), transaction.atomic():
        Membership.objects.create(country=country, grouping=group)
