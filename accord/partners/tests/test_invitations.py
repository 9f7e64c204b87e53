"""An invitation, from the mail to the mandate."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accord.accounts.models import Person
from accord.accounts.tests.factories import PASSWORD
from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Message
from accord.partners import access, operations
from accord.partners.models import (
    Invitation,
    InvitationState,
    Mandate,
    Partner,
    Role,
    digest_of,
)
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/en/partners/invitation/"
LINK = re.compile(r"https?://\S+/partners/invitation/(\S+)/")
SENTENCE = "four unrelated words here"


def actor_of(mandate: Mandate) -> Actor:
    return Actor(mandate.person, mandate.partner, mandate)


def invite(partner, email="zoe@dockers.example", **fields) -> Invitation:
    given = {
        "name": "Zoé",
        "role": Role.EDITOR,
        "language": "fr",
        "by": Actor.anonymous(),
        "on": timezone.localdate(),
    }
    return operations.invite(partner, email=email, **given | fields)


def last_token() -> str:
    return LINK.search(Message.objects.latest("id").text)[1]


def opened(client: Client) -> Client:
    client.get(f"{PAGE}{last_token()}/")
    return client


def answers(**changes: str) -> dict[str, str]:
    return {
        "name": "Zoé  Diop",
        "language": "fr",
        "password": SENTENCE,
        "token": str(uuid4()),
    } | changes


def test_the_mail_is_in_the_language_of_its_reader_and_holds_the_only_link(union):
    lead = make_mandate(union, Role.FOCAL_POINT, person=make_person(name="Farid"))

    invitation = invite(union, by=actor_of(lead))

    mail = Message.objects.get()
    assert (mail.to, mail.language) == ("zoe@dockers.example", "fr")
    assert "Farid" in mail.text
    assert "/fr/partners/invitation/" in mail.text
    token = last_token()
    assert invitation.digest == digest_of(token)
    assert token not in str(vars(invitation))
    entry = history.entries_of(invitation).get()
    assert "zoe" not in str(entry.after).lower()
    assert entry.personal.values["email"] == "zoe@dockers.example"


def test_somebody_new_accepts_chooses_a_password_and_acts(client, union):
    lead = make_mandate(union, Role.FOCAL_POINT, person=make_person(name="Farid"))
    invitation = invite(union, by=actor_of(lead))

    first = client.get(f"{PAGE}{last_token()}/")
    assert (first.status_code, first.url) == (302, PAGE)
    assert first.headers["Referrer-Policy"] == "no-referrer"
    page = client.get(PAGE).content.decode()
    assert "Union of Dockers" in page
    assert "zoe@dockers.example" in page
    assert last_token() not in page
    before = client.session.session_key

    answer = client.post(PAGE, answers())

    assert answer.status_code == 302
    assert client.session.session_key != before
    person = Person.objects.get(email="zoe@dockers.example")
    assert (person.name, person.language) == ("Zoé Diop", "fr")
    assert person.check_password(SENTENCE)
    mandate = person.mandates.get()
    assert (mandate.role, mandate.granted_by) == (Role.EDITOR, lead.person)
    assert mandate.starts_on == timezone.localdate()
    assert client.get("/en/partners/dockers/edit/").status_code == 200
    invitation.refresh_from_db()
    assert invitation.state_on(mandate.starts_on) == InvitationState.ACCEPTED
    # Single use: who opens the link once more is told so.
    assert opened(Client()).get(PAGE).status_code == 410


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"password": "zoe@dockers.example"},
        {"name": ""},
        {"language": "xx"},
    ],
)
def test_bad_input_makes_nobody(client, union, wrong):
    invite(union)

    answer = opened(client).post(PAGE, answers(**wrong))

    assert answer.status_code == 422
    assert not Person.objects.filter(email="zoe@dockers.example").exists()
    assert not union.mandates.exists()


def test_the_same_form_sent_twice_makes_one_person_and_signs_in_once(client, union):
    invite(union)
    sent = answers()
    opened(client).post(PAGE, sent)

    again = opened(Client()).post(PAGE, sent)

    assert again.status_code == 410
    assert union.mandates.count() == 1


def test_who_has_an_account_signs_in_and_accepts(client, union):
    person = make_person("zoe@dockers.example")
    invite(union)

    page = opened(client).get(PAGE).content.decode()
    assert "/account/login/?next=/en/partners/invitation/" in page
    # Nobody sets the password of an account that is there.
    client.post(PAGE, answers())
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert not person.mandates.exists()

    client.post(
        f"/en/account/login/?next={PAGE}",
        {"login": person.email, "password": PASSWORD},
    )
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"token": str(uuid4())}).status_code == 302
    assert person.mandates.get().partner == union


def test_an_invitation_is_for_its_address_alone(bruno, union):
    invite(union)

    page = opened(bruno).get(PAGE)
    assert page.status_code == 200
    assert "zoe@dockers" not in page.content.decode()
    assert bruno.post(PAGE, answers()).status_code == 403
    assert not union.mandates.exists()


def test_a_link_ends_when_it_is_withdrawn_replaced_or_late(union):
    today = timezone.localdate()
    withdrawn = invite(union, "a@x.example")
    held = opened(Client())
    operations.withdraw_invitation(withdrawn, by=Actor.anonymous(), on=today)
    assert held.get(PAGE).status_code == 410
    assert held.post(PAGE, answers()).status_code == 410

    replaced = invite(union, "b@x.example")
    held = opened(Client())
    operations.send_again(replaced, by=Actor.anonymous(), on=today)
    assert held.get(PAGE).status_code == 404
    assert opened(Client()).get(PAGE).status_code == 200

    late = invite(union, "c@x.example", on=today - 14 * DAY)
    assert opened(Client()).get(PAGE).status_code == 410
    with pytest.raises(operations.NotPending):
        operations.accept_invitation(late, make_person("c@x.example"), on=today)
    # It can be sent again, with the whole time to answer.
    operations.send_again(late, by=Actor.anonymous(), on=today)
    assert opened(Client()).get(PAGE).status_code == 200


@pytest.mark.parametrize("age", [0, 13, 14])
def test_a_link_holds_for_fourteen_days_at_most(union, age):
    sent = date(2026, 1, 1)

    invitation = invite(union, on=sent)

    assert invitation.is_pending_on(sent + age * DAY) is (age < 14)


def test_without_a_link_there_is_nothing(client, sofia, union):
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, answers()).status_code == 404
    client.get(f"{PAGE}guessed/")
    assert client.get(PAGE).status_code == 404
    assert client.put(PAGE).status_code == 405
    assert client.post(f"{PAGE}guessed/").status_code == 405


def test_one_open_invitation_for_an_address_and_role_and_none_for_who_holds_it(union):
    today = timezone.localdate()
    first = invite(union)
    with pytest.raises(operations.InvitedAlready):
        invite(union, "Zoe@Dockers.example")
    invite(union, role=Role.READER)
    invite(make_partner())

    operations.accept_invitation(first, make_person("zoe@dockers.example"), on=today)

    with pytest.raises(operations.InvitedAlready):
        invite(union)


def test_a_higher_role_takes_the_place_of_a_lesser_one(union):
    today = timezone.localdate()
    person = make_person("zoe@dockers.example")
    reader = make_mandate(union, Role.READER, person=person)
    invitation = invite(union, role=Role.FOCAL_POINT)

    mandate = operations.accept_invitation(invitation, person, on=today)

    reader.refresh_from_db()
    assert reader.ends_on == today - DAY
    assert list(Mandate.objects.in_force_on(today)) == [mandate]


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_accept_at_once_make_one_person_and_one_mandate(union):
    invite(union)
    windows = [opened(Client()), opened(Client())]
    start = Barrier(2)

    def accept(window: Client) -> int:
        try:
            start.wait(10)
            return window.post(PAGE, answers()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        statuses = list(both.map(accept, windows))

    # The second is told so, or is asked to sign in to what is an account by now.
    assert sorted(statuses) in ([200, 302], [302, 410])
    assert Person.objects.count() == Mandate.objects.count() == 1


def test_who_has_an_account_is_written_to_in_their_own_language(union):
    make_person("zoe@dockers.example", language="ar")

    assert invite(union, language="en").language == "ar"


def test_nobody_begins_to_act_for_who_has_left(client, union):
    invite(union)
    opened(client)
    Partner.objects.update(left_on=timezone.localdate())

    answer = client.post(PAGE, answers())

    assert answer.status_code == 410
    assert "Nobody can act for this organization now" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Role.READER, []),
        (Role.EDITOR, []),
        (Role.ALTERNATE, ["reader", "editor", "alternate", "focal-point"]),
        (Role.FOCAL_POINT, ["reader", "editor", "alternate", "focal-point"]),
        (Role.SIGNATORY, list(Role)),
    ],
)
def test_nobody_invites_above_their_own_right(union, role, given):
    actor = actor_of(make_mandate(union, role))
    today = timezone.localdate()

    assert access.roles_to_give(actor, union, today) == given
    assert access.roles_to_give(actor, make_partner(), today) == []


def test_second_factor_rules_hold_for_who_has_an_account(union):
    """An officer who is invited as well is led to their second factor first."""
    person = make_person("zoe@dockers.example", is_staff=True)
    invite(union)
    client = Client()
    client.force_login(person)

    answer = opened(client).get(PAGE)

    assert answer.status_code == 302
    assert "/account/" in answer.url
    sign_in(client, person)
    opened(client)
    assert client.get(PAGE).status_code == 200
