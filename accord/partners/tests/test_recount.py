"""Counts of any day equal a recount from the history, which was written apart."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from accord.base.actor import Actor
from accord.base.models import Entry
from accord.partners import composition, operations
from accord.partners.models import Partner
from accord.partners.operations import NotPossible
from accord.partners.tests.factories import make_category, make_partner

FIRST, DAYS = date(2025, 1, 1), 120
OFFICE = Actor.anonymous()


def live(partner: Partner, random: Random) -> None:
    """Let things happen to a partner, in the order in which they were decided."""
    on = partner.joined_on
    for _number in range(6):
        on += timedelta(days=random.randint(0, 20))
        ahead = timedelta(days=random.randint(0, 6))
        verb = random.choice(("suspend", "resume", "leave", "return", "category"))
        try:
            if verb == "suspend":
                operations.suspend(partner, "", by=OFFICE, on=on)
            elif verb == "resume":
                operations.resume(partner, "", by=OFFICE, on=on)
            elif verb == "leave":
                operations.leave(partner, "", last_day=on + ahead, by=OFFICE, on=on)
            elif verb == "return":
                operations.rejoin(partner, "", by=OFFICE, on=on)
            else:
                kind = make_category(random.choice(("GOV", "WRK", "NGO")))
                operations.change_facts(
                    partner, {"category": kind}, by=OFFICE, on=on, since=on - ahead
                )
        except NotPossible:
            continue


def recounted(day: date) -> Counter[str]:
    """Replay the entries of each partner, as a reader of the history would."""
    counts: Counter[str] = Counter()
    for partner in Partner.objects.all():
        told = Entry.objects.filter(subject=partner.history_reference).order_by("id")
        is_there, category = False, ""
        for entry in told:
            after = entry.after
            starts = after.get("joined_on") or after.get("effective_on")
            if starts is None or date.fromisoformat(starts) > day:
                continue
            category = after.get("category", category)
            if entry.verb in {"joined", "left", "returned"}:
                is_there = entry.verb != "left"
        counts[category] += is_there
    return composition.reported(+counts)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_every_day_equals_a_recount_from_the_history(seed):
    random = Random(seed)  # noqa: S311 - lives to replay, no secrets
    for code in ("GOV", "WRK", "NGO", "WRK", "GOV"):
        joined = FIRST + timedelta(days=random.randint(0, 30))
        live(make_partner(category=code, joined_on=joined), random)
    there = composition.stays()

    for number in range(0, DAYS, 3):
        day = FIRST + timedelta(days=number)
        assert composition.composition_of(there, day) == recounted(day), day
        assert composition.composition_on(day) == recounted(day), day
