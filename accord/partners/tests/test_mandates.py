from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accord.accounts.tests.factories import make_officer
from accord.base import history
from accord.base.actor import Actor
from accord.partners import operations
from accord.partners.models import ApiKey, Mandate, Role, Scope
from accord.partners.operations.mandates import first_day_without
from accord.partners.tests.factories import make_mandate, make_partner, make_person

pytestmark = pytest.mark.django_db
PEOPLE = "/en/partners/dockers/people/"
DAY = timedelta(days=1)
TODAY = timezone.localdate()


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

    # Whoever acts for the organization reads who else does.
    assert client.get(PEOPLE).status_code == (403 if who == "bruno" else 200)
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


def covered(*terms: tuple[date, date | None]) -> date | None:
    return first_day_without(terms, TODAY)


def test_the_first_day_without_anybody_is_found_between_terms():
    assert covered() == TODAY
    assert covered((TODAY + DAY, None)) == TODAY
    assert covered((TODAY - DAY, TODAY)) == TODAY + DAY
    assert covered((TODAY + DAY, None), (TODAY - DAY, TODAY)) is None
    assert covered((TODAY, TODAY + DAY), (TODAY + 3 * DAY, None)) == TODAY + 2 * DAY


def test_a_suspended_or_later_leader_does_not_let_the_last_one_go(union):
    last = make_mandate(union, Role.FOCAL_POINT)
    other = make_mandate(union, Role.SIGNATORY)
    make_mandate(union, Role.ALTERNATE)
    by = Actor(last.person, union, last)
    operations.suspend_mandate(other, "On leave.", by=by, on=TODAY)
    later = make_mandate(union, Role.FOCAL_POINT, starts_on=TODAY + 2 * DAY)

    def end(day: date) -> None:
        operations.end_mandate(last, last_day=day, by=by, on=TODAY)

    with pytest.raises(operations.LastFocalPoint):
        operations.suspend_mandate(last, "", by=by, on=TODAY)
    with pytest.raises(operations.LastFocalPoint):
        end(TODAY)
    end(TODAY + DAY)
    with pytest.raises(operations.LastFocalPoint):
        operations.end_mandate(later, last_day=TODAY, by=by, on=TODAY)


def test_suspension_and_resumption_take_effect_on_the_next_request(amina, union):
    edit = f"{union.get_absolute_url()}edit/"
    mandate = union.mandates.get()
    by = Actor.anonymous()
    assert amina.get(edit).status_code == 200

    key, _secret = operations.make_key(
        mandate, name="Copy", scope=Scope.READ, expires_on=TODAY, by=by, on=TODAY
    )
    operations.suspend_mandate(mandate, "A lost laptop.", by=by, on=TODAY)
    assert not ApiKey.objects.for_use().get(pk=key.pk).holds_on(TODAY)
    assert amina.get(edit).status_code == 403
    assert not Mandate.objects.in_force_on(TODAY).exists()

    operations.resume_mandate(mandate, by=by, on=TODAY)
    assert amina.get(edit).status_code == 200
    told = [each.verb for each in history.entries_of(mandate)]
    assert told == ["mandate resumed", "mandate suspended", "granted"]


def test_the_secretariat_may_suspend_the_last_one(union):
    last = make_mandate(union, Role.FOCAL_POINT)

    operations.suspend_mandate(last, "Taken over.", by=Actor(make_officer()), on=TODAY)

    assert not Mandate.objects.in_force_on(TODAY).exists()


def test_a_mandate_is_renewed_and_never_shortened_by_it(union):
    mandate = make_mandate(union, ends_on=TODAY)
    by = Actor.anonymous()

    renewed = operations.renew_mandate(mandate, ends_on=TODAY + DAY, by=by, on=TODAY)

    assert renewed.ends_on == TODAY + DAY
    for day in (TODAY + DAY, TODAY):
        with pytest.raises(operations.MandateIsOver):
            operations.renew_mandate(mandate, ends_on=day, by=by, on=TODAY)
    with pytest.raises(operations.MandateIsOver):
        operations.end_mandate(mandate, last_day=TODAY + DAY, by=by, on=TODAY)
    with pytest.raises(operations.MandateIsOver):
        operations.renew_mandate(mandate, ends_on=None, by=by, on=TODAY + 2 * DAY)


def test_a_mandate_that_has_not_begun_is_taken_back(union):
    mandate = make_mandate(union, starts_on=TODAY + 9 * DAY)

    ended = operations.end_mandate(
        mandate, last_day=TODAY, by=Actor.anonymous(), on=TODAY
    )

    assert not any(ended.in_force_on(TODAY + n * DAY) for n in range(12))


@pytest.mark.django_db(transaction=True)
def test_two_who_end_each_other_at_once_do_not_both_succeed(union):
    pair = [make_mandate(union, Role.FOCAL_POINT), make_mandate(union, Role.SIGNATORY)]
    start = Barrier(2)

    def end(mine: Mandate, theirs: Mandate) -> str:
        try:
            start.wait(10)
            by = Actor(mine.person, union, mine)
            operations.end_mandate(theirs, last_day=TODAY - DAY, by=by, on=TODAY)
        except operations.LastFocalPoint:
            return "stayed"
        finally:
            connection.close()
        return "ended"

    with ThreadPoolExecutor(2) as both:
        outcomes = list(both.map(end, pair, reversed(pair)))

    assert sorted(outcomes) == ["ended", "stayed"]
    assert Mandate.objects.in_force_on(TODAY).count() == 1
