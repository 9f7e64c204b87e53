"""Everything that changes a reference record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from accord.atlas import tables
from accord.atlas.models import (
    Area,
    Category,
    Challenge,
    Constituency,
    Country,
    Dimension,
    ExclusionFactor,
    Goal,
    Grouping,
    Indicator,
    Language,
    Membership,
    Named,
    Objective,
    Pillar,
    Region,
    Target,
    TargetGroup,
)
from accord.base import history
from accord.base.actor import Actor
from accord.base.sorting import sort_key

BATCH = 2000


@dataclass(slots=True)
class Tally:
    """What a load did to the records of one kind.

    `kept` were edited by staff and left alone; `surplus` are not in the tables,
    and are left alone too.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    surplus: int = 0


@dataclass(slots=True)
class Loaded:
    """What a load did, by the name of the model."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    history_reference: str = "atlas:reference-data"

    @property
    def changes(self) -> int:
        return sum(tally.new + tally.changed for tally in self.kinds.values())


@transaction.atomic
def load(*, by: Actor, on: date) -> Loaded:
    """Bring the reference records to the state of the tables. Twice changes nothing.

    A record that staff have edited stays as they left it, and so do the groups a
    country is in once staff have edited the country.
    """
    loaded = Loaded()

    def sync(model: type[Named], rows: list[tables.Fields], key: str = "code") -> None:
        loaded.kinds[_name_of(model)] = synchronise(model, rows, key)

    sync(Region, tables.regions(), "m49")
    sync(Country, tables.countries(), "iso3")
    sync(Goal, tables.goals("goals"))
    sync(Target, _linked(tables.goals("targets"), "goal", Goal))
    sync(Indicator, _linked(tables.goals("indicators"), "target", Target))
    sync(Language, tables.languages())
    terms = tables.vocabulary()
    for model in (
        *(Area, Challenge, Pillar, Objective, Dimension, TargetGroup),
        *(ExclusionFactor, Constituency, Grouping),
    ):
        sync(model, terms[_name_of(model)])
    sync(Category, _linked(terms["category"], "default_constituency", Constituency))
    loaded.kinds["membership"] = _synchronise_memberships()

    if loaded.changes:
        after = {
            name: tally.new + tally.changed for name, tally in loaded.kinds.items()
        }
        history.record(loaded, "loaded", by=by, on=on, after=after)
    return loaded


def _name_of(model: type[models.Model]) -> str:
    return model.__name__.lower()


def _linked(
    rows: list[tables.Fields], name: str, model: type[models.Model]
) -> list[tables.Fields]:
    keys = dict(model.objects.values_list("code", "pk"))
    for row in rows:
        row[f"{name}_id"] = keys[row.pop(name)]
    return rows


def synchronise(model: type[Named], rows: list[tables.Fields], key: str) -> Tally:
    """Bring the records of a model to the state of `rows`, known by their `key`.

    Those that staff have edited stay as they are, and so do those without a row.
    """
    existing = {getattr(record, key): record for record in model.objects.all()}
    tally = Tally(surplus=len(existing.keys() - {row[key] for row in rows}))
    new, changed = [], []
    for row in rows:
        record = existing.get(row[key])
        if record is None:
            new.append(model(**row))
        elif record.edited_on is not None:
            tally.kept += 1
        elif any(getattr(record, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(record, name, value)
            changed.append(record)
        else:
            tally.unchanged += 1
    model.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        names = [name.removesuffix("_id") for name in rows[0] if name != key]
        model.objects.bulk_update(changed, names, batch_size=BATCH)
    tally.new, tally.changed = len(new), len(changed)
    return tally


def _synchronise_memberships() -> Tally:
    groups = dict(Grouping.objects.values_list("code", "pk"))
    edited = set(Country.objects.exclude(edited_on=None).values_list("iso3", flat=True))
    wanted = {
        (iso3, groups[code], year)
        for iso3, pairs in tables.memberships().items()
        for code, year in pairs
    }
    existing = {
        (iso3, group, year): pk
        for pk, iso3, group, year in Membership.objects.values_list(
            "pk", "country_id", "grouping_id", "year"
        )
    }
    kept = {each for each in wanted | existing.keys() if each[0] in edited}
    new = [
        Membership(country_id=iso3, grouping_id=group, year=year)
        for iso3, group, year in wanted - existing.keys() - kept
    ]
    gone = [existing[each] for each in existing.keys() - wanted - kept]
    Membership.objects.bulk_create(new, batch_size=BATCH)
    Membership.objects.filter(pk__in=gone).delete()
    return Tally(
        new=len(new),
        changed=len(gone),
        unchanged=len((wanted & existing.keys()) - kept),
        kept=len(kept),
    )


def values_of(record: Named) -> dict[str, Any]:
    """Return what a reference record says, for the before and after of history."""
    return {
        each.attname: getattr(record, each.attname)
        for each in record._meta.concrete_fields  # noqa: SLF001
        if each.name not in {"id", "edited_on", "sort_names"}
    }


@transaction.atomic
def save_edited(
    record: Named, *, before: Mapping[str, Any], by: Actor, on: date
) -> None:
    """Save what staff changed and mark the record, so that no load overwrites it.

    `before` is `values_of` the record as it was, or empty for a new one.
    """
    if isinstance(record, Country):
        record.sort_names = {
            language: sort_key(name) for language, name in record.names.items()
        }
    record.edited_on = on
    record.save()
    verb = "edited" if before else "added"
    history.record(record, verb, by=by, on=on, before=before, after=values_of(record))


@transaction.atomic
def save_groups(country: Country, *, before: list[str], by: Actor, on: date) -> None:
    """Tell history that staff changed the groups a country is in, and mark it.

    `before` is `groups_of` the country as they were.
    """
    after = groups_of(country)
    if after == before:
        return
    country.edited_on = on
    country.save(update_fields=["edited_on"])
    history.record(
        country,
        "edited",
        by=by,
        on=on,
        before={"groups": before},
        after={"groups": after},
    )


def groups_of(country: Country) -> list[str]:
    """Return the groups a country is in, such as "LDC" and "WB-LIC 2021"."""
    pairs = country.memberships.values_list("grouping__code", "year")
    return sorted(f"{code} {year}" if year else code for code, year in pairs)


@transaction.atomic
def give_back(record: Named, *, by: Actor, on: date) -> None:
    """Let the next load bring a record back to what the tables say."""
    if record.edited_on is None:
        return
    before = {"edited_on": record.edited_on}
    record.edited_on = None
    record.save(update_fields=["edited_on"])
    history.record(
        record, "given back", by=by, on=on, before=before, after={"edited_on": None}
    )
