"""Partners in the API."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.base import history
from accord.partners.api import PartnerShape
from accord.partners.models import Partner
from accord.partners.projection import project
from accord.partners.tests.factories import make_partner

LIST = "/api/v1/partners"
LEFT = date(2025, 1, 1)


def ask(address: str = LIST):
    return Client().get(address)


def test_the_list_is_the_projection_of_the_partners_of_today(db):
    partners = [make_partner(name) for name in ("Bakers", "Anglers")]
    make_partner("Left", left_on=LEFT)

    told = ask().json()["items"]

    assert told == project(partners[::-1], on=timezone.localdate())
    assert told[0].keys() == PartnerShape.model_fields.keys()


def test_those_who_have_left_keep_their_record(db):
    partner = make_partner("Left", left_on=LEFT)

    [listed] = ask(f"{LIST}?past=include").json()["items"]

    assert listed == ask(f"{LIST}/{partner.reference}").json()
    assert listed["left_on"] == "2025-01-01"


def test_filters_are_those_of_the_directory(db):
    make_partner("Bakers")
    employers = make_partner("Makers", category="EMP")

    [told] = ask(f"{LIST}?constituency=employers").json()["items"]

    assert told["reference"] == employers.reference


def test_a_mirror_hears_who_has_left(db):
    partner = make_partner("Bakers")
    history.seal()
    until = ask().json()["until"]
    Partner.objects.filter(pk=partner.pk).update(left_on=LEFT)
    assert ask(f"{LIST}?updated_since={until}").json()["items"] == []

    [told] = ask(f"{LIST}?updated_since=2020-01-01T00:00:00Z").json()["items"]

    assert told["left_on"] == "2025-01-01"


def test_many_need_as_few_queries_as_few(db):
    for _number in range(50):
        make_partner()
    asked = []
    for limit in (10, 50):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(f"{LIST}?limit={limit}&sort=joined")
        assert len(answer.json()["items"]) == limit
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 11


def test_nothing_is_there_under_another_reference(db):
    assert ask(f"{LIST}/PAR-2024-9999").status_code == 404
