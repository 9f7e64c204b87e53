"""Everything that changes a person's record."""

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accord.accounts import safety
from accord.accounts.models import Person, VouchedFor
from accord.accounts.oidc.provider import Identity
from accord.accounts.personal.consent import agree
from accord.accounts.personal.copying import ask_for_copy
from accord.accounts.personal.erasure import (
    NotYet,
    erase,
    erase_address,
    guard,
    leaving,
    replay_erasures,
)
from accord.base import history
from accord.base.actor import Actor
from accord.base.mail import bounces, topics
from accord.base.models import Mailbox


@transaction.atomic
def add_person(
    email: str, *, name: str, language: str, password: str, on: date
) -> Person:
    """Add somebody who has shown that the address is theirs, with their password."""
    person = Person.objects.create_user(email, password, name=name, language=language)
    history.record(
        person,
        "added",
        by=Actor(person),
        on=on,
        after={"language": language},
        personal={"name": name, "email": person.email},
    )
    return person


__all__ = [
    "NotYet",
    "agree",
    "ask_for_copy",
    "change_details",
    "erase",
    "erase_address",
    "guard",
    "leaving",
    "replay_erasures",
]


@transaction.atomic
def change_details(
    person: Person, *, name: str, language: str, by: Actor, on: date
) -> Person:
    """Change how a person is named and addressed. The name stays out of the chain."""
    before = Person.objects.select_for_update().get(pk=person.pk)
    personal = (
        {"name_before": before.name, "name_after": name}
        if name != before.name
        else None
    )
    history.record(
        person,
        "changed",
        by=by,
        on=on,
        before={"language": before.language},
        after={"language": language},
        personal=personal,
    )
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    return person


def choose_mail(person: Person, *, off: set[str], by: Actor, on: date) -> None:
    """Choose which topics are not mailed; all of them stay in the inbox."""
    topics.switch(person.public_id, off=off, by=by, on=on)


@dataclass(frozen=True, slots=True)
class _Address:
    """The address that a history entry is about, by its number."""

    mailbox: Mailbox

    @property
    def history_reference(self) -> str:
        return f"mailbox:{self.mailbox.pk}"


@transaction.atomic
def write_again(mailbox: Mailbox, *, by: Actor, on: date) -> None:
    """Mail to an address again that somebody says works."""
    bounces.resume(mailbox.email)
    history.record(_Address(mailbox), "written-to-again", by=by, on=on)


@transaction.atomic
def change_address(person: Person, email: str, *, by: Actor, on: date) -> Person:
    """Give a person another address, to sign in with and to be written to.

    They are signed out, and told at both addresses. The address stays out of the chain.
    """
    current = Person.objects.select_for_update().get(pk=person.pk)
    old, current.email = current.email, email.lower()
    safety.tell(current, "address", to=old)
    current.save(update_fields=["email"])
    # The library would go on letting the old address ask for a new password.
    EmailAddress.objects.filter(user=current).delete()
    Mailbox.objects.filter(email=old).delete()
    safety.end_sessions(current)
    safety.tell(current, "address")
    history.record(
        current,
        "changed",
        by=by,
        on=on,
        personal={"email_before": old, "email_after": current.email},
    )
    return current


class NobodyHere(Exception):
    """A service vouches for somebody whom nobody here has added."""


@transaction.atomic
def person_vouched_for(identity: Identity, *, on: date) -> Person:
    """Return the person that a service vouches for; nobody comes in that way anew.

    The first time they are found by the address that it has verified, from then on by
    its lasting name for them: an address may be given to somebody else one day.
    """
    known = (
        VouchedFor.objects.filter(issuer=identity.issuer, subject=identity.subject)
        .select_related("person")
        .first()
    )
    if known is not None:
        return _active(known.person, identity)
    person = _active(Person.objects.filter(email=identity.email).first(), identity)
    if person.vouched_for.filter(issuer=identity.issuer).exists():
        message = f"{identity.subject!r} has an address of somebody it knows otherwise"
        raise NobodyHere(message)
    VouchedFor.objects.create(
        person=person, issuer=identity.issuer, subject=identity.subject
    )
    history.record(
        person,
        "vouched-for",
        by=Actor(person),
        on=on,
        after={"issuer": identity.issuer},
    )
    safety.tell(person, "vouched-for")
    return person


def _active(person: Person | None, identity: Identity) -> Person:
    if person is None or not person.is_active:
        message = f"nobody here is {identity.subject!r}"
        raise NobodyHere(message)
    return person
