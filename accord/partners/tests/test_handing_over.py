"""Who succeeds whom, from when, and how a partner without anybody is restored."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.base import history
from accord.base.actor import Actor
from accord.partners import operations
from accord.partners.models import Role
from accord.partners.tests.factories import make_mandate, make_person
from accord.partners.tests.test_invitations import actor_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_successor_begins_when_the_other_ends(union):
    today = timezone.localdate()
    last = today + 20 * DAY
    old = make_mandate(union, Role.SIGNATORY)

    invitation = operations.hand_over(
        old,
        to_email="noor@dockers.example",
        to_name="Noor",
        language="ar",
        last_day=last,
        by=actor_of(old),
        on=today,
    )

    # Nobody else leads the union: the mandate waits for its successor.
    old.refresh_from_db()
    assert old.ends_on is None
    new = operations.accept_invitation(
        invitation, make_person("noor@dockers.example"), on=today
    )
    old.refresh_from_db()
    assert (old.ends_on, new.starts_on) == (last, last + DAY)


def test_a_late_successor_begins_on_the_day_they_accept(union):
    today = timezone.localdate()
    old = make_mandate(union, Role.FOCAL_POINT)
    invitation = operations.hand_over(
        old,
        to_email="noor@dockers.example",
        to_name="Noor",
        language="en",
        last_day=today,
        by=actor_of(old),
        on=today,
    )

    new = operations.accept_invitation(
        invitation, make_person("noor@dockers.example"), on=today + 5 * DAY
    )

    old.refresh_from_db()
    assert new.starts_on == today + 5 * DAY
    assert old.ends_on == today + 4 * DAY


def test_who_is_not_the_last_ends_on_the_day_they_named(union):
    today = timezone.localdate()
    make_mandate(union, Role.SIGNATORY)
    old = make_mandate(union, Role.FOCAL_POINT)
    hand_over = {
        "to_email": "noor@dockers.example",
        "to_name": "Noor",
        "language": "en",
        "by": actor_of(old),
        "on": today,
    }

    operations.hand_over(old, last_day=today, **hand_over)

    old.refresh_from_db()
    assert old.ends_on == today


def test_the_secretariat_restores_access_to_a_partner_that_nobody_leads(union):
    officer = make_person("sofia@office.example")
    today = timezone.localdate()

    invitation = operations.restore_access(
        union,
        email="noor@dockers.example",
        name="Noor",
        language="es",
        reason="The president confirmed it by telephone.",
        by=Actor(officer),
        on=today,
    )

    mandate = operations.accept_invitation(
        invitation, make_person("noor@dockers.example"), on=today
    )
    assert (mandate.role, mandate.granted_by) == (Role.FOCAL_POINT, officer)
    restored = history.entries_of(invitation).get(verb="access restored")
    assert "telephone" in restored.personal.values["reason"]
