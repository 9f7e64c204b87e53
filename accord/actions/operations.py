"""Everything that changes an action."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.actions import facts
from accord.actions.models import Action
from accord.actions.signals import action_published, action_revised, action_withdrawn
from accord.base import history, notices
from accord.base.actor import Actor
from accord.base.models import Entry
from accord.base.multilingual import Multilingual
from accord.base.references import next_reference
from accord.partners.models import Partner
from accord.partners.operations import readers_of_letters

Changes = Mapping[str, Any]


class NotReady(Exception):
    """The action lacks something readers need. `missing` lists every such fact."""

    def __init__(self, missing: list[facts.Missing]) -> None:
        super().__init__(" ".join(each.sentence for each in missing))
        self.missing = missing


class Conflict(Exception):
    """Somebody else changed the same facts since the version the changes began from.

    `action` is the record as it stands; `own` holds, by fact, the parts that the
    changes were about; `entries`, for each fact in conflict, the history entry that
    last changed it.
    """

    def __init__(
        self, action: Action, own: dict[str, set[str]], entries: dict[str, Entry]
    ) -> None:
        super().__init__(_("Somebody else has changed this action meanwhile."))
        self.action = action
        self.own = own
        self.entries = entries


class NotPossible(Exception):
    """The action is not in a stage in which this can be done."""


class Discarded(NotPossible):
    """Somebody has thrown the draft away meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has discarded this draft meanwhile."))


@transaction.atomic
def begin(
    lead: Partner,
    changes: Changes | None = None,
    *,
    by: Actor,
    on: date,
    is_sample: bool = False,
) -> Action:
    """Start a draft led by `lead`, with any of its facts. See `facts.LABELS`."""
    given = dict(changes or {})
    plain = facts.plain(given)
    action = Action.objects.create(
        reference=next_reference("ACT", on.year),
        lead=lead,
        created_on=on,
        is_sample=is_sample,
    )
    _write(action, given)
    history.record(
        action, "begun", by=by, on=on, after={"lead": lead.reference, **plain}
    )
    return action


@transaction.atomic
def revise(
    action: Action, changes: Changes, *, by: Actor, on: date, version: int
) -> Action:
    """Save any of an action's facts and return it as it stands then.

    `version` is the one that the changes began from. What they repeat from it
    unchanged stays as it stands now. If somebody else has since changed a part that
    they change, nothing is saved and `Conflict` tells which. A draft may lack
    anything; a published action that would lose something readers need is refused
    with `NotReady`. Saving what already stands changes nothing.
    """
    current = _locked(action)
    if current.withdrawn_on:
        raise NotPossible(_("A withdrawn action can no longer be changed."))
    before = facts.facts_of(current)
    given = dict(changes)
    if version != current.version:
        given = _uncrossed(current, before, given, version)
    wanted = facts.plain(given)
    given = {fact: given[fact] for fact in wanted if wanted[fact] != before[fact]}
    if not given:
        return current

    current.version += 1
    _write(current, given)
    after = facts.facts_of(current)
    if current.published_on:
        _refuse_unready(after)
    history.record(
        current,
        "revised" if current.published_on else "saved",
        by=by,
        on=on,
        before=before | {"version": current.version - 1},
        after=after | {"version": current.version},
    )
    if current.published_on:
        _announce(action_revised, current, by)
    return current


@transaction.atomic
def publish(action: Action, *, by: Actor, on: date) -> Action:
    """Make a draft visible to everyone, and mail a copy to whoever signs.

    Publishing twice changes nothing. `NotReady` lists every fact that readers need
    and the draft lacks.
    """
    current = _locked(action)
    if current.published_on:
        return current
    _refuse_unready(facts.facts_of(current))
    if not current.lead.is_partner_on(on):
        raise NotPossible(_("Only partners of the coalition publish actions."))

    current.published_on = on
    current.save(update_fields=["published_on"])
    history.record(current, "published", by=by, on=on, after={"published_on": on})
    _send_copy(current, by)
    _tell_others(current, by, on)
    _announce(action_published, current, by)
    return current


