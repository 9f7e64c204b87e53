"""Erasing a person for good, leaving a number, and repeating it after a restore."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.accounts.models import Erasure, Person, new_public_id
from accord.accounts.personal import stored_files
from accord.accounts.personal.erasing import erase_everywhere, rows_of
from accord.accounts.personal.inventory import inventory
from accord.accounts.personal.striking import Identity, addresses_in, names_beside
from accord.base import history
from accord.base.actor import Actor
from accord.base.jobs import job
from accord.base.models import Personal
from accord.base.references import next_reference

Guard = Callable[[Person, date], Iterable[str]]
Leaving = Callable[[Person, Actor, date], None]
_guards: list[Guard] = []
_leavings: list[Leaving] = []


class NotYet(Exception):
    """Something has to be settled before the person can be erased.

    `reasons` are sentences in the reader's language, each with what to do.
    """

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def guard(guard: Guard) -> Guard:
    """Let an app say why a person cannot be erased yet; no sentence, no objection."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def leaving(follower: Leaving) -> Leaving:
    """Let an app end what a person holds, in the erasure's transaction, before it."""
    if follower not in _leavings:
        _leavings.append(follower)
    return follower


def objections(person: Person, on: date) -> list[str]:
    """Say what must be settled before the person can be erased."""
    found = [sentence for each in _guards for sentence in each(person, on)]
    if any(each.in_force_on(on) for each in person.duties.all()):
        found.append(
            _(
                "This person serves in the coalition’s office. End the duty first, "
                "and erase them from the next day on."
            )
        )
    if person.is_staff:
        found.append(
            _(
                "This person edits vocabularies and texts. Take that right away first, "
                "in the vocabularies, under People."
            )
        )
    return found


