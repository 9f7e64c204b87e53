"""What becomes of mandates and invitations, on the pages of a partner's people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accord.base import history, waiting
from accord.base.actor import Actor
from accord.base.models import Message
from accord.partners import operations
from accord.partners.models import Invitation, Mandate, Role
from accord.partners.tests.factories import make_mandate, make_partner, make_person
from accord.partners.tests.test_mandates import last_day

pytestmark = pytest.mark.django_db
PEOPLE = "/en/partners/dockers/people/"
HISTORY = "/en/partners/dockers/history/"
DAY = timedelta(days=1)
TODAY = timezone.localdate()
TOKEN = str(uuid4())
INVITEE = {"name": "Noor", "email": "Noor@dockers.example", "language": "ar"}


def on(day, field: str = "last_day") -> dict[str, object]:
    parts = ("day", "month", "year")
    return {f"{field}_{part}": getattr(day, part) for part in parts}


@pytest.fixture
def zoe(union) -> Mandate:
    person = make_person("zoe@dockers.example")
    return make_mandate(union, person=person, ends_on=TODAY + 9 * DAY)


@pytest.fixture
def sent(union) -> Invitation:
    return operations.invite(
        union,
        email="ines@dockers.example",
        name="Inés",
        role=Role.EDITOR,
        language="es",
        by=Actor.anonymous(),
        on=TODAY,
    )


def addresses(zoe: Mandate, sent: Invitation) -> dict[str, dict[str, object]]:
    """Return each page that changes something, with what it is sent."""
    own = f"{PEOPLE}{zoe.reference}/"
    return {
        f"{PEOPLE}invite/": {**INVITEE, "role": "reader"},
        f"{PEOPLE}invitations/{sent.reference}/": {"do": "withdraw"},
        f"{own}suspend/": {"reason": "A lost laptop."},
        f"{own}resume/": {},
        f"{own}renew/": {},
        f"{own}hand-over/": {**INVITEE, **on(TODAY + DAY)},
        f"{own}end/": last_day(TODAY),
    }


def state(zoe: Mandate) -> tuple[object, ...]:
    zoe.refresh_from_db()
    return (
        zoe.ends_on,
        zoe.suspended_on,
        Invitation.objects.unanswered().count(),
        Mandate.objects.count(),
    )


@pytest.mark.parametrize("who", ["visitor", "bruno", "rosa", "amina"])
def test_who_does_not_see_to_mandates_changes_nothing(who, zoe, sent, farid, request):
    client = Client() if who == "visitor" else request.getfixturevalue(who)
    before = state(zoe)

    for address, content in addresses(zoe, sent).items():
        for answer in (client.get(address), client.post(address, content)):
            assert answer.status_code == (302 if who == "visitor" else 403), address
            assert who != "visitor" or "/account/login/" in answer.url

    assert state(zoe) == before


def test_a_focal_point_may_and_each_form_is_carried_out_once(farid, zoe, sent):
    for address, content in addresses(zoe, sent).items():
        assert farid.get(address).status_code == 200, address
        assert farid.put(address).status_code == 405
        full = {**content, "token": str(uuid4())}
        assert farid.post(address, full).status_code == 302, address
        after = state(zoe)
        farid.post(address, full)
        assert state(zoe) == after, address

    told = farid.get(HISTORY).content.decode()
    for sentence in (
        "Noor was invited as reader",
        "The invitation of Inés was withdrawn",
        "The mandate of Zoe was suspended",
        "The mandate of Zoe was resumed",
        "The mandate of Zoe was renewed",
        "Zoe hands over to a successor",
        "A lost laptop.",
        "noor@dockers.example",
    ):
        assert sentence in told
    public = Client().get(HISTORY).content.decode()
    assert "noor" not in public.lower()
    assert "laptop" not in public


@pytest.mark.parametrize(
    ("page", "wrong", "words"),
    [
        ("invite/", {"email": "no address"}, "email address"),
        ("invite/", {"role": "signatory"}, "signatory"),
        ("invite/", on(TODAY - DAY, "starts_on"), "today at the earliest"),
        ("invite/", on(TODAY - DAY, "ends_on"), "before it starts"),
        ("invite/", {"email": "zoe@dockers.example", "role": "editor"}, "acts for"),
        ("invite/", {"email": "ines@dockers.example", "role": "editor"}, "again"),
        ("{zoe}/suspend/", {"reason": ""}, "required"),
        ("{zoe}/renew/", on(TODAY, "ends_on"), "after the last day"),
        ("{zoe}/hand-over/", on(TODAY - DAY), "today or a later day"),
        ("{zoe}/hand-over/", {"name": ""}, "required"),
    ],
)
def test_bad_input_is_explained_and_changes_nothing(
    farid, zoe, sent, page, wrong, words
):
    before = state(zoe)
    usual = {**INVITEE, "role": "reader", "reason": "x", **on(TODAY), "token": TOKEN}

    answer = farid.post(f"{PEOPLE}{page.format(zoe=zoe.reference)}", {**usual, **wrong})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert state(zoe) == before


def test_a_focal_point_does_not_take_what_stands_above_them(farid, union):
    above = make_mandate(union, Role.SIGNATORY)

    for way in ("end", "suspend", "hand-over"):
        assert farid.get(f"{PEOPLE}{above.reference}/{way}/").status_code == 403
    page = farid.get(f"{PEOPLE}{above.reference}/").content.decode()
    assert "Suspend the mandate" not in page


def test_nobody_prolongs_their_own_mandate(farid, union):
    own = union.mandates.get(role=Role.FOCAL_POINT)
    Mandate.objects.update(ends_on=TODAY + DAY)

    assert farid.get(f"{PEOPLE}{own.reference}/renew/").status_code == 403


def test_the_secretariat_alone_restores_access(sofia, farid, union):
    address, content = f"{PEOPLE}restore/", {**INVITEE, "reason": "Called back."}
    assert farid.get(address).status_code == 403
    assert farid.post(address, content).status_code == 403
    assert sofia.get(address).status_code == 200
    assert sofia.post(address, INVITEE).status_code == 422

    assert sofia.post(address, {**content, "token": TOKEN}).status_code == 302

    assert union.invitations.get().role == Role.FOCAL_POINT


def test_handing_over_lists_the_keys_that_end(farid, union, zoe):
    operations.make_key(
        zoe,
        name="Nightly copy",
        scope="read",
        expires_on=TODAY,
        by=Actor(zoe.person, union, zoe),
        on=TODAY,
    )

    page = farid.get(f"{PEOPLE}{zoe.reference}/hand-over/").content.decode()

    assert "Nightly copy" in page


def waits(who: Mandate) -> set[str]:
    actor = Actor(who.person, who.partner, who)
    answer = waiting.on_reader(actor, TODAY)
    assert not answer.failed
    return {f"{each.kind}/{each.on}" for each in answer.items}


def test_what_waits_is_told_to_those_who_can_do_it(union, zoe, sent, sofia):
    lead = make_mandate(union, Role.FOCAL_POINT)
    reader = make_mandate(union, Role.READER)

    assert waits(lead) >= {
        "invitation/person",
        "mandate-end/partner",
        "lead/partner",
        "profile/partner",
    }
    assert waits(zoe) == {"mandate-end/partner", "profile/partner"}
    assert waits(reader) == set()
    assert waits(make_mandate(make_partner(), person=make_person(sent.email))) == {
        "invitation/person",
        "profile/partner",
    }


def test_the_office_hears_of_partners_that_nobody_leads(union, zoe, sent, sofia):
    officer = Actor(make_person("o@office.example"))
    sofia_herself = sofia.get("/en/partners/").wsgi_request.actor

    assert not [
        each
        for each in waiting.on_office(officer, TODAY).items
        if each.key.startswith("partners:")
    ]
    found = waiting.on_office(sofia_herself, TODAY).items
    assert {each.kind for each in found} >= {"invitation", "lead"}
    (verb,) = waiting.source("invitation").verbs
    verb.carry_out(f"partners:{sent.reference}:answer", sofia_herself, TODAY)
    assert Message.objects.filter(to=sent.email).count() == 2
    with pytest.raises(waiting.NotDone):
        verb.carry_out(f"partners:{sent.reference}:answer", officer, TODAY)


def test_the_end_of_a_mandate_is_announced_once(union, zoe):
    make_mandate(union, ends_on=TODAY + 60 * DAY)

    assert operations.tell_of_ends(on=TODAY) == 1
    assert operations.tell_of_ends(on=TODAY + DAY) == 0
    assert Message.objects.get().to == "zoe@dockers.example"
    # A new last day is news again.
    operations.renew_mandate(
        zoe, ends_on=TODAY + 20 * DAY, by=Actor.anonymous(), on=TODAY
    )
    assert operations.tell_of_ends(on=TODAY) == 1


def test_people_are_listed_in_a_constant_number_of_queries(
    farid, union, sent, django_assert_max_num_queries
):
    farid.get(PEOPLE)
    for _each in range(6):
        make_mandate(union)
    with django_assert_max_num_queries(16):
        farid.get(PEOPLE)


def test_who_is_invited_and_signed_in_needs_no_link(sent):
    client = Client()
    client.force_login(make_person(sent.email))

    assert client.get(f"/en/partners/invitation/own/{sent.reference}/").url
    answer = client.post("/en/partners/invitation/", {"token": TOKEN})

    assert answer.status_code == 302
    assert history.entries_of(sent).filter(verb="invitation accepted").exists()


def test_nobody_opens_the_invitation_of_another(sent, farid):
    own = f"/en/partners/invitation/own/{sent.reference}/"

    assert farid.get(own).status_code == 404
    assert "/account/login/" in Client().get(own).url


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_eight_windows_at_once_invites_once(farid, union):
    session = farid.session.session_key
    content = {**INVITEE, "role": "reader", "token": TOKEN}

    def send(_window: int) -> int:
        client = Client()
        client.cookies["session"] = session
        try:
            return client.post(f"{PEOPLE}invite/", content).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as windows:
        answers = list(windows.map(send, range(8)))

    assert answers == [302] * 8
    assert union.invitations.count() == Message.objects.count() == 1


def test_an_invitation_that_fails_leaves_nothing_behind(union, monkeypatch):
    def refuse(*_args: object, **_fields: object) -> None:
        raise OSError

    monkeypatch.setattr(history, "record", refuse)

    with pytest.raises(OSError, match=r"^$"):
        operations.hand_over(
            make_mandate_quietly(union),
            to_email="noor@dockers.example",
            to_name="Noor",
            language="en",
            last_day=TODAY,
            by=Actor.anonymous(),
            on=TODAY,
        )

    assert not Invitation.objects.exists()
    assert not Message.objects.exists()
    assert Mandate.objects.get().ends_on is None


def make_mandate_quietly(partner) -> Mandate:
    """Make a mandate without history, which is broken meanwhile."""
    return Mandate.objects.create(
        reference="MAN-2024-9999",
        person=make_person(),
        partner=partner,
        role=Role.EDITOR,
        starts_on=TODAY,
    )