@transaction.atomic
def withdraw(action: Action, reason: Multilingual, *, by: Actor, on: date) -> Action:
    """Take back a published action, for a reason that its page then shows.

    The page and its address stay. Withdrawing twice changes nothing.
    """
    current = _locked(action)
    if current.withdrawn_on:
        return current
    if current.published_on is None:
        raise NotPossible(_("A draft is not public, so it cannot be withdrawn."))
    if not reason:
        raise NotReady([facts.Missing("reason", _("Say why the action is withdrawn."))])

    current.withdrawn_on, current.withdrawal_reason = on, reason
    current.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    history.record(
        current, "withdrawn", by=by, on=on, after={"reason": reason.to_json()}
    )
    _announce(action_withdrawn, current, by)
    return current


@transaction.atomic
def discard(action: Action, *, by: Actor, on: date, version: int) -> None:
    """Throw a draft away as it was at `version`; history keeps what it told.

    Its reference is not given again. Its numbers in other registers become free, so
    that what was imported comes back as new with the next import. A public action
    stays: it is withdrawn.
    """
    current = _locked(action)
    if current.published_on:
        raise NotPossible(_("A published action is not discarded, but withdrawn."))
    if version != current.version:
        raise Conflict(current, {}, {})
    before = {"lead": current.lead.reference, **facts.facts_of(current)}
    history.record(current, "discarded", by=by, on=on, before=before)
    current.delete()


def _locked(action: Action) -> Action:
    found = Action.objects.select_for_update(of=("self",)).select_related("lead")
    try:
        return found.get(pk=action.pk)
    except Action.DoesNotExist as gone:
        raise Discarded from gone


def _write(action: Action, changes: Changes) -> None:
    facts.write(action, changes)
    action.save(update_fields=[*facts.columns_of(changes), "version"])


def _refuse_unready(found: facts.Facts) -> None:
    missing = facts.missing_from(found)
    if missing:
        raise NotReady(missing)


def _uncrossed(
    current: Action, stands: facts.Facts, changes: dict[str, Any], version: int
) -> dict[str, Any]:
    """Return what the changes change of `version`, on top of what stands.

    Raises `Conflict` if somebody changed one of the same parts after `version`. A
    version that is not there yet tells nothing about what the writer saw, so it
    conflicts with all that stands.
    """
    if version > current.version:
        return _refuse_unseen(current, stands, changes)
    later = list(history.entries_of(current).filter(after__version__gt=version))
    began = dict(stands)
    for entry in later:
        began |= {fact: entry.before.get(fact) for fact in entry.after}
    wanted = facts.plain(changes)
    own = facts.own_parts(began, wanted, stands)
    crossed: dict[str, Entry] = {}
    for entry in later:
        for fact in own.keys() & entry.after.keys():
            was, became = entry.before.get(fact), entry.after[fact]
            if facts.changed_parts(fact, was, became) & own[fact]:
                crossed.setdefault(fact, entry)
    if crossed:
        raise Conflict(current, own, crossed)
    return {
        fact: facts.both(getattr(current, fact), changes[fact], parts)
        for fact, parts in own.items()
    }


def _refuse_unseen(
    current: Action, stands: facts.Facts, changes: dict[str, Any]
) -> dict[str, Any]:
    own = facts.own_parts(stands, facts.plain(changes), stands)
    if not own:
        return {}
    last: dict[str, Entry] = {}
    for entry in history.entries_of(current):
        for fact in own.keys() & entry.after.keys():
            last.setdefault(fact, entry)
    raise Conflict(current, own, last)


def _send_copy(action: Action, by: Actor) -> None:
    if isinstance(by.person, Person):
        notices.send(
            by.person.email,
            "actions/emails/published.txt",
            {"action": action, "title": action.title.original},
            language=by.person.language,
        )


def _tell_others(action: Action, by: Actor, on: date) -> None:
    """Tell the lead's other focal points and signatories what was done in its name."""
    for person in readers_of_letters(action.lead, on):
        if person != by.person:
            notices.send(
                person.email,
                "actions/emails/published_by.txt",
                {"action": action, "title": action.title.original, "person": by.person},
                language=person.language,
                topic="organization",
                reader=person.public_id,
            )


def _announce(signal: Signal, action: Action, by: Actor) -> None:
    transaction.on_commit(lambda: signal.send(sender=Action, action=action, by=by))
