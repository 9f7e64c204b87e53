"""Write many drafts in few queries: what `operations` does for one, for a batch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accord.actions.facts import Facts, columns_of
from accord.actions.models import Action, ExternalIdentifier, Participation, Register
from accord.atlas.models import Area, Challenge, Country, Target, TargetGroup
from accord.base import history
from accord.base.actor import Actor
from accord.base.history import Happening
from accord.base.models import Entry
from accord.base.references import next_references
from accord.partners.models import Partner

VERB = "imported"
# Each relation, the column of its table that leads away, and the records' public code.
RELATIONS: Mapping[str, tuple[Any, str, str]] = {
    "countries": (Country, "country_id", "iso3"),
    "areas": (Area, "area_id", "code"),
    "challenges": (Challenge, "challenge_id", "code"),
    "targets": (Target, "target_id", "code"),
    "groups": (TargetGroup, "targetgroup_id", "code"),
}
COLUMNS = ("kind", "title", "summary", "starts_on", "ends_on", "budget", "currency")
Key = str | int


@dataclass(frozen=True, slots=True)
class Writing:
    """One action to write: its row, the facts to set, and what history is to keep."""

    action: Action
    changes: Mapping[str, Any]
    number: str
    digest: str
    before: Facts
    after: Facts
    # The facts of the file, where `after` does not tell them all.
    mapped: Facts | None = None
    is_new: bool = False
    # Where in the file it stands, for history.
    place: Mapping[str, Any] = field(default_factory=dict)


class Keys:
    """Primary keys by public code, read once for a whole file."""

    def __init__(self) -> None:
        self.by_relation: dict[str, dict[str, Key]] = {
            relation: dict(model.objects.values_list(code, "pk"))
            for relation, (model, _column, code) in RELATIONS.items()
        }
        self.partners: dict[str, int] = dict(
            Partner.objects.values_list("reference", "pk")
        )


def begin(leads: Sequence[Partner], on: date) -> list[Action]:
    """Return unsaved actions, one a lead, that already have their references."""
    if not leads:
        return []
    references = next_references("ACT", on.year, len(leads))
    return [
        Action(reference=reference, lead=lead, created_on=on, is_sample=lead.is_sample)
        for reference, lead in zip(references, leads, strict=True)
    ]


def write_rows(batch: Sequence[Writing]) -> None:
    """Save the actions themselves, in two queries."""
    for each in batch:
        for fact in COLUMNS:
            if fact in each.changes:
                setattr(each.action, fact, each.changes[fact])
        each.action.write_keys()
    Action.objects.bulk_create(each.action for each in batch if each.is_new)
    changed = [each for each in batch if not each.is_new and each.changes]
    for each in changed:
        each.action.version += 1
    if changed:
        fields = [*COLUMNS, *set(columns_of({"title": ""})) - set(COLUMNS), "version"]
        Action.objects.bulk_update([each.action for each in changed], fields)


def write_relations(batch: Sequence[Writing], keys: Keys) -> None:
    """Save what the actions lead to, in at most two queries for each relation."""
    for relation, (_model, column, _code) in RELATIONS.items():
        table = getattr(Action, relation).through
        concerned = [each for each in batch if relation in each.changes]
        _clear(table, concerned)
        table.objects.bulk_create(
            table(**{"action_id": each.action.pk, column: key})
            for each in concerned
            for key in {
                keys.by_relation[relation][code] for code in each.changes[relation]
            }
        )
    concerned = [each for each in batch if "partners" in each.changes]
    _clear(Participation, concerned)
    Participation.objects.bulk_create(
        Participation(
            action=each.action, partner_id=keys.partners[reference], role=role[:200]
        )
        for each in concerned
        for reference, role in dict(each.changes["partners"]).items()
    )


def _clear(table: Any, concerned: Iterable[Writing]) -> None:
    stale = [each.action.pk for each in concerned if not each.is_new]
    if stale:
        table.objects.filter(action__in=stale).delete()


def write_numbers(batch: Sequence[Writing]) -> None:
    """Remember under which number, and in which version, each was imported."""
    ExternalIdentifier.objects.bulk_create(
        (
            ExternalIdentifier(
                action=each.action,
                scheme=Register.IATI,
                value=each.number,
                digest=each.digest,
            )
            for each in batch
        ),
        update_conflicts=True,
        unique_fields=["scheme", "value"],
        update_fields=["digest"],
    )


def write_history(
    batch: Sequence[Writing], source: Mapping[str, Any], *, by: Actor, on: date
) -> None:
    """Record one entry an action; its `source` tells file, digest and mapped facts."""
    history.record_all(
        (
            Happening(
                each.action,
                VERB,
                before=each.before,
                after={
                    **each.after,
                    "version": each.action.version,
                    "source": {
                        **source,
                        **each.place,
                        "digest": each.digest,
                        **({"facts": each.mapped} if each.mapped else {}),
                    },
                },
            )
            for each in batch
        ),
        by=by,
        on=on,
    )


def last_imported(actions: Sequence[Action]) -> dict[str, Facts]:
    """Return, by reference, the facts that the last import brought, in one query."""
    subjects = {each.history_reference: each.reference for each in actions}
    entries = (
        Entry.objects.filter(subject__in=subjects, verb=VERB)
        .order_by("subject", "-id")
        .distinct("subject")
    )
    return {
        subjects[each.subject]: each.after["source"].get("facts", each.after)
        for each in entries
    }
