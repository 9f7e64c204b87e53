"""What the office does with things that wait: take, put off, note, write to people."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import timezone

from accord.accounts.models import Person
from accord.base import history, notices
from accord.base.actor import Actor
from accord.base.waiting import Waiting
from accord.secretariat.models import (
    Handling,
    Ladder,
    Note,
    Reminder,
    View,
    default_days,
)
from accord.secretariat.reminding import Letter, address_of

# How many rungs a ladder may have, and how far from the day, in days.
MOST_RUNGS, FARTHEST = 12, 365


class Stale(Exception):
    """Somebody else changed who has a thing since the page was made."""

    def __init__(self, current: Handling | Ladder) -> None:
        self.current = current
        super().__init__()


def _held(key: str, version: int | None) -> Handling:
    """Return the row of a thing, locked; raises `Stale` unless it is as it was seen."""
    Handling.objects.bulk_create([Handling(key=key)], ignore_conflicts=True)
    found = (
        Handling.objects.select_for_update(of=("self",))
        .select_related("assigned_to")
        .get(key=key)
    )
    if version is not None and found.version != version:
        raise Stale(found)
    return found


def _told(handling: Handling) -> dict[str, str | None]:
    person = handling.assigned_to
    until = handling.snoozed_until
    return {
        "assigned_to": person.public_id if person else None,
        "snoozed_until": until.isoformat() if until else None,
    }


def _save(
    handling: Handling, verb: str, before: dict[str, str | None], *, by: Actor, on: date
) -> Handling:
    handling.version += 1
    handling.save(update_fields=["assigned_to", "snoozed_until", "version"])
    history.record(handling, verb, by=by, on=on, before=before, after=_told(handling))
    return handling


@transaction.atomic
def assign(
    key: str,
    person: Person | None,
    *,
    by: Actor,
    on: date,
    version: int | None = None,
) -> Handling:
    """Give a thing to somebody in the office, or to nobody.

    Raises `Stale` if it is no longer at `version`; without one it is given whoever has
    it. Giving it to whoever has it changes nothing.
    """
    handling = _held(key, version)
    if handling.assigned_to == person:
        return handling
    before = _told(handling)
    handling.assigned_to = person
    return _save(handling, "assigned", before, by=by, on=on)


@transaction.atomic
def snooze(
    key: str,
    until: date | None,
    *,
    by: Actor,
    on: date,
    version: int | None = None,
) -> Handling:
    """Put a thing off until a day, or take it back into the queue.

    Raises `Stale` if it is no longer at `version`.
    """
    handling = _held(key, version)
    if handling.snoozed_until == until:
        return handling
    before = _told(handling)
    handling.snoozed_until = until
    return _save(handling, "put-off" if until else "taken-back", before, by=by, on=on)


@transaction.atomic
def note(key: str, text: str, *, by: Actor, on: date) -> Note:
    """Write something down about a thing. History tells that, and not what."""
    handling = _held(key, None)
    written = Note.objects.create(
        key=key, text=text, by=cast("Person", by.person), at=timezone.now()
    )
    history.record(handling, "noted", by=by, on=on, after={"note": written.pk})
    return written


@transaction.atomic
def remind(
    thing: Waiting,
    letters: Sequence[Letter],
    rung: str,
    *,
    by: Actor,
    on: date,
    is_by_hand: bool = True,
) -> list[Reminder]:
    """Send a message to each of its recipients who did not have it at this rung.

    Returns what was sent. The unique row of recipient and rung is written with the
    message, so that presses at the same instant and jobs that were killed send one.
    """
    sent = []
    for letter in letters:
        for recipient in letter.recipients:
            reminder, is_first = Reminder.objects.get_or_create(
                key=thing.key,
                rung=rung,
                recipient=address_of(recipient),
                defaults={
                    "kind": thing.kind,
                    "recipient_name": recipient.name,
                    "language": letter.language,
                    "subject": letter.subject[:200],
                    "by": cast("Person | None", by.person) if is_by_hand else None,
                    "at": timezone.now(),
                },
            )
            if not is_first:
                continue
            message = notices.post(
                reminder.recipient,
                letter.subject,
                letter.text,
                language=letter.language,
                reader=recipient.person,
                topic="reminders",
            )
            if message.outcome:
                Reminder.objects.filter(pk=reminder.pk).update(outcome=message.outcome)
            sent.append(reminder)
    if sent:
        handling = _held(thing.key, None)
        told = {"rung": rung, "messages": len(sent)}
        history.record(handling, "reminded", by=by, on=on, after=told)
    return sent


@transaction.atomic
def save_view(name: str, query: str, *, is_shared: bool, by: Actor, on: date) -> View:
    """Keep filters under a name; one of that name is replaced."""
    view, _is_new = View.objects.update_or_create(
        owner=cast("Person", by.person),
        name=name,
        defaults={
            "query": query,
            "is_shared": is_shared,
            "is_for_screeners": is_shared and by.has_duty("screener", on),
        },
    )
    return view


def drop_view(view: View) -> None:
    """Forget a saved view; what it showed is as it was."""
    view.delete()


@transaction.atomic
def set_ladder(
    kind: str,
    days: Sequence[int],
    *,
    is_automatic: bool,
    version: int,
    by: Actor,
    on: date,
) -> Ladder:
    """Say when people are reminded of a kind of thing, and whether by itself.

    Raises `Stale` if somebody else set it since.
    """
    Ladder.objects.bulk_create(
        [Ladder(kind=kind, days=default_days())], ignore_conflicts=True
    )
    ladder = Ladder.objects.select_for_update().get(kind=kind)
    if ladder.version != version:
        raise Stale(ladder)
    before = {"days": ladder.days, "is_automatic": ladder.switched_on_by_id is not None}
    ladder.days = sorted(set(days))
    ladder.switched_on_by = cast("Person", by.person) if is_automatic else None
    ladder.version += 1
    ladder.save(update_fields=["days", "switched_on_by", "version"])
    after = {"days": ladder.days, "is_automatic": is_automatic}
    history.record(ladder, "set", by=by, on=on, before=before, after=after)
    return ladder
