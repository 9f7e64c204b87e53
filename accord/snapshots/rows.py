"""The rows of every table, made from the public projections, a chunk at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accord.actions import projection as actions_projection
from accord.actions.models import Action
from accord.atlas import projection as atlas_projection
from accord.atlas.models import (
    LANGUAGES,
    Area,
    Category,
    Challenge,
    Constituency,
    Country,
    Goal,
    Grouping,
    Region,
    TargetGroup,
)
from accord.base.projecting import Projection
from accord.partners import projection as partners_projection
from accord.partners.models import Partner
from accord.snapshots.tables import TABLES
from accord.texts import projection as texts_projection
from accord.texts.models import Text

# So many records are in memory at once.
CHUNK = 500
Row = Sequence[Any]
Rows = Iterator[tuple[str, Row]]
_VOCABULARIES = {
    "groupings": Grouping,
    "areas": Area,
    "challenges": Challenge,
    "groups": TargetGroup,
    "categories": Category,
    "constituencies": Constituency,
}
_COLUMNS = {table.name: table.names for table in TABLES}


def all_rows(on: date) -> Rows:
    """Yield every public row with the name of its table, in a lasting order."""
    yield from _actions(on)
    yield from _partners(on)
    yield from _places(on)
    yield from _vocabularies(on)
    yield from _goals(on)
    yield from _texts(on)


def chunks(records: QuerySet[Any]) -> Iterator[list[Any]]:
    """Yield the records in order of their keys, never more than a chunk at once."""
    last: Any = None
    ordered = records.order_by("pk")
    while True:
        rest = ordered if last is None else ordered.filter(pk__gt=last)
        found = list(rest[:CHUNK])
        if not found:
            return
        yield found
        last = found[-1].pk


def _row(table: str, values: Projection) -> tuple[str, Row]:
    return table, [values.get(name) for name in _COLUMNS[table]]


def _pairs(table: str, owner: str, codes: Iterable[str]) -> Rows:
    return ((table, (owner, code)) for code in codes)


def _numbers(table: str, owner: str, record: Projection) -> Rows:
    for each in record["identifiers"]:
        yield table, (owner, each["scheme"], each["value"])


def _words(table: str, owner: str, record: Projection, fields: Sequence[str]) -> Rows:
    """Yield a row for each language that any of the fields is in, as it comes."""
    texts = [record[field] or {} for field in fields]
    for language in dict.fromkeys(each for text in texts for each in text):
        yield table, (owner, language, *(text.get(language) for text in texts))


def _original(texts: dict[str, str]) -> str | None:
    """Return the text in its original language, which stands first."""
    return next(iter(texts.values()), None)


def _names(names: dict[str, str]) -> Projection:
    return {f"name_{language}": names.get(language) for language in LANGUAGES}


def _actions(on: date) -> Rows:
    for chunk in chunks(Action.objects.published()):
        for each in actions_projection.project(chunk, on=on):
            yield from _action(each)


def _action(record: Projection) -> Rows:
    reference = record["reference"]
    yield _row(
        "actions",
        record
        | {
            "title": _original(record["title"]),
            "summary": _original(record["summary"]),
            "lead": record["lead"]["reference"],
        },
    )
    fields = ("title", "summary", "withdrawal_reason")
    yield from _words("action_texts", reference, record, fields)
    for each in record["partners"]:
        yield "action_partners", (reference, each["reference"], each["role"])
    for name in ("countries", "areas", "challenges", "targets", "groups"):
        yield from _pairs(f"action_{name}", reference, record[name])
    yield from _numbers("action_identifiers", reference, record)


def _partners(on: date) -> Rows:
    for chunk in chunks(Partner.objects.all()):
        for each in partners_projection.project(chunk, on=on):
            reference = each["reference"]
            yield _row("partners", each | {"name": _original(each["name"])})
            fields = ("name", "mandate", "priorities", "expertise")
            yield from _words("partner_texts", reference, each, fields)
            yield from _pairs("partner_areas", reference, each["areas"])
            yield from _pairs("partner_challenges", reference, each["challenges"])
            yield from _numbers("partner_identifiers", reference, each)


def _places(on: date) -> Rows:
    countries = list(Country.objects.order_by("iso3"))
    for each in atlas_projection.countries(countries, on=on):
        yield _row("countries", each | _names(each["names"]))
        yield from _pairs("country_groupings", each["iso3"], each["groups"])
    for region in Region.objects.order_by("m49"):
        told = {"m49": region.m49, "parent": region.parent_id}
        yield _row("regions", told | _names(region.names))


def _vocabularies(on: date) -> Rows:
    for table, model in _VOCABULARIES.items():
        for each in atlas_projection.concepts(list(model.objects.all()), on=on):
            yield _row(table, each | _names(each["names"]))


def _goals(on: date) -> Rows:
    for goal in atlas_projection.goals(list(Goal.objects.all()), on=on):
        yield _row("goals", goal | _names(goal["names"]))
        for target in goal["targets"]:
            told = target | {"goal": goal["code"]} | _names(target["names"])
            yield _row("targets", told)


def _texts(on: date) -> Rows:
    for chunk in chunks(Text.objects.public()):
        for each in texts_projection.project(chunk, on=on):
            yield _row("texts", each)
            for version in each["versions"]:
                language = version["language"]
                words = {
                    "text": each["reference"],
                    "title": each["title"].get(language),
                    "standfirst": each["standfirst"].get(language),
                }
                yield _row("text_versions", version | words)
