"""What a partner's people must settle before one of them is erased, and what ends."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.accounts import operations as accounts
from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.partners.models import LEADING, Mandate, Partner


@accounts.guard
def last_to_lead(person: Person, on: date) -> Iterator[str]:
    """Yield a sentence for each partner that nobody else leads."""
    own = _open_mandates(person, on).filter(role__in=LEADING).select_related("partner")
    others = (
        Mandate.objects.in_force_on(on)
        .filter(role__in=LEADING, suspended_on=None, person__is_active=True)
        .exclude(person=person)
    )
    led = set(others.values_list("partner_id", flat=True))
    for partner in {each.partner for each in own if each.partner_id not in led}:
        yield _(
            "Nobody else leads %(partner)s. Hand over first, under its people; then "
            "come back."
        ) % {"partner": partner}


@accounts.leaving
def end_mandates(person: Person, by: Actor, on: date) -> None:
    """End every mandate of a person who is about to be erased.

    A partner that somebody else stopped leading in the meantime is a reason to wait.
    """
    mandates = list(_open_mandates(person, on).order_by("partner_id", "id"))
    partners = sorted({each.partner_id for each in mandates})
    list(Partner.objects.select_for_update(no_key=True).filter(pk__in=partners))
    reasons = list(last_to_lead(person, on))
    if reasons and by.is_signed_in:
        raise accounts.NotYet(reasons)
    for each in mandates:
        before, each.ends_on = each.ends_on, max(on, each.starts_on)
        each.save(update_fields=["ends_on"])
        history.record(
            each,
            "ended",
            by=by,
            on=on,
            before={"ends_on": before},
            after={"ends_on": each.ends_on},
        )


def _open_mandates(person: Person, on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(person=person).exclude(ends_on__lt=on)
