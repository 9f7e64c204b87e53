"""Doing one thing with many: what will happen, what came of each, taking it back.

A verb is one of a source, for things of its kind, or one of the office, for all. The
things are done in one transaction, each in a savepoint of its own: one that cannot be
done is told and the rest is done, and a process that is killed has done nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accounts.models import Person
from accord.base import history, waiting
from accord.base.actor import Actor
from accord.base.waiting import NotDone, Verb
from accord.secretariat import operations, reminding
from accord.secretariat.models import Batch, Handling
from accord.secretariat.queue import Row

OFFICE = "office"
DONE, NOT_DONE, UNDONE = "done", "not-done", "undone"


def _take(key: str, by: Actor, on: date) -> None:
    held = Handling.objects.filter(key=key).select_related("assigned_to").first()
    if held and held.assigned_to and held.assigned_to != by.person:
        raise NotDone(_("%(person)s has it.") % {"person": held.assigned_to})
    operations.assign(key, cast("Person", by.person), by=by, on=on)


def _give_back(key: str, by: Actor, on: date) -> None:
    held = Handling.objects.filter(key=key, assigned_to=cast("Person", by.person))
    if not held.exists():
        raise NotDone(_("You do not have it any longer."))
    operations.assign(key, None, by=by, on=on)


def _unready(key: str, by: Actor, on: date) -> None:
    """Stand for what `_reminding` makes when the things are known."""
    raise NotDone(key)


OFFICE_VERBS = (
    Verb("take", gettext_lazy("Assign to me"), _take, _give_back),
    Verb("remind", gettext_lazy("Send the next message"), _unready),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A verb as the page names it: `kind/code`."""

    kind: str
    verb: Verb
    label: str | Promise

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.verb.code}"

    def fits(self, row: Row) -> bool:
        """Say whether it can be done with a thing, as far as the list knows."""
        if self.kind != OFFICE:
            return row.item.kind == self.kind and self.verb.code in row.item.verbs
        return self.verb.code != "remind" or row.item.message is not None


def verbs_for(rows: Sequence[Row]) -> list[Chosen]:
    """Return the verbs that can be done with any of these rows, the office's first."""
    found = [Chosen(OFFICE, each, each.label) for each in OFFICE_VERBS]
    seen: set[str] = set()
    for row in rows:
        for verb in row.verbs:
            chosen = Chosen(row.item.kind, verb, verb.label)
            if chosen.name not in seen:
                seen.add(chosen.name)
                found.append(chosen)
    return [each for each in found if any(each.fits(row) for row in rows)]


def chosen(name: str) -> Chosen | None:
    """Return the verb of a name, None where there is none."""
    kind, _slash, code = name.partition("/")
    source = waiting.source(kind)
    known = OFFICE_VERBS if kind == OFFICE else source.verbs if source else ()
    for verb in known:
        if verb.code == code:
            return Chosen(kind, verb, verb.label)
    return None


@transaction.atomic
def carry_out(verb: Chosen, rows: Sequence[Row], *, by: Actor, on: date) -> Batch:
    """Do one thing with many, in the order of their keys so that two never deadlock."""
    do = verb.verb.carry_out
    if verb.name == f"{OFFICE}/remind":
        do = _reminding(rows)
    outcomes = [
        _one(do, row.key, str(row.item.title), by, on)
        for row in sorted(rows, key=lambda row: row.key)
    ]
    batch = Batch.objects.create(
        kind=verb.kind,
        verb=verb.verb.code,
        by=cast("Person", by.person),
        at=timezone.now(),
        outcomes=outcomes,
    )
    done = sum(each["outcome"] == DONE for each in outcomes)
    told = {"kind": verb.kind, "verb": verb.verb.code, "done": done}
    history.record(batch, "done", by=by, on=on, after=told)
    return batch


def _one(
    do: Callable[[str, Actor, date], None], key: str, title: str, by: Actor, on: date
) -> dict[str, str]:
    outcome, why = DONE, ""
    try:
        with transaction.atomic():
            do(key, by, on)
    except NotDone as reason:
        outcome, why = NOT_DONE, str(reason)
    return {"key": key, "title": title, "outcome": outcome, "why": why}


def _reminding(rows: Sequence[Row]) -> Callable[[str, Actor, date], None]:
    """Return what sends the next message about one of these things."""
    by_key = {row.key: row for row in rows}
    ladders = reminding.ladders([row.item.kind for row in rows])

    def remind(key: str, by: Actor, on: date) -> None:
        row = by_key[key]
        found = reminding.draft(row, ladders[row.item.kind])
        if found is None:
            raise NotDone(_("There is nobody to write to."))
        if not operations.remind(row.item, found.letters, found.rung, by=by, on=on):
            raise NotDone(_("This message was sent before."))

    return remind


def can_undo(batch: Batch) -> bool:
    verb = chosen(f"{batch.kind}/{batch.verb}")
    return (
        batch.undone_at is None
        and verb is not None
        and verb.verb.undo is not None
        and any(each["outcome"] == DONE for each in batch.outcomes)
    )


@transaction.atomic
def undo(batch: Batch, *, by: Actor, on: date) -> Batch:
    """Take back what was done, as far as it can be; undoing twice changes nothing."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    verb = chosen(f"{held.kind}/{held.verb}")
    if not can_undo(held) or verb is None or verb.verb.undo is None:
        return held
    for each in held.outcomes:
        if each["outcome"] != DONE:
            continue
        told = _one(verb.verb.undo, each["key"], each["title"], by, on)
        if told["outcome"] == DONE:
            each["outcome"] = UNDONE
        each["why"] = told["why"]
    held.undone_at = timezone.now()
    held.save(update_fields=["outcomes", "undone_at"])
    undone = sum(each["outcome"] == UNDONE for each in held.outcomes)
    history.record(held, "undone", by=by, on=on, after={"undone": undone})
    return held
