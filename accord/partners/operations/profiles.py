"""Admitting partners, and their profiles and numbers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import resolve, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.base.constraints import claiming
from accord.base.models import Entry
from accord.base.multilingual import Multilingual
from accord.base.references import next_reference
from accord.partners import identifiers
from accord.partners.models import (
    NUMBER_IS_TAKEN,
    Alias,
    Identifier,
    Partner,
)
from accord.partners.operations.facts import former_names, keep_names
from accord.partners.operations.life import begin_life
from accord.partners.signals import partner_admitted

PROFILE_FIELDS = ("name", "mandate_text", "priorities", "expertise", "website")

RELATIONS = ("areas", "challenges")

LONGEST_SLUG = 80

NAME_KEYS = ("sort_name", "sort_names", "search_key")


class Conflict(Exception):
    """Somebody else changed, since the form was opened, what this change would.

    `current` is the record as it stands, `wanted` the fields that the caller changed,
    and `entries` tells for each field in conflict who changed it, and when.
    """

    def __init__(
        self, current: Partner, wanted: Mapping[str, Any], entries: Mapping[str, Entry]
    ) -> None:
        super().__init__(_("Somebody else has changed this profile meanwhile."))
        self.current = current
        self.wanted = wanted
        self.entries = entries


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
    begin_life(partner)
    history.record(
        partner,
        "joined",
        by=by,
        on=on,
        after={
            "slug": slug,
            "name": name.to_json(),
            "category": partner.category.code,
            "constituency": partner.constituency.code,
            "country": partner.country_id,
            "joined_on": partner.joined_on,
            "left_on": partner.left_on,
        },
    )
    transaction.on_commit(
        lambda: partner_admitted.send(sender=Partner, partner=partner, by=by)
    )
    return partner


def free_slug(name: str) -> str:
    """Return an address that no partner has or had, and that leads to partners."""
    from anyascii import anyascii  # noqa: PLC0415 - a data library

    wanted = slugify(anyascii(name))[: LONGEST_SLUG - 5].strip("-") or "partner"
    taken = set(
        Partner.ever.filter(slug__startswith=wanted).values_list("slug", flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 4))
    return next(
        each
        for each in (wanted, *numbered)
        if each not in taken and _leads_to_a_partner(each)
    )


def _leads_to_a_partner(slug: str) -> bool:
    """Say whether the address is free: some words lead to other pages there."""
    address = reverse("partners:partner", args=[slug])
    return resolve(address).url_name == "partner"


@transaction.atomic
def change_profile(
    partner: Partner, changes: Mapping[str, Any], *, by: Actor, on: date, version: int
) -> Partner:
    """Save what `changes` changes of the profile as it was at `version`.

    `changes` may hold any of the profile fields and the lists `areas` and
    `challenges`; what it leaves out, or repeats unchanged, stays as it is now. If
    somebody else has since changed one of the same fields to something else, nothing
    is saved and `Conflict` tells which.
    """
    current = Partner.objects.select_for_update().get(pk=partner.pk)
    now = snapshot(current)
    since = _changes_since(current, version)
    began = {**now}
    for entry in since:
        began.update(entry.before)
    wanted = {
        field: value
        for field, value in changes.items()
        if _comparable(field, value) != _words(began[field])
    }
    crossed = {
        field: entry
        for entry in reversed(since)
        for field in entry.after
        if field in wanted and _comparable(field, wanted[field]) != _words(now[field])
    }
    if crossed:
        raise Conflict(current, wanted, crossed)
    return _apply(current, wanted, before=now, by=by, on=on)


def _apply(
    current: Partner,
    wanted: Mapping[str, Any],
    *,
    before: Mapping[str, Any],
    by: Actor,
    on: date,
) -> Partner:
    for field in PROFILE_FIELDS:
        if field in wanted:
            setattr(current, field, wanted[field])
    if "name" in wanted:
        gone = former_names(Multilingual.from_json(before["name"]), wanted["name"])
        current.rename(wanted["name"])
        keep_names(current, gone, Alias.Kind.FORMER, until=on)
    for relation in RELATIONS:
        if relation in wanted:
            getattr(current, relation).set(wanted[relation])
    after = snapshot(current)
    if after == before:
        return current
    current.version += 1
    current.save(update_fields=[*PROFILE_FIELDS, *NAME_KEYS, "version"])
    history.record(current, "changed", by=by, on=on, before=before, after=after)
    return current


def _changes_since(current: Partner, version: int) -> list[Entry]:
    """Return the entries that made the versions after `version`, newest first."""
    newer = max(current.version - version, 0)
    return list(history.entries_of(current).filter(verb="changed")[:newer])


def _comparable(field: str, value: Any) -> Any:
    if field in RELATIONS:
        return sorted(each.code for each in value)
    return _words(value.to_json() if isinstance(value, Multilingual) else value)


def _words(value: Any) -> Any:
    """Return the words of a stored text, without the state of its translations."""
    if not isinstance(value, dict):
        return value
    texts = {language: each["text"] for language, each in value["texts"].items()}
    return (value["original"], texts) if texts else ()


@transaction.atomic
def add_identifier(
    partner: Partner, scheme: str, value: str, *, by: Actor, on: date
) -> Identifier:
    """Record a number in an outside register after checking its form and digits."""
    tidy = identifiers.checked(scheme, value)
    identifier = Identifier(partner=partner, scheme=scheme, value=tidy)
    identifier.full_clean()
    with claiming("identifier_names_one_partner", ValidationError(NUMBER_IS_TAKEN)):
        identifier.save()
    history.record(
        partner, "identified", by=by, on=on, after={"scheme": scheme, "value": tidy}
    )
    return identifier


@transaction.atomic
def remove_identifier(identifier: Identifier, *, by: Actor, on: date) -> None:
    number = {"scheme": identifier.scheme, "value": identifier.value}
    identifier.delete()
    history.record(identifier.partner, "number removed", by=by, on=on, before=number)


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
