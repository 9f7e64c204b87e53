"""Carry an import of a sheet of organizations out: all of it or nothing.

Stopping at any of `KILL_POINTS` before the last leaves nothing behind, at the last
everything; tests stop there through the `checkpoint` they hand in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from accord.atlas.models import Category
from accord.base import history
from accord.base.actor import Actor
from accord.base.history import Happening
from accord.base.imports.outcomes import Outcome
from accord.base.imports.reporting import Report
from accord.base.references import next_references
from accord.partners import operations
from accord.partners.models import Prospect
from accord.partners.sheets.planning import Plan, Planned

KILL_POINTS = (
    "before-first-write",
    "after-first-prospects",
    "after-first-profiles",
    "after-first-history",
    "before-commit",
    "after-commit",
)
# One import at a time: two lists may hold the same organization.
_LOCK = 0x50524F53
Watcher = Callable[[list[Planned]], None]
Checkpoint = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file an import comes from, as history tells it."""

    name: str
    sha256: str
    by: str = ""


def _pass(_name: str) -> None:
    """The checkpoint of everyday life."""


def preview(plan: Plan, *, watcher: Watcher) -> Report:
    """Say what `carry_out` would do. Nothing is written; `watcher` sees each batch."""
    report = Report()
    for batch in plan:
        report.add(batch)
        watcher(batch)
    report.close(plan.notices)
    return report


@transaction.atomic
def carry_out(
    make_plan: Callable[[], Plan],
    origin: Origin,
    *,
    by: Actor,
    on: date,
    watcher: Watcher,
    checkpoint: Checkpoint = _pass,
) -> Report:
    """Change the profiles of partners, and note the others as prospects."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    plan, report = make_plan(), Report()
    categories = dict(Category.objects.values_list("code", "pk"))
    told = {"register": "sheet", "file": origin.name, "sha256": origin.sha256}
    if origin.by:
        told["by"] = origin.by
    passed: set[str] = set()

    def once(name: str) -> None:
        if name not in passed:
            passed.add(name)
            checkpoint(name)

    for batch in plan:
        once("before-first-write")
        happenings = _note(batch, categories, origin, told, on)
        happenings += _change_prospects(batch, told)
        once("after-first-prospects")
        _change_profiles(batch, by=by, on=on)
        once("after-first-profiles")
        history.record_all(happenings, by=by, on=on)
        once("after-first-history")
        report.add(batch)
        watcher(batch)
    report.close(plan.notices)
    checkpoint("before-commit")
    transaction.on_commit(lambda: checkpoint("after-commit"))
    return report


def _note(
    batch: Iterable[Planned],
    categories: Mapping[str, Any],
    origin: Origin,
    source: Mapping[str, Any],
    on: date,
) -> list[Happening]:
    new = [each for each in batch if each.outcome is Outcome.NEW and each.told]
    if not new:
        return []
    references = next_references("PRO", on.year, len(new))
    made = []
    for reference, each in zip(references, new, strict=True):
        told = each.told
        assert told is not None  # noqa: S101 - said above
        prospect = Prospect(
            reference=reference,
            name=told.name[:300],
            names=told.texts["name"],
            country_id=told.country or None,
            category_id=categories.get(told.category),
            website=told.website,
            numbers=[list(number) for number in told.numbers],
            resembles=each.like.known.reference if each.like else "",
            source_file=origin.name[:255],
            source_row=each.row,
            noted_on=on,
            key=told.identity,
            digest=told.digest,
        )
        prospect.write_key()
        made.append(prospect)
    Prospect.objects.bulk_create(made)
    return [
        Happening(
            each, "noted", after=_facts(each) | {"source": {**source, "row": row}}
        )
        for each, row in zip(made, (one.row for one in new), strict=True)
    ]


def _facts(prospect: Prospect) -> dict[str, Any]:
    return {
        "name": prospect.name,
        "country": prospect.country_id,
        "website": prospect.website,
        "numbers": prospect.numbers,
    }


def _change_prospects(
    batch: Sequence[Planned], source: Mapping[str, Any]
) -> list[Happening]:
    happenings = []
    for each in batch:
        prospect, told = each.prospect, each.told
        if each.outcome is not Outcome.CHANGED or prospect is None or told is None:
            continue
        before = _facts(prospect)
        for name, value in each.changes.items():
            setattr(prospect, name, value)
        prospect.digest = told.digest
        prospect.write_key()
        prospect.save()
        after = _facts(prospect) | {"source": {**source, "row": each.row}}
        happenings.append(Happening(prospect, "changed", before=before, after=after))
    return happenings


def _change_profiles(batch: Iterable[Planned], *, by: Actor, on: date) -> None:
    """Change profiles one by one, as their own pages do."""
    for each in batch:
        partner = each.partner
        if each.outcome is not Outcome.CHANGED or partner is None:
            continue
        if each.changes:
            operations.change_profile(
                partner, each.changes, by=by, on=on, version=partner.version
            )
        for scheme, value in each.new_numbers:
            operations.add_identifier(partner, scheme, value, by=by, on=on)
