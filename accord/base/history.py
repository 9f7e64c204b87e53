"""What happened: who, for whom, under which mandate, before and after.

Entries are committed with the change they tell, unsealed. `seal` then links them, in
order, into a chain: each seal holds the digest of its entry and of the seal before.
The head (count and digest) is public, which proves that nothing was cut off.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.models import Entry, Personal, Seal

_SEALING_LOCK = 0x41434344
GENESIS = "0" * 64
# The verb under which an erasure tells whose personal values went.
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many entries are sealed, and the last digest."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold, and why."""

    sequence: int
    entry: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    sealed: int
    unsealed: int
    # Entries whose personal values were erased with their person.
    erased: int
    head: Head
    broken: Break | None


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be recorded of one subject, a record with a `history_reference`."""

    subject: Any
    verb: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)


Follower = Callable[[Sequence[Happening]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let `follower` work in the transaction of every change, after its entries.

    So what is derived from records, such as search documents, moves with them.
    """
    if follower not in _followers:
        _followers.append(follower)


def record(
    subject: Any,
    verb: str,
    *,
    by: Actor,
    on: date,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> Entry:
    """Write an entry in the transaction of the change it tells, after that change.

    `subject` is a record with a `history_reference`. Only values that differ are
    kept of `before` and `after`. The signer's name goes with `personal`.
    """
    happening = Happening(subject, verb, before or {}, after or {}, personal or {})
    entry, private = _prepared(happening, by, on)
    entry.save(force_insert=True)
    if private is not None:
        private.entry = entry
        private.save(force_insert=True)
    for follower in _followers:
        follower([happening])
    return entry


def record_all(happenings: Iterable[Happening], *, by: Actor, on: date) -> None:
    """Write many entries in two queries, under the same conditions as `record`."""
    told = list(happenings)
    made = [_prepared(each, by, on) for each in told]
    Entry.objects.bulk_create(entry for entry, _private in made)
    privates = []
    for entry, private in made:
        if private is not None:
            private.entry = entry
            privates.append(private)
    Personal.objects.bulk_create(privates)
    for follower in _followers:
        follower(told)


def _prepared(what: Happening, by: Actor, on: date) -> tuple[Entry, Personal | None]:
    was, now = _differences(what.before, what.after)
    named = dict(what.personal)
    if by.person is not None:
        named["by"] = str(by.person)
    salt = secrets.token_hex(32) if named else ""
    entry = Entry(
        subject=what.subject.history_reference,
        verb=what.verb,
        person=by.person.public_id if by.person is not None else "",
        partner=by.partner.reference if by.partner is not None else "",
        mandate=by.mandate.reference if by.mandate is not None else "",
        on=on,
        at=timezone.now(),
        before=was,
        after=now,
        personal_digest=_personal_digest(salt, named) if named else "",
    )
    return entry, Personal(salt=salt, values=_plain(named)) if named else None


def entries_of(subject: Any) -> QuerySet[Entry]:
    """Return what happened to a record, newest first, in one query."""
    return (
        Entry.objects.filter(subject=subject.history_reference)
        .select_related("personal")
        .order_by("-id")
    )


class Named(Protocol):
    """Whom to look for in personal values."""

    @property
    def for_database(self) -> str:
        """A pattern of PostgreSQL that no value naming them escapes."""

    def is_named_in(self, value: Any) -> bool: ...


def forget(person: str, named: Named) -> list[int]:
    """Remove the personal values of what a person signed, and of what names them.

    `person` is their public id. Returns the entries. The caller records them under
    `entries` of an entry `ERASED`: values that went otherwise break the chain.
    """
    words = Cast("values", TextField())
    found = (
        Personal.objects.select_for_update(of=("self",))
        .annotate(words=words)
        .filter(
            Q(entry__person=person)
            | Q(entry__subject=f"person:{person}")
            | Q(words__iregex=named.for_database)
        )
        .select_related("entry")
    )
    gone = [
        each
        for each in found
        if person in {each.entry.person, each.entry.subject.removeprefix("person:")}
        or named.is_named_in(each.values)
    ]
    Personal.objects.filter(pk__in=[each.pk for each in gone]).delete()
    return sorted(each.entry_id for each in gone)


@transaction.atomic
def seal() -> int:
    """Link every committed entry that is not yet sealed; return how many were.

    One sealer at a time; writers are never waited for. An entry that was committed
    late is sealed late: the chain's order is the order of sealing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALING_LOCK])
    current = head()
    sequence, digest = current.count, current.digest
    at = _stamp()
    seals = []
    for entry in Entry.objects.filter(seal=None).order_by("id"):
        sequence += 1
        digest = _link(digest, entry)
        seals.append(Seal(sequence=sequence, entry=entry, digest=digest, at=at))
    Seal.objects.bulk_create(seals, batch_size=1000)
    return len(seals)


def _stamp() -> datetime:
    """Return the database's time, or a little later where its clock was set back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(clock_timestamp(), (SELECT at FROM base_seal"
            " ORDER BY sequence DESC LIMIT 1) + interval '1 microsecond')"
        )
        found: datetime = cursor.fetchone()[0]
    return found


