"""Everything that changes a partner, its identifiers or its mandates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.base.references import next_reference
from accord.partners import identifiers
from accord.partners.models import Identifier, Mandate, Partner, Role
from accord.partners.signals import partner_admitted

PROFILE_FIELDS = ("name", "mandate_text", "priorities", "expertise", "website")


class Conflict(Exception):
    """Somebody else saved the record since the form was opened."""

    def __init__(self, current: Partner) -> None:
        super().__init__(_("Somebody else has changed this profile meanwhile."))
        self.current = current


class LastFocalPoint(Exception):
    """A partner would be left with nobody who can act for it."""


@transaction.atomic
def admit(
    *, slug: str, name: Multilingual, by: Actor, on: date, **fields: Any
) -> Partner:
    """Make an organization a partner as of its `joined_on`."""
    areas, challenges = fields.pop("areas", []), fields.pop("challenges", [])
    partner = Partner(
        reference=next_reference("PAR", fields["joined_on"].year), slug=slug, **fields
    )
    partner.rename(name)
    partner.save()
    partner.areas.set(areas)
    partner.challenges.set(challenges)
    history.record(
        partner,
        "joined",
        by=by,
        on=on,
        after={
            "slug": slug,
            "name": name.to_json(),
            "category": partner.category_id,
            "joined_on": partner.joined_on,
        },
    )
    transaction.on_commit(
        lambda: partner_admitted.send(sender=Partner, partner=partner, by=by)
    )
    return partner


@transaction.atomic
def change_profile(
    partner: Partner, changes: Mapping[str, Any], *, by: Actor, on: date, version: int
) -> Partner:
    """Save a changed profile; `Conflict` if `version` is no longer the current one.

    `changes` may hold any of the profile fields and the lists `areas` and
    `challenges`; what it leaves out stays.
    """
    current = Partner.objects.select_for_update().get(pk=partner.pk)
    if current.version != version:
        raise Conflict(current)
    before = snapshot(current)
    for field in PROFILE_FIELDS:
        if field in changes:
            setattr(current, field, changes[field])
    if "name" in changes:
        current.rename(changes["name"])
    for relation in ("areas", "challenges"):
        if relation in changes:
            getattr(current, relation).set(changes[relation])
    after = snapshot(current)
    if after == before:
        return current
    current.version = F("version") + 1
    current.save(update_fields=[*PROFILE_FIELDS, "sort_name", "version"])
    current.refresh_from_db(fields=["version"])
    history.record(current, "changed", by=by, on=on, before=before, after=after)
    return current


@transaction.atomic
def add_identifier(
    partner: Partner, scheme: str, value: str, *, by: Actor, on: date
) -> Identifier:
    """Record a number in an outside register after checking its form and digits."""
    tidy = identifiers.checked(scheme, value)
    identifier = Identifier(partner=partner, scheme=scheme, value=tidy)
    identifier.full_clean()
    identifier.save()
    history.record(
        partner, "identified", by=by, on=on, after={"scheme": scheme, "value": tidy}
    )
    return identifier


@transaction.atomic
def remove_identifier(identifier: Identifier, *, by: Actor, on: date) -> None:
    history.record(
        identifier.partner,
        "number removed",
        by=by,
        on=on,
        before={"scheme": identifier.scheme, "value": identifier.value},
    )
    identifier.delete()


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


def snapshot(partner: Partner) -> dict[str, Any]:
    """Return what history compares of a profile."""
    return {
        "name": partner.name.to_json(),
        "mandate_text": partner.mandate_text.to_json(),
        "priorities": partner.priorities.to_json(),
        "expertise": partner.expertise.to_json(),
        "website": partner.website,
        "areas": sorted(partner.areas.values_list("code", flat=True)),
        "challenges": sorted(partner.challenges.values_list("code", flat=True)),
    }
