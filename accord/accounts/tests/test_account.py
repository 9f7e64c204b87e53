"""A person's own details."""

import pytest

from accord.accounts.models import Person
from accord.accounts.tests.factories import make_person
from accord.base.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/en/account/"


@pytest.fixture
def amina(client):
    person = make_person()
    client.force_login(person)
    return person


def test_a_person_changes_their_name_and_language(client, amina):
    answer = client.post(PAGE, {"name": "Amina Sow", "language": "fr"})

    amina.refresh_from_db()
    assert answer.status_code == 302
    assert (amina.name, amina.language) == ("Amina Sow", "fr")


def test_the_name_does_not_enter_the_chain(client, amina):
    client.post(PAGE, {"name": "Amina Sow", "language": "fr"})

    entry = Entry.objects.select_related("personal").get()
    assert entry.after == {"language": "fr"}
    assert entry.personal.values["name_after"] == "Amina Sow"


@pytest.mark.parametrize("bad", [{"name": ""}, {"language": "xx"}])
def test_bad_input_changes_nothing_and_keeps_what_was_typed(client, amina, bad):
    answer = client.post(PAGE, {"name": "Amina Sow", "language": "fr"} | bad)

    amina.refresh_from_db()
    assert answer.status_code == 422
    assert amina.name == "Amina"


def test_nothing_but_name_and_language_can_be_slipped_in(client, amina):
    client.post(
        PAGE,
        {"name": "Amina", "language": "fr", "is_staff": "on", "email": "x@y.example"},
    )

    amina.refresh_from_db()
    assert not amina.is_staff
    assert amina.email == "amina@union.example"


def test_a_visitor_is_sent_to_sign_in(client):
    answer = client.get(PAGE)

    assert answer.status_code == 302
    assert "/en/account/login/" in answer.url


def test_another_method_is_refused(client, amina):
    assert client.delete(PAGE).status_code == 405


def test_addresses_are_one_whatever_their_case():
    make_person("Amina@Union.example")

    assert Person.objects.get_by_natural_key("AMINA@union.example")