def head() -> Head:
    last = Seal.objects.order_by("-sequence").first()
    return Head(last.sequence, last.digest) if last else Head(0, GENESIS)


def verify() -> Verdict:
    """Recompute the whole chain and name the first place where it does not hold."""
    broken = next(_breaks(), None)
    sealed = Seal.objects.count()
    unsealed = Entry.objects.filter(seal=None).count()
    erased = Entry.objects.exclude(personal_digest="").filter(personal=None).count()
    return Verdict(sealed, unsealed, erased, head(), broken)


def holds(known: Head) -> bool:
    """Say whether the chain still has a head that was told before, such as by mail.

    A chain whose end was cut off verifies by itself; against an earlier head it does
    not.
    """
    if known.count == 0:
        return known.digest == GENESIS
    return Seal.objects.filter(sequence=known.count, digest=known.digest).exists()


def _breaks() -> Iterator[Break]:
    digest = GENESIS
    forgotten = {
        number
        for after in Entry.objects.filter(verb=ERASED).values_list("after", flat=True)
        for number in after.get("entries", ())
    }
    seals = Seal.objects.select_related("entry", "entry__personal").order_by("sequence")
    for expected, each in enumerate(seals.iterator(chunk_size=2000), start=1):
        if each.sequence != expected:
            yield Break(expected, None, "the seal is missing")
            return
        digest = _link(digest, each.entry)
        if digest != each.digest:
            yield Break(expected, each.entry_id, "the entry or its seal was changed")
            return
        personal = getattr(each.entry, "personal", None)
        if personal is not None and each.entry.personal_digest != _personal_digest(
            personal.salt, personal.values
        ):
            yield Break(expected, each.entry_id, "the personal values were changed")
            return
        if (
            personal is None
            and each.entry.personal_digest
            and each.entry_id not in forgotten
        ):
            yield Break(
                expected,
                each.entry_id,
                "the personal values are gone, and no erasure tells of it",
            )
            return


def _link(previous: str, entry: Entry) -> str:
    content = {
        "previous": previous,
        "id": entry.pk,
        "subject": entry.subject,
        "verb": entry.verb,
        "person": entry.person,
        "partner": entry.partner,
        "mandate": entry.mandate,
        "on": entry.on,
        "at": entry.at,
        "before": entry.before,
        "after": entry.after,
        "personal": entry.personal_digest,
    }
    return hashlib.sha256(_canonical(content)).hexdigest()


def _personal_digest(salt: str, values: Mapping[str, Any]) -> str:
    return hashlib.sha256(salt.encode() + _canonical(values)).hexdigest()


def _canonical(value: Any) -> bytes:
    # Microseconds and all: Django's own encoder would cut them to milliseconds.
    def default(each: Any) -> Any:
        if hasattr(each, "isoformat"):
            return each.isoformat()
        return DjangoJSONEncoder().default(each)

    return json.dumps(
        value,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        default=default,
    ).encode()


def _plain(value: Any) -> Any:
    return json.loads(_canonical(value))


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    was, now = _plain(dict(before)), _plain(dict(after))
    same = {key for key in was.keys() & now.keys() if was[key] == now[key]}
    return (
        {key: value for key, value in was.items() if key not in same},
        {key: value for key, value in now.items() if key not in same},
    )
