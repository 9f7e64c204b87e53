"""Giving and ending mandates."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.base.references import next_reference
from accord.partners.models import (
    Mandate,
    Partner,
    Role,
)


class LastFocalPoint(Exception):
    """A partner would be left with nobody who can act for it."""


@transaction.atomic
def grant_mandate(
    partner: Partner,
    person: Person,
    role: Role,
    *,
    starts_on: date,
    by: Actor,
    on: date,
    ends_on: date | None = None,
) -> Mandate:
    """Give a person the right to act for a partner from a day on."""
    mandate = Mandate(
        reference=next_reference("MAN", starts_on.year),
        person=person,
        partner=partner,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by.person if isinstance(by.person, Person) else None,
    )
    mandate.full_clean()
    mandate.save()
    history.record(
        mandate,
        "granted",
        by=by,
        on=on,
        after={
            "partner": partner.reference,
            "person": person.public_id,
            "role": role,
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, last_day: date, by: Actor, on: date) -> Mandate:
    """End a mandate after `last_day`; the last focal point or signatory stays."""
    Partner.objects.select_for_update().get(pk=mandate.partner_id)
    leading = (
        Mandate.objects.in_force_on(last_day)
        .filter(
            partner_id=mandate.partner_id,
            role__in=[Role.FOCAL_POINT, Role.SIGNATORY],
            ends_on=None,
        )
        .exclude(pk=mandate.pk)
    )
    if mandate.role in {Role.FOCAL_POINT, Role.SIGNATORY} and not leading.exists():
        raise LastFocalPoint(
            _("Give somebody else this role first: a partner always has one.")
        )
    before = mandate.ends_on
    mandate.ends_on = max(last_day, mandate.starts_on)
    mandate.save(update_fields=["ends_on"])
    history.record(
        mandate,
        "ended",
        by=by,
        on=on,
        before={"ends_on": before},
        after={"ends_on": mandate.ends_on},
    )
    return mandate
