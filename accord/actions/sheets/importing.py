"""Carry an import of a sheet out: all of it or nothing, as often as one likes.

Stopping at any of `KILL_POINTS` before the last leaves nothing behind, at the last
everything; tests stop there through the `checkpoint` they hand in.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accord.actions import facts, operations
from accord.actions.facts import Facts
from accord.actions.iati import writing
from accord.actions.iati.importing import (
    Checkpoint,
    Origin,
    first_time,
    wait_for_others,
)
from accord.actions.iati.writing import Keys, Writing
from accord.actions.models import Action, ExternalIdentifier, ImportedRow
from accord.actions.sheets.planning import Plan, Planned
from accord.base.actor import Actor
from accord.base.imports.outcomes import Outcome
from accord.base.imports.reporting import Report

KILL_POINTS = (
    "before-first-write",
    "after-first-rows",
    "after-first-relations",
    "after-first-numbers",
    "after-first-history",
    "before-commit",
    "after-commit",
)
Watcher = Callable[[list[Planned]], None]
PlanOver = Callable[[QuerySet[Action]], Plan]


def _pass(_name: str) -> None:
    """The checkpoint of everyday life."""


def _unwatched(_batch: list[Planned]) -> None:
    """Nobody looks on."""


def preview(plan: Plan, *, watcher: Watcher = _unwatched) -> Report:
    """Say what `carry_out` would do. Nothing is written; `watcher` sees each batch."""
    report = Report()
    for batch in plan:
        report.add(batch)
        watcher(batch)
    report.close(plan.notices)
    return report


@transaction.atomic
def carry_out(
    plan_over: PlanOver,
    origin: Origin,
    *,
    by: Actor,
    on: date,
    watcher: Watcher = _unwatched,
    checkpoint: Checkpoint = _pass,
) -> Report:
    """Make and change actions after the rows of a sheet.

    Afterwards nobody else gets a reference for an action until this has committed.
    """
    wait_for_others()
    plan = plan_over(Action.objects.select_for_update(of=("self",)))
    report, keys = Report(), Keys()
    told = {"register": "sheet", "file": origin.name, "sha256": origin.sha256}
    if origin.by:
        told["by"] = origin.by
    once = first_time(checkpoint)
    for batch in plan:
        once("before-first-write")
        writings = _writings(batch, on)
        writing.write_rows(writings)
        once("after-first-rows")
        writing.write_relations(writings, keys)
        once("after-first-relations")
        _write_numbers(writings)
        _remember(batch, writings)
        once("after-first-numbers")
        writing.write_history(writings, told, by=by, on=on)
        _revise(batch, by=by, on=on)
        once("after-first-history")
        report.add(batch)
        watcher(batch)
    report.close(plan.notices)
    checkpoint("before-commit")
    transaction.on_commit(lambda: checkpoint("after-commit"))
    return report


def _writings(batch: Sequence[Planned], on: date) -> list[Writing]:
    leads = [each.lead for each in batch if each.outcome is Outcome.NEW and each.lead]
    fresh = iter(writing.begin(leads, on))
    writings = []
    for each in batch:
        if each.outcome is Outcome.NEW and each.lead:
            after: Facts = {"lead": each.lead.reference, **each.mapped}
            writings.append(_writing(each, next(fresh), {}, after, is_new=True))
        elif each.outcome is Outcome.CHANGED and each.action and not each.is_revision:
            version = {"version": each.action.version}
            after = each.standing | {
                fact: value
                for fact, value in each.mapped.items()
                if fact in each.changes
            }
            before = each.standing | version
            writings.append(_writing(each, each.action, before, after))
    return writings


def _writing(
    planned: Planned,
    action: Action,
    before: Facts,
    after: Facts,
    *,
    is_new: bool = False,
) -> Writing:
    return Writing(
        action,
        planned.changes,
        number=planned.key,
        digest=planned.digest,
        before=before,
        after=after,
        mapped=None if is_new else planned.mapped,
        is_new=is_new,
        place={"row": planned.row},
    )


def _write_numbers(writings: Iterable[Writing]) -> None:
    """Write the numbers in other registers of drafts whose rows tell them."""
    fresh = []
    for each in writings:
        numbers = each.changes.get("external_identifiers", ())
        if numbers and not each.is_new:
            facts.write(each.action, {"external_identifiers": numbers})
            continue
        fresh += [
            ExternalIdentifier(action=each.action, scheme=scheme, value=value)
            for scheme, value in facts.set_of(numbers)
        ]
    ExternalIdentifier.objects.bulk_create(fresh)


def _remember(batch: Iterable[Planned], writings: Sequence[Writing]) -> None:
    """Keep by which row each action is known, and what that row said."""
    actions = {each.place["row"]: each.action for each in writings}
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(
                action=actions[each.row],
                partner=each.lead,
                key=each.key,
                digest=each.digest,
            )
            for each in batch
            if each.key and each.row in actions
        ),
        update_conflicts=True,
        unique_fields=["partner", "key"],
        update_fields=["action", "digest"],
    )


def _revise(batch: Iterable[Planned], *, by: Actor, on: date) -> None:
    """Change public actions one by one, as their own pages do."""
    for each in batch:
        if each.is_revision and each.action:
            operations.revise(
                each.action, each.changes, by=by, on=on, version=each.action.version
            )
