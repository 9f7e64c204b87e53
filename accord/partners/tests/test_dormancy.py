"""Silence is worked out: sign-ins, deeds and keys of a partner's people break it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accord.accounts.tests.factories import make_officer
from accord.base.actor import Actor
from accord.partners import operations, waiting_life
from accord.partners.dormancy import QUIET, dormant_on
from accord.partners.tests.factories import make_mandate, make_partner, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_rule_at_its_edges(django_assert_num_queries):
    today = timezone.localdate()
    edge = today - QUIET
    make_partner("Just joined", joined_on=edge)
    silent = make_partner("Silent", joined_on=edge - DAY)
    signed = make_partner("Signed in", joined_on=edge - 9 * DAY)
    person = make_person(language="fr")
    make_mandate(signed, "reader", person=person, starts_on=edge - 9 * DAY)
    person.last_login = timezone.make_aware(datetime.combine(edge, datetime.min.time()))
    person.save(update_fields=["last_login"])
    acted = make_partner("Acted", joined_on=edge - 9 * DAY)
    mandate = make_mandate(acted, "focal-point", starts_on=edge - 9 * DAY)
    operations.add_identifier(
        acted, "wikidata", "Q77", by=Actor(mandate.person, acted, mandate), on=edge
    )
    resting = make_partner("Suspended", joined_on=edge - 9 * DAY)
    operations.suspend(resting, "", by=Actor.anonymous(), on=today)

    with django_assert_num_queries(2):
        found = dormant_on(today)

    assert [each.partner for each in found] == [silent]
    officer = Actor(make_officer())
    source = next(each for each in waiting_life.SOURCES if each.kind == "dormant")
    [waits] = source.for_office(officer, today)
    assert waits.whom == silent.reference
    assert waits.message is None
    assert list(source.for_office(Actor(person), today)) == []
