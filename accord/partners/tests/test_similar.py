"""Is this you? Which partners may be the organization in hand."""

import csv
from pathlib import Path

import pytest

from accord.atlas.tests.factories import make_country
from accord.base.multilingual import Multilingual
from accord.partners.models import Identifier
from accord.partners.reading import similar_partners
from accord.partners.tests.factories import make_partner
from tally.names import Organization, Register

PUBLISHERS = (
    Path(__file__).parents[4] / "shared/data/organisations/iati_publishers_a.csv"
)


@pytest.fixture
def miners(db):
    make_country("BOL", "BO", "068", names={"en": "Bolivia", "es": "Bolivia"})
    partner = make_partner(
        names=Multilingual.of(
            "es",
            "Federación Sindical de Trabajadores Mineros de Illimani",
            en="Illimani Mine Workers' Federation",
        ),
        short_name="FSTMI",
        website="https://www.fstmi.example/es/",
        country_id="BOL",
    )
    Identifier.objects.create(partner=partner, scheme="wikidata", value="Q987654")
    make_partner("Federación Sindical de Trabajadores Mineros de Sajama")
    make_partner("Illimani Football Club")
    return partner


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"names": ["Illimani mine workers federation (IMWF)"]}, "name"),
        (
            {"names": ["federacion sindical trabajadores mineros ILLIMANI"]},
            "name",
        ),
        ({"names": ["Sindicato X", "F.S.T.M.I."], "country": "BOL"}, "short-name"),
        ({"names": [], "website": "http://fstmi.example"}, "website"),
        ({"names": [], "numbers": [("wikidata", "Q987654")]}, "number"),
    ],
)
def test_a_partner_is_known_again_by_whatever_is_told(miners, told, reason):
    found = similar_partners(**told)

    assert [each.partner for each in found] == [miners]
    assert reason in found[0].reasons


def test_asking_costs_two_queries(miners, django_assert_num_queries):
    for number in range(4):
        make_partner(f"Sindicato Minero {number}")

    with django_assert_num_queries(2):
        assert similar_partners(["Nobody Like This"]) == []


@pytest.mark.skipif(not PUBLISHERS.exists(), reason="../shared is not here")
def test_of_the_publishers_few_are_taken_for_each_other():
    register: Register[str] = Register()
    pairs = set()
    with PUBLISHERS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            told = Organization(
                (row["name"],),
                numbers=(("org-id", row["iati_org_id"]),),
                country=row["country"],
            )
            pairs |= {
                (name, row["name"]) for name, _why in register.like(told, least=0.75)
            }
            register.add(row["name"], told)

    assert ("Stichting Humana", "Sympany+") in pairs
    assert len(pairs) <= 10
    print(*sorted(pairs), sep="\n")  # noqa: T201 - for the proof
