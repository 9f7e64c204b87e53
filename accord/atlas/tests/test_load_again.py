"""Loading the tables again: over what staff edited, and over what others changed."""

from datetime import date

import pytest

from accord.atlas import operations
from accord.atlas.models import Area, Country, Grouping, Membership
from accord.base import history
from accord.base.actor import Actor

TODAY = date(2026, 6, 1)
NOBODY = Actor.anonymous()

pytestmark = pytest.mark.django_db


def load() -> operations.Loaded:
    return operations.load(by=NOBODY, on=TODAY)


def test_a_load_repairs_what_was_changed_without_staff(loaded):
    Country.objects.filter(pk="SEN").update(names={"en": "Nowhere"})
    Membership.objects.filter(country="SEN", year=2021).delete()

    again = load()

    assert again.changes == 2
    assert Country.objects.get(pk="SEN").names["fr"] == "Sénégal"


def test_what_staff_edited_is_kept(loaded):
    area = Area.objects.get(code="1")
    before = operations.values_of(area)
    area.names["es"] = "Luchar contra las desigualdades"
    operations.save_edited(area, before=before, by=NOBODY, on=TODAY)

    again = load()

    area.refresh_from_db()
    assert area.names["es"] == "Luchar contra las desigualdades"
    assert again.kinds["area"].kept == 1
    assert again.changes == 0


def test_the_groups_of_a_country_that_staff_edited_are_kept(loaded):
    bangladesh = Country.objects.get(pk="BGD")
    before = operations.groups_of(bangladesh)
    bangladesh.memberships.filter(grouping__code="LDC").delete()
    operations.save_groups(bangladesh, before=before, by=NOBODY, on=TODAY)

    load()

    assert not bangladesh.memberships.filter(grouping__code="LDC").exists()
    entry = history.entries_of(bangladesh).get()
    assert "LDC" in entry.before["groups"]
    assert "LDC" not in entry.after["groups"]


def test_what_staff_give_back_is_loaded_again(loaded):
    area = Area.objects.get(code="1")
    area.names["es"] = "Otra cosa"
    operations.save_edited(area, before={}, by=NOBODY, on=TODAY)

    operations.give_back(area, by=NOBODY, on=TODAY)
    again = load()

    area.refresh_from_db()
    assert again.kinds["area"].changed == 1
    assert area.names["es"].startswith("Luchar contra la desigualdad")


def test_renaming_a_country_changes_where_it_is_found(loaded):
    country = Country.objects.get(pk="SWZ")
    country.names["fr"] = "Éswatini"

    operations.save_edited(country, before={}, by=NOBODY, on=TODAY)

    assert Country.objects.matching("eswatini", "fr").get() == country


def test_the_latest_income_group_is_the_current_one(loaded):
    senegal = Country.objects.with_groups().get(pk="SEN")

    assert (senegal.income.year, senegal.income.grouping.code) == (2021, "WB-LMC")
    assert [each.code for each in senegal.situations] == ["LDC"]


def test_the_history_of_income_groups_is_told_in_spells(loaded):
    spells = Country.objects.get(pk="SEN").income_history()

    assert [(each.first, each.last, each.grouping.code) for each in spells[:2]] == [
        (2018, 2021, "WB-LMC"),
        (2015, 2017, "WB-LIC"),
    ]
    assert Grouping.objects.filter(kind="income").count() == 4
