"""Addresses whose mail comes back: the office is told, and sees to them."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accord.accounts.mail_waiting import SOURCE
from accord.accounts.tests.factories import PASSWORD, make_officer, make_person
from accord.base import notices
from accord.base.actor import Actor
from accord.base.mail import bounces
from accord.base.models import Entry, Mailbox, Message
from accord.base.waiting import NotDone

pytestmark = pytest.mark.django_db
LIST = "/en/mail/returned/"


@pytest.fixture
def mailbox(settings):
    settings.MAIL_MOST_BOUNCES = 1
    make_person()
    return bounces.note("amina@union.example", "5.1.1 User unknown", at=timezone.now())


@pytest.fixture
def office(client):
    officer = make_officer()
    client.force_login(officer)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session["account_authentication_methods_user"] = str(officer.pk)
    session.save()
    return Actor(officer)


def waiting_for(reader):
    return list(SOURCE.for_office(reader, timezone.localdate()))


def test_the_secretariat_sees_them_and_nobody_else(client, mailbox, office):
    (waits,) = waiting_for(office)
    assert waits.title == "Mail to Amina comes back"
    assert waiting_for(Actor(make_officer("screener"))) == []

    assert "User unknown" in client.get(LIST).content.decode()
    assert client.get(waits.url).status_code == 200
    assert client.post(LIST).status_code == 405
    outsider = Client()
    assert outsider.get(waits.url).status_code == 302
    outsider.force_login(make_person("bruno@works.example"))
    assert outsider.get(LIST).status_code == 404
    assert outsider.post(waits.url, {"email": "b@x.example"}).status_code == 404


def test_an_address_that_works_again_is_written_to_again(client, mailbox, office):
    client.post(f"{LIST}{mailbox.pk}/", {"email": mailbox.email})

    assert waiting_for(office) == []
    assert Entry.objects.get(verb="written-to-again").subject == f"mailbox:{mailbox.pk}"
    (verb,) = SOURCE.verbs
    with pytest.raises(NotDone):
        verb.carry_out(
            f"accounts:mailbox-{mailbox.pk}:comes-back", office, timezone.localdate()
        )


def test_a_person_gets_another_address_and_the_old_one_opens_nothing(
    client, mailbox, office
):
    person = make_person("sow@union.example", name="Amina Sow")
    Mailbox.objects.filter(pk=mailbox.pk).update(email=person.email)
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    theirs = Client()
    theirs.post("/en/account/login/", {"login": person.email, "password": PASSWORD})
    assert theirs.get("/en/account/").status_code == 200

    taken = client.post(f"{LIST}{mailbox.pk}/", {"email": "amina@union.example"})
    assert taken.status_code == 422
    bad = client.post(f"{LIST}{mailbox.pk}/", {"email": "nonsense"})
    assert bad.status_code == 422
    client.post(f"{LIST}{mailbox.pk}/", {"email": "Amina.Sow@union.example"})

    person.refresh_from_db()
    assert person.email == "amina.sow@union.example"
    assert theirs.get("/en/account/").status_code == 302
    told = Message.objects.filter(reader=person.public_id).order_by("id")
    assert {each.to for each in told} == {"sow@union.example", person.email}
    entry = Entry.objects.select_related("personal").get(verb="changed")
    assert "example" not in str(entry.after)
    assert entry.personal.values["email_after"] == person.email
    before = Message.objects.count()
    Client().post("/en/account/password/reset/", {"email": "sow@union.example"})
    assert Message.objects.count() == before
    assert notices.post(person.email, "a", "b", language="en").outcome == ""
