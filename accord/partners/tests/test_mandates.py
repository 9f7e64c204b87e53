from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accord.base import history
from accord.partners.models import Mandate, Role
from accord.partners.tests.factories import make_mandate, make_partner, make_person

pytestmark = pytest.mark.django_db
PEOPLE = "/en/partners/dockers/people/"
DAY = timedelta(days=1)


def last_day(day: date) -> dict[str, object]:
    return {
        "last_day_day": day.day,
        "last_day_month": day.month,
        "last_day_year": day.year,
        "token": str(uuid4()),
    }


@pytest.fixture
def mandate(union) -> Mandate:
    """Return an editor's mandate that others may end."""
    return make_mandate(union, Role.EDITOR, person=make_person("zoe@dockers.example"))


def end_of(mandate: Mandate) -> str:
    return f"{PEOPLE}{mandate.reference}/end/"


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2024, 5, 31), False),
        (date(2024, 6, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ],
)
def test_python_and_sql_agree_on_when_a_mandate_holds(union, day, holds):
    mandate = make_mandate(union, starts_on=date(2024, 6, 1), ends_on=date(2024, 6, 30))

    assert mandate.in_force_on(day) is holds
    assert Mandate.objects.in_force_on(day).exists() is holds
    assert mandate.has_ended_on(day) is (day > date(2024, 6, 30))


def test_a_focal_point_sees_who_acts_and_ends_a_mandate(farid, mandate):
    today = timezone.localdate()
    assert "Zoe" in farid.get(PEOPLE).content.decode()
    assert "Zoe" in farid.get(end_of(mandate)).content.decode()

    answer = farid.post(end_of(mandate), last_day(today))

    assert answer.status_code == 302
    assert answer.url == PEOPLE
    mandate.refresh_from_db()
    assert mandate.ends_on == today
    entry = history.entries_of(mandate).first()
    assert (entry.verb, entry.after) == ("ended", {"ends_on": today.isoformat()})


def test_the_last_focal_point_stays_and_the_page_says_why(farid, union):
    own = union.mandates.get(role=Role.FOCAL_POINT)

    answer = farid.post(end_of(own), last_day(timezone.localdate()))

    assert answer.status_code == 422
    assert "a partner always has one" in answer.content.decode()
    own.refresh_from_db()
    assert own.ends_on is None


def test_a_focal_point_may_go_once_there_is_a_signatory(farid, union):
    own = union.mandates.get(role=Role.FOCAL_POINT)
    make_mandate(union, Role.SIGNATORY)

    answer = farid.post(end_of(own), last_day(timezone.localdate() - DAY))

    assert answer.status_code == 302
    assert farid.get(PEOPLE).status_code == 403


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (
            {"last_day_day": "31", "last_day_month": "2", "last_day_year": "2026"},
            "no such day",
        ),
        ({"last_day_day": "", "last_day_month": "", "last_day_year": ""}, "required"),
        (
            {"last_day_day": "1", "last_day_month": "2", "last_day_year": "2024"},
            "yesterday",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(farid, mandate, sent, words):
    answer = farid.post(end_of(mandate), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    mandate.refresh_from_db()
    assert mandate.ends_on is None


def test_a_get_ends_nothing_and_the_list_is_only_read(farid, mandate):
    farid.get(end_of(mandate))

    mandate.refresh_from_db()
    assert mandate.ends_on is None
    assert farid.post(PEOPLE).status_code == 405
    assert farid.delete(end_of(mandate)).status_code == 405


def test_a_visitor_is_sent_to_sign_in(client, mandate):
    for path in (PEOPLE, end_of(mandate)):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/account/login/" in answer.url


@pytest.mark.parametrize("who", ["bruno", "rosa", "amina"])
def test_outsiders_readers_and_editors_may_not(who, mandate, request):
    client: Client = request.getfixturevalue(who)

    assert client.get(PEOPLE).status_code == 403
    assert client.get(end_of(mandate)).status_code == 403
    answer = client.post(end_of(mandate), last_day(timezone.localdate()))
    assert answer.status_code == 403
    mandate.refresh_from_db()
    assert mandate.ends_on is None


def test_the_secretariat_may(sofia, mandate, farid):
    answer = sofia.post(end_of(mandate), last_day(timezone.localdate() + DAY))

    assert answer.url == PEOPLE
    mandate.refresh_from_db()
    assert mandate.ends_on == timezone.localdate() + DAY


def test_the_mandate_of_another_partner_is_out_of_reach(farid):
    theirs = make_mandate(make_partner("Other"))

    assert farid.get(end_of(theirs)).status_code == 404


def test_ended_and_coming_mandates_stand_apart(farid, union):
    today = timezone.localdate()
    make_mandate(union, person=make_person("past@x.example"), ends_on=today - DAY)
    make_mandate(union, person=make_person("soon@x.example"), starts_on=today + DAY)

    page = farid.get(PEOPLE)

    assert [str(each.person) for each in page.context["ended"]] == ["Past"]
    assert [str(each.person) for each in page.context["later"]] == ["Soon"]
    assert [str(each.person) for each in page.context["now"]] == ["Farid"]
