"""The desk: what waits for a person and the organization they act for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.waiting import On, Source, Waiting, register
from accord.base.waiting import sources as registered
from accord.partners import operations
from accord.partners.desk.sorting import dated, piles
from accord.partners.models import Mandate, Partner, Role
from accord.partners.tests.factories import (
    make_mandate,
    make_partner,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/"
SINCE = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC"))


def thing(key: str, on: On, **more: object) -> Waiting:
    return Waiting(key, "kind", key, "/x/", "Union", on, SINCE, **more)


def test_what_waits_is_sorted_by_whom_it_waits_for():
    me = make_person()
    found = piles(
        [
            thing("mine", On.PERSON, whom=me.public_id),
            thing("theirs", On.PERSON, whom="P-0"),
            thing("ours", On.PARTNER),
            thing("answers", On.APPLICANT),
            thing("office", On.OFFICE),
        ],
        Actor(me),
    )

    assert {pile.code: [each.key for each in pile.items] for pile in found} == {
        "you": ["mine"],
        "partner": ["ours", "answers"],
        "others": ["theirs", "office"],
    }
    assert piles([], Actor(me)) == []


def test_deadlines_stand_in_order_and_say_which_have_passed():
    today = date(2026, 5, 5)
    late = thing("late", On.PARTNER, due=date(2026, 5, 4))
    due = thing("due", On.PARTNER, due=today)

    assert dated([due, thing("x", On.PARTNER), late], today) == [
        (late, True),
        (due, False),
    ]


def test_a_focal_point_finds_everything_on_one_page(farid, union, amina):
    operations.invite(
        union,
        email="zoe@dockers.example",
        name="Zoe",
        role=Role.READER,
        language="en",
        by=Actor.anonymous(),
        on=timezone.localdate(),
    )

    page = farid.get(PAGE)

    assert page.status_code == 200
    words = page.content.decode()
    for sentence in (
        "Union of Dockers",
        "under mandate",
        "Invitation of Zoe has no answer",
        "Deadlines",
        "1 person is invited.",
        "0 of 6 parts are written.",
        "Open the inbox",
        "Zoe was invited as reader",
        "Amina",
    ):
        assert sentence in words
    assert farid.post(PAGE).status_code == 405


def test_a_reader_sees_and_is_told_that_they_cannot_write(rosa, union):
    words = rosa.get(PAGE).content.decode()

    assert "You can read everything here." in words
    assert f"{union.get_absolute_url()}edit/" not in words
    assert "Invite somebody" not in words


def test_a_visitor_signs_in_and_lands_on_the_desk(client, farid):
    assert "/account/login/" in client.get(PAGE).url
    assert farid.get("/en/account/welcome/").url == PAGE


def test_who_has_no_mandate_learns_how_one_begins():
    client = sign_in(Client(), make_person())

    words = client.get(PAGE).content.decode()

    assert "You act for no organization yet" in words
    assert "A mandate begins with an invitation" in words


def test_a_mandate_that_gives_no_right_today_says_why(union):
    today = timezone.localdate()
    person = make_person()
    mandate = make_mandate(union, Role.EDITOR, person=person)
    client = sign_in(Client(), person)

    def words() -> str:
        return client.get(PAGE).content.decode()

    operations.suspend_mandate(mandate, "", by=Actor.anonymous(), on=today)
    assert "has been suspended since" in words()
    Partner.objects.update(suspended_on=today)
    assert "Nobody can act for Union of Dockers at present" in words()
    Partner.objects.update(suspended_on=None)
    Mandate.objects.update(suspended_on=None, starts_on=today + timedelta(days=2))
    assert "as editor begins on" in words()
    assert "You act for no organization yet" not in words()


def test_who_has_several_chooses_first_and_changes_in_place():
    person = make_person()
    first, second = (
        make_mandate(make_partner(name), person=person) for name in ("First", "Second")
    )
    client = sign_in(Client(), person)

    assert "Choose for whom you act now" in client.get(PAGE).content.decode()
    for mandate in (first, second):
        sent = {"mandate": mandate.reference, "next": PAGE}
        assert client.post("/en/partners/acting-for/", sent).url == PAGE
        actor = client.get(PAGE).wsgi_request.actor
        assert actor.mandate == mandate


def test_a_source_that_fails_leaves_the_others_and_says_so(farid):
    def fail(_reader: Actor, _on: date) -> list[Waiting]:
        raise LookupError

    register(Source("broken", "Broken things", for_reader=fail))
    try:
        words = farid.get(PAGE).content.decode()
    finally:
        register(Source("broken", "Broken things"))

    assert "could not be asked just now: Broken things" in words
    assert "The profile lacks" in words
    assert "broken" in {each.kind for each in registered()}


def questions(client: Client) -> int:
    """Count what opening the desk asks, without the savepoints that tests add."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


def test_the_desk_costs_a_constant_number_of_queries(farid, union):
    farid.get(PAGE)
    few = questions(farid)
    for _each in range(5):
        make_mandate(union, Role.EDITOR)

    assert questions(farid) == few
    assert few <= 40
