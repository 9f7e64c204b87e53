from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accord.partners.models import Role
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.django_db
PAGE = "/en/partners/acting-for/"


@pytest.fixture
def two(client):
    """Sign Amina in, who holds a mandate of two partners."""
    person = make_person("amina@two.example")
    first = make_mandate(make_partner("First"), Role.EDITOR, person=person)
    second = make_mandate(make_partner("Second"), Role.READER, person=person)
    sign_in(client, person)
    return first, second


def acting(client: Client) -> str:
    actor = client.get("/en/partners/").wsgi_request.actor
    return actor.mandate.reference if actor.mandate else ""


def test_whoever_has_one_mandate_acts_under_it_without_choosing(amina):
    page = amina.get("/en/partners/")

    assert "Acting for Union of Dockers (editor)" in page.content.decode()
    assert "Change" not in page.content.decode()


def test_whoever_has_two_acts_for_nobody_until_they_choose(client, two):
    page = client.get("/en/partners/?q=a")

    assert acting(client) == ""
    assert "Choose for whom you act" in page.content.decode()
    assert f"{PAGE}?next=/en/partners/%3Fq%3Da" in page.content.decode()


def test_choosing_leads_back_and_shows_in_the_header(client, two):
    _first, second = two

    answer = client.post(
        PAGE, {"mandate": second.reference, "next": "/en/partners/?q=a"}
    )

    assert answer.status_code == 302
    assert answer.url == "/en/partners/?q=a"
    assert acting(client) == second.reference
    page = client.get("/en/partners/").content.decode()
    assert "Acting for Second (reader)" in page
    assert "Change" in page


def test_the_choice_offers_every_mandate_in_force_and_no_other(client, two):
    page = client.get(PAGE)

    assert page.status_code == 200
    assert len(page.context["form"].fields["mandate"].choices) == 2


@pytest.mark.parametrize("chosen", ["", "MAN-1999-0001"])
def test_a_mandate_one_does_not_hold_is_refused(client, two, chosen):
    answer = client.post(PAGE, {"mandate": chosen})

    assert answer.status_code == 422
    assert acting(client) == ""


def test_the_mandate_of_somebody_else_is_refused(client, two, union, amina):
    theirs = union.mandates.get()

    assert client.post(PAGE, {"mandate": theirs.reference}).status_code == 422


def test_one_is_not_led_to_another_site(client, two):
    answer = client.post(
        PAGE, {"mandate": two[0].reference, "next": "https://elsewhere.example/"}
    )

    assert answer.url == two[0].partner.get_absolute_url()


def test_an_ended_mandate_stops_at_the_next_request(client, two):
    first, _second = two
    client.post(PAGE, {"mandate": first.reference})
    edit = f"{first.partner.get_absolute_url()}edit/"
    assert client.get(edit).status_code == 200

    first.ends_on = timezone.localdate() - timedelta(days=1)
    first.save()

    # One mandate is left, so it holds without choosing; it gives no right here.
    assert client.get(edit).status_code == 403
    assert acting(client) == two[1].reference


def test_a_mandate_holds_through_its_last_day(client, two):
    first, _second = two
    client.post(PAGE, {"mandate": first.reference})

    first.ends_on = timezone.localdate()
    first.save()

    assert acting(client) == first.reference


def test_a_visitor_is_sent_to_sign_in(client):
    answer = client.get(PAGE)

    assert answer.status_code == 302
    assert "/account/login/" in answer.url


def test_somebody_without_a_mandate_is_told_how_to_get_one(client):
    sign_in(client, make_person())

    page = client.get(PAGE)

    assert "No organization has given you a mandate" in page.content.decode()
    assert client.post(PAGE, {"mandate": "x"}).status_code == 422


def test_there_is_no_other_way_to_choose(client, two):
    assert client.put(PAGE).status_code == 405
