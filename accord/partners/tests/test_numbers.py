from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.base import history
from accord.base.actor import Actor
from accord.base.tests.instants import after_whom
from accord.partners import operations
from accord.partners.tests.factories import JOINED, make_partner

pytestmark = pytest.mark.django_db
NUMBERS = "/en/partners/dockers/numbers/"
LEI = "5493001KJTIIGC8Y1R12"


def sent(value: str = LEI, scheme: str = "lei") -> dict[str, str]:
    return {"scheme": scheme, "value": value, "token": str(uuid4())}


@pytest.fixture
def number(union):
    return operations.add_identifier(union, "lei", LEI, by=Actor.anonymous(), on=JOINED)


def test_an_editor_adds_a_number_and_it_leads_to_its_register(amina, union):
    assert amina.post(NUMBERS, sent(" 5493 001kjtiigc8y1r12")).status_code == 302

    page = amina.get(union.get_absolute_url()).content.decode()

    assert union.identifiers.get().value == LEI
    assert f'href="https://search.gleif.org/#/record/{LEI}"' in page
    assert history.entries_of(union).first().after == {"scheme": "lei", "value": LEI}


@pytest.mark.parametrize(
    ("scheme", "value", "words"),
    [
        ("lei", "5493001KJTIIGC8Y1R13", "check digits of this LEI do not fit"),
        ("ror", "05dxps056", "check digits of this ROR number do not fit"),
        ("wikidata", "54129", "A Wikidata number is Q and digits"),
        ("org-id", "41302", "An org-id number is a list code"),
        ("isni", "1", "Select a valid choice"),
        ("lei", "", "required"),
    ],
)
def test_a_number_that_does_not_fit_is_refused_with_the_reason(
    amina, union, scheme, value, words
):
    answer = amina.post(NUMBERS, sent(value, scheme))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert value in answer.content.decode()
    assert not union.identifiers.exists()


def test_a_number_names_one_partner(amina, union):
    other = make_partner("Other")
    operations.add_identifier(other, "lei", LEI, by=Actor.anonymous(), on=JOINED)

    answer = amina.post(NUMBERS, sent())

    assert answer.status_code == 422
    assert "Another partner already has this number." in answer.content.decode()


def test_a_number_sent_twice_is_added_once(amina, union):
    data = sent()

    assert {amina.post(NUMBERS, data).status_code for _time in range(3)} == {302}
    assert union.identifiers.count() == 1


def test_an_editor_removes_a_number_and_history_keeps_it(amina, union, number):
    answer = amina.post(f"{NUMBERS}{number.pk}/remove/")

    assert answer.status_code == 302
    assert not union.identifiers.exists()
    assert history.entries_of(union).first().before["value"] == LEI


def test_a_get_removes_nothing(amina, number):
    assert amina.get(f"{NUMBERS}{number.pk}/remove/").status_code == 405


def test_a_visitor_is_sent_to_sign_in(client, number):
    for answer in (
        client.get(NUMBERS),
        client.post(NUMBERS, sent()),
        client.post(f"{NUMBERS}{number.pk}/remove/"),
    ):
        assert answer.status_code == 302
        assert "/account/login/" in answer.url


@pytest.mark.parametrize("who", ["bruno", "rosa"])
def test_an_outsider_and_a_read_only_member_may_not(who, union, number, request):
    client: Client = request.getfixturevalue(who)

    assert client.get(NUMBERS).status_code == 403
    assert client.post(NUMBERS, sent()).status_code == 403
    assert client.post(f"{NUMBERS}{number.pk}/remove/").status_code == 403
    assert union.identifiers.count() == 1


def test_the_number_of_another_partner_is_out_of_reach(amina, union):
    other = make_partner("Other")
    theirs = operations.add_identifier(
        other, "lei", LEI, by=Actor.anonymous(), on=JOINED
    )

    assert amina.post(f"{NUMBERS}{theirs.pk}/remove/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_a_number_at_the_same_instant_one_is_told():
    first, second = make_partner("First"), make_partner("Second")

    def claim(partner):
        operations.add_identifier(partner, "lei", LEI, by=Actor.anonymous(), on=JOINED)

    with pytest.raises(ValidationError, match="Another partner already has this"):
        after_whom(lambda: claim(first), lambda: claim(second))

    assert first.identifiers.exists()
    assert not second.identifiers.exists()