@transaction.atomic
def erase(person: Person, *, by: Actor, on: date) -> Erasure:
    """Erase a person who has an account: name and address give way to their number.

    `NotYet` says what has to be settled first. Erasing again changes nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_on is not None:
        return Erasure.objects.get(pseudonym=person.public_id)
    reasons = objections(person, on)
    if reasons:
        raise NotYet(reasons)
    for follower in _leavings:
        follower(person, by, on)
    identity = identity_of(person)
    person.erased_on = on
    return _carry_out(identity, person, _with_number(by, person), on)


@transaction.atomic
def erase_address(address: str, *, by: Actor, on: date) -> Erasure:
    """Erase whoever has an address: an account, or somebody named without one.

    Of somebody without an account, the names that stand beside the address go too.
    """
    address = address.strip().lower()
    person = Person.objects.filter(email__iexact=address).first()
    if person is not None:
        return erase(person, by=by, on=on)
    identity = Identity(
        new_public_id(), frozenset({address}), frozenset(_names_beside(address))
    )
    return _carry_out(identity, None, by, on)


def identity_of(person: Person) -> Identity:
    """Return all addresses and names of a person, former ones included."""
    own = Identity(person.public_id, frozenset({person.email}), frozenset())
    addresses = {person.email.lower()}
    for holding in inventory().of_model("account.EmailAddress"):
        rows = rows_of(holding, own, person)
        addresses |= {each.lower() for each in rows.values_list("email", flat=True)}
    names = {person.name}
    for values in Personal.objects.filter(
        entry__subject=person.history_reference
    ).values_list("values", flat=True):
        names |= {values.get("name_before", ""), values.get("name_after", "")}
    return Identity(
        person.public_id,
        frozenset(addresses),
        frozenset(each for each in names if each.strip()),
    )


def _with_number(by: Actor, person: Person) -> Actor:
    """Let somebody who erases themselves sign with their number."""
    if isinstance(by.person, Person) and by.person.pk == person.pk:
        number = person.public_id
        return replace(by, person=Person(pk=person.pk, public_id=number, name=number))
    return by


def _carry_out(
    identity: Identity, person: Person | None, by: Actor, on: date
) -> Erasure:
    touched = erase_everywhere(identity, person)
    erasure = Erasure.objects.create(
        reference=next_reference("ERA", on.year),
        pseudonym=identity.pseudonym,
        addresses=sorted(map(digest_of, identity.addresses)),
        carried_out_by=getattr(by.person, "public_id", ""),
        erased_at=timezone.now(),
        counts=dict(touched.counts),
    )
    history.record(
        erasure,
        history.ERASED,
        by=by,
        on=on,
        after={"reference": erasure.reference, "entries": touched.entries},
    )
    files = sorted(touched.files)
    if files:
        stored_files.remove_files.defer(files=files)
        transaction.on_commit(lambda: stored_files.remove(files))
    write_list_later.defer()
    transaction.on_commit(write_list)
    return erasure


def digest_of(address: str) -> str:
    """Return the keyed digest by which an address is known again after a restore."""
    return hmac.new(
        settings.SECRET_KEY.encode(), address.strip().lower().encode(), hashlib.sha256
    ).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """An erasure as the list outside the database tells it."""

    reference: str
    pseudonym: str
    addresses: frozenset[str]
    erased_at: datetime


def write_list(path: Path | None = None) -> int:
    """Bring the list outside the database up to date; return how many it holds.

    What is on the list stays there, even when the database, restored, has forgotten
    it. The list appears whole or not at all.
    """
    path = path or Path(settings.ERASURES_FILE)
    known = {each.pseudonym: each for each in read_list(path)}
    for each in Erasure.objects.order_by("id"):
        known[each.pseudonym] = Listed(
            each.reference, each.pseudonym, frozenset(each.addresses), each.erased_at
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.half")
    lines = [
        json.dumps(
            {
                "reference": each.reference,
                "pseudonym": each.pseudonym,
                "addresses": sorted(each.addresses),
                "erased_at": each.erased_at.astimezone(UTC).isoformat(),
            }
        )
        for each in known.values()
    ]
    half.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    half.replace(path)
    return len(known)


def read_list(path: Path | None = None) -> list[Listed]:
    path = path or Path(settings.ERASURES_FILE)
    if not path.exists():
        return []
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Listed(
            each["reference"],
            each["pseudonym"],
            frozenset(each["addresses"]),
            datetime.fromisoformat(each["erased_at"]),
        )
        for each in told
    ]


@job("write-erasure-list")
def write_list_later() -> None:
    write_list()


@transaction.atomic
def replay_erasures(*, on: date, path: Path | None = None) -> list[Erasure]:
    """Erase again whom the list tells of and a restored database does not.

    Guards are not asked: they were met when it was first done. Twice changes nothing.
    """
    known = set(Erasure.objects.values_list("pseudonym", flat=True))
    missing = [each for each in read_list(path) if each.pseudonym not in known]
    done = []
    for each in missing:
        found = {
            address
            for address in _addresses_held()
            if digest_of(address) in each.addresses
        }
        person = (
            Person.objects.select_for_update().filter(public_id=each.pseudonym).first()
        )
        if person is None:
            names = {name for address in found for name in _names_beside(address)}
            identity = Identity(each.pseudonym, frozenset(found), frozenset(names))
        else:
            for follower in _leavings:
                follower(person, Actor.anonymous(), on)
            own = identity_of(person)
            identity = replace(own, addresses=own.addresses | found)
            person.erased_on = on
        done.append(_carry_out(identity, person, Actor.anonymous(), on))
    return done


def _held_values() -> Iterator[Any]:
    """Yield what the inventory's fields of words hold, one value at a time."""
    for holding in inventory().holdings:
        if not holding.model:
            continue
        model = holding.model_class()
        names = [
            name
            for name in holding.fields
            if isinstance(
                model._meta.get_field(name),  # noqa: SLF001 - Django's public door
                (models.CharField, models.TextField, models.JSONField),
            )
        ]
        if names:
            rows = model._default_manager.values_list(*names)  # noqa: SLF001 - Django's public door
            for values in rows.iterator(chunk_size=2000):
                yield from values


def _addresses_held() -> set[str]:
    return {address for value in _held_values() for address in addresses_in(value)}


def _names_beside(address: str) -> set[str]:
    """Return the names that stand beside an address, in rows and in structures."""
    found: set[str] = set()
    nobody = Identity("", frozenset({address}), frozenset())
    for holding in inventory().holdings:
        if "name" in holding.fields and "email" in holding.fields:
            rows = rows_of(holding, nobody, None)
            found |= set(rows.values_list("name", flat=True))
    for value in _held_values():
        if isinstance(value, dict | list):
            found |= set(names_beside(address, value))
    return {each for each in found if each.strip()}
