"""Suspending, resuming, leaving, returning: what each does, and to whom it is told."""

from datetime import date, timedelta

import pytest

from accord.base import history
from accord.base.actor import Actor
from accord.base.models import Message
from accord.partners import composition, operations
from accord.partners.models import Mandate, Partner, Turn
from accord.partners.operations import NotPossible, Reason
from accord.partners.tests.factories import JOINED, make_mandate, make_person

ON = date(2026, 3, 2)
DAY = timedelta(days=1)
OFFICE = Actor.anonymous()
WHY = Reason("Two reports are missing.", "Reports are missing.", "Rumours of debts.")


@pytest.mark.django_db
def test_a_suspended_partner_is_counted_and_does_not_act(union):
    farid = make_person("farid@x.example", language="fr")
    mandate = make_mandate(union, "focal-point", person=farid)

    operations.suspend(union, WHY, by=OFFICE, on=ON)
    union.refresh_from_db()

    assert composition.composition_on(ON)["WRK"] == 1
    assert union.is_partner_on(ON)
    assert not union.may_act_on(ON)
    assert not Mandate.objects.of_partners_that_act_on(ON).exists()
    assert Mandate.objects.of_partners_that_act_on(ON - DAY).get() == mandate
    [message] = Message.objects.all()
    assert message.language == "fr"
    assert WHY.told in message.text
    assert WHY.note not in message.text
    assert history.entries_of(union)[0].verb == "suspended"

    operations.resume(union, "All is in.", by=OFFICE, on=ON + 5 * DAY)
    union.refresh_from_db()

    assert union.may_act_on(ON + 5 * DAY)
    assert [each.state for each in union.standings.order_by("since")] == [
        "active",
        "suspended",
        "active",
    ]


@pytest.mark.django_db
def test_leaving_and_returning_are_right_on_every_day(union):
    last = ON + 3 * DAY
    operations.leave(union, WHY, last_day=last, by=OFFICE, on=ON)
    back = ON + 20 * DAY
    operations.rejoin(union, "", by=OFFICE, on=back)
    union.refresh_from_db()

    for day, there in [
        (JOINED - DAY, 0),
        (JOINED, 1),
        (last, 1),
        (last + DAY, 0),
        (back - DAY, 0),
        (back, 1),
    ]:
        assert composition.composition_on(day)["WRK"] == there
        assert Partner.objects.partners_on(day).count() == there
    assert (union.joined_on, union.left_on) == (back, None)
    assert [each.kind for each in Turn.objects.order_by("id")] == ["left", "returned"]


@pytest.mark.django_db
def test_a_leaving_that_is_taken_back_leaves_one_stay(union):
    operations.leave(union, "", last_day=ON + 9 * DAY, by=OFFICE, on=ON)
    operations.rejoin(union, "", by=OFFICE, on=ON + DAY)
    union.refresh_from_db()

    assert (union.joined_on, union.left_on) == (JOINED, None)
    assert union.standings.get().until is None


@pytest.mark.django_db
def test_what_cannot_be_says_why_and_changes_nothing(union):
    with pytest.raises(NotPossible, match="has not left"):
        operations.rejoin(union, "", by=OFFICE, on=ON)
    with pytest.raises(NotPossible, match="before the day of joining"):
        operations.leave(union, "", last_day=JOINED - DAY, by=OFFICE, on=ON)
    with pytest.raises(NotPossible, match="in the past"):
        operations.suspend(union, "", by=OFFICE, on=ON, effective_on=ON - DAY)
    operations.leave(union, "", last_day=ON, by=OFFICE, on=ON)
    with pytest.raises(NotPossible, match="left already"):
        operations.leave(union, "", last_day=ON, by=OFFICE, on=ON)
    with pytest.raises(NotPossible, match="no partner on that day"):
        operations.suspend(union, "", by=OFFICE, on=ON + DAY)

    assert Turn.objects.count() == 1
