"""Carry an import out: all of it or nothing, as often as one likes.

Stopping at any of `KILL_POINTS` before the last leaves nothing behind, at the last
everything; tests stop there through the `checkpoint` they hand in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import connection, transaction

from accord.actions.facts import Facts
from accord.actions.iati import writing
from accord.actions.iati.planning import Outcome, Plan, Planned
from accord.actions.iati.reporting import Report
from accord.actions.iati.writing import Keys, Writing
from accord.actions.models import Action
from accord.base.actor import Actor
from accord.partners.models import Partner
from tally.iati import read

KILL_POINTS = (
    "before-first-write",
    "after-first-rows",
    "after-first-relations",
    "after-first-numbers",
    "after-first-history",
    "before-commit",
    "after-commit",
)
# One import at a time: two files may name the same activity.
_LOCK = 0x49415449

Checkpoint = Callable[[str], None]
Watcher = Callable[[list[Planned]], None]


def _pass(_name: str) -> None:
    """The checkpoint of everyday life."""


def _unwatched(_batch: list[Planned]) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file an import comes from, as history tells it."""

    name: str
    sha256: str
    # How it came in where no person signs, such as "operator command".
    by: str = ""


def preview(
    source: BinaryIO, lead: Partner, *, on: date, watcher: Watcher = _unwatched
) -> Report:
    """Say what `carry_out` would do. Nothing is written; `watcher` sees each batch."""
    report = Report()
    plan = Plan(source, lead, on=on)
    for batch in plan:
        report.add(batch)
        watcher(batch)
    report.close(plan.reading.notices)
    return report


@transaction.atomic
def carry_out(
    source: BinaryIO,
    lead: Partner,
    origin: Origin,
    *,
    by: Actor,
    on: date,
    watcher: Watcher = _unwatched,
    checkpoint: Checkpoint = _pass,
) -> Report:
    """Make and change drafts of `lead` after the activities of a file.

    The file is read twice: the first time to the end without a lock, so that one that
    is broken anywhere raises `tally.iati.FileRefused` before anything is written.
    Afterwards nobody else gets a reference for an action until this has committed.
    """
    for _record in read(source, on=on):
        pass
    source.seek(0)
    wait_for_others()
    report = Report()
    keys = Keys()
    locked = Action.objects.select_for_update(of=("self",))
    plan = Plan(source, lead, on=on, actions=locked)
    told = {"register": "iati", "file": origin.name, "sha256": origin.sha256}
    if origin.by:
        told["by"] = origin.by
    once = first_time(checkpoint)
    for batch in plan:
        once("before-first-write")
        writings = _writings(batch, lead, on)
        writing.write_rows(writings)
        once("after-first-rows")
        writing.write_relations(writings, keys)
        once("after-first-relations")
        writing.write_numbers(writings)
        once("after-first-numbers")
        writing.write_history(writings, told, by=by, on=on)
        once("after-first-history")
        report.add(batch)
        watcher(batch)
    report.close(plan.reading.notices)
    checkpoint("before-commit")
    transaction.on_commit(lambda: checkpoint("after-commit"))
    return report


def wait_for_others() -> None:
    """Take the lock of imports of actions; it is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def first_time(checkpoint: Checkpoint) -> Checkpoint:
    passed: set[str] = set()

    def pass_once(name: str) -> None:
        if name not in passed:
            passed.add(name)
            checkpoint(name)

    return pass_once


def _writings(batch: Sequence[Planned], lead: Partner, on: date) -> list[Writing]:
    new = sum(each.outcome is Outcome.NEW for each in batch)
    fresh = iter(writing.begin([lead] * new, on))
    writings = []
    for each in batch:
        if each.activity is None:
            continue
        if each.outcome is Outcome.NEW:
            writings.append(_new(each, next(fresh), lead))
        elif each.outcome is Outcome.CHANGED and each.action is not None:
            writings.append(_changed(each, each.action))
    return writings


def _new(planned: Planned, action: Action, lead: Partner) -> Writing:
    activity = planned.activity
    assert activity is not None  # noqa: S101 - said by the outcome
    return Writing(
        action,
        planned.changes,
        number=activity.iati_identifier,
        digest=activity.digest,
        before={},
        after={"lead": lead.reference, **planned.mapped},
        is_new=True,
    )


def _changed(planned: Planned, action: Action) -> Writing:
    activity = planned.activity
    assert activity is not None  # noqa: S101 - said by the outcome
    version = {"version": action.version}
    before: Facts = planned.standing | version
    after = planned.standing | {
        fact: value for fact, value in planned.mapped.items() if fact in planned.changes
    }
    return Writing(
        action,
        planned.changes,
        number=activity.iati_identifier,
        digest=activity.digest,
        before=before,
        after=after,
        mapped=planned.mapped,
    )
