"""What each app says it holds of people: the `personal.toml` in its folder, read.

The words of the file are explained in README.md of this app.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accord.accounts.personal.words import (
    Audience,
    Basis,
    Erasure,
    Event,
    Kept,
    Place,
    Purpose,
)

FILE = "personal.toml"
# Kinds of fields that can hold words; other libraries' kinds derive from these.
_WORDS = (
    *(models.CharField, models.TextField, models.JSONField, models.UUIDField),
    *(models.GenericIPAddressField, models.BinaryField, models.FileField, ArrayField),
)


class Malformed(Exception):
    """A `personal.toml` says something that this page has no word for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """After how many days rows go, counted from a field of theirs.

    `where` are lookups that a row must answer; `emptied` names the fields that are
    emptied while the row stays, and without it the row goes; `files` the folder and
    the field with the digest of a file that goes too.
    """

    name: str
    model: str
    since: str
    event: Event
    days: int
    where: dict[str, Any] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    files: str = ""

    def __str__(self) -> str:
        return self.event.after(self.days)


@dataclass(frozen=True, slots=True)
class Holding:
    """Fields of one table, or a place outside the database, that tell of people.

    `whose` leads from a row to its person, or to their address. `also` are fields
    that a copy for the person shows beside; `withheld` those it does not show,
    because they are secrets. `emptied` narrows what erasure empties.
    """

    app: str
    # "app.Model"; empty for a table without a model and a place.
    model: str
    table: str
    place: str
    fields: tuple[str, ...]
    purpose: Purpose
    basis: Basis
    seen_by: tuple[Audience, ...]
    kept: str
    erasure: Erasure
    whose: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    files: str = ""

    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)


@dataclass(frozen=True, slots=True)
class Inventory:
    holdings: tuple[Holding, ...]
    # Fields about which an app says that they hold nothing of people, by model.
    not_personal: dict[str, frozenset[str]]
    rules: dict[str, Rule]

    def of_model(self, label: str) -> list[Holding]:
        return [each for each in self.holdings if each.model == label]

    def personal_fields(self, label: str) -> set[str]:
        return {name for each in self.of_model(label) for name in each.fields}

    def kept(self, holding: Holding) -> str:
        """Say how long something is held, in the reader's language."""
        if holding.kept in self.rules:
            return str(self.rules[holding.kept])
        return str(Kept(holding.kept).label)


@cache
def inventory() -> Inventory:
    """Read what all installed apps of ours say; `Malformed` names the file."""
    holdings: list[Holding] = []
    plain: dict[str, frozenset[str]] = {}
    rules: dict[str, Rule] = {}
    for label, path in files():
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
            rules |= {each["name"]: _rule(each) for each in told.get("retention", ())}
            holdings += [
                _holding(label, each)
                for each in (*told.get("personal", ()), *told.get("elsewhere", ()))
            ]
            for model, names in told.get("not-personal", {}).items():
                plain[model] = plain.get(model, frozenset()) | set(names)
        except (KeyError, TypeError, ValueError) as reason:
            message = f"{label}/{FILE}: {reason}"
            raise Malformed(message) from reason
    return Inventory(tuple(holdings), plain, rules)


def files() -> Iterator[tuple[str, Path]]:
    """Yield the label and the file of each app that has one."""
    for config in apps.get_app_configs():
        path = Path(config.path) / FILE
        if path.exists():
            yield config.label, path


def to_be_listed(model: type[models.Model]) -> Iterator[str]:
    """Yield the fields of a model that can hold something of a person.

    Those are fields of words (but for choices of a fixed list), files, and links to
    a person.
    """
    person = get_user_model()
    for each in [*model._meta.fields, *model._meta.many_to_many]:  # noqa: SLF001 - Django's public door
        if each.is_relation:
            if each.related_model is person:
                yield each.name
        elif isinstance(each, _WORDS) and not each.choices:
            yield each.name


def field_at(model: Any, path: str) -> Any:
    """Return the field that a path of lookups ends at."""
    *steps, last = path.split("__")
    for name in steps:
        model = model._meta.get_field(name).related_model  # noqa: SLF001 - Django's public door
    return model._meta.pk if last == "pk" else model._meta.get_field(last)  # noqa: SLF001 - Django's public door


def _rule(told: dict[str, Any]) -> Rule:
    return Rule(
        name=told["name"],
        model=told["model"],
        since=told["since"],
        event=Event(told["event"]),
        days=told["days"],
        where=told.get("where", {}),
        emptied=tuple(told.get("emptied", ())),
        files=told.get("files", ""),
    )


def _holding(label: str, told: dict[str, Any]) -> Holding:
    return Holding(
        app=label,
        model=told.get("model", ""),
        table=told.get("table", ""),
        place=Place(told["place"]).value if "place" in told else "",
        fields=tuple(told.get("fields", ())),
        purpose=Purpose(told["purpose"]),
        basis=Basis(told["basis"]),
        seen_by=tuple(Audience(each) for each in told["seen_by"]),
        kept=told["kept"],
        erasure=Erasure(told["erasure"]),
        whose=tuple(told.get("whose", ())),
        also=tuple(told.get("with", ())),
        withheld=tuple(told.get("withheld", ())),
        emptied=tuple(told.get("emptied", ())),
        files=told.get("files", ""),
    )
