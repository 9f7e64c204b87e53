"""A copy of all that is held of one person, and of nobody else.

One file of JSON, and the same as a CSV for each kind of record, which other programs
and people can read. Words that were written to or about somebody else are not copied:
the copy says where they stand, and how often.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from accord.accounts.models import Copy, Person
from accord.accounts.personal.erasing import named_rows, rows_of
from accord.accounts.personal.erasure import identity_of
from accord.accounts.personal.inventory import Holding, inventory
from accord.accounts.personal.striking import Identity, parts_naming
from accord.accounts.personal.words import Audience, Erasure
from accord.base import history
from accord.base.actor import Actor
from accord.base.jobs import job
from accord.base.models import Entry
from tally.sheets.write import csv_lines

KEPT_FOR = timedelta(days=7)
FOLDER = "copies"
Record = dict[str, Any]


@dataclass(slots=True)
class Told:
    """What the copy tells: records by kind, and how often others' words name her."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    named_in: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(map(len, self.records.values()))


@transaction.atomic
def ask_for_copy(person: Person, *, by: Actor, on: date, at: datetime) -> Copy:
    """Have a copy made by a job. Asking again while one can be fetched makes none."""
    Person.objects.select_for_update().get(pk=person.pk)
    own = by.person is not None and by.person.public_id == person.public_id
    asked_by = "" if own else getattr(by.person, "public_id", "")
    there = person.copies.filter(expires_at__gt=at, asked_by=asked_by).first()
    if there is not None:
        return there
    copy = Copy.objects.create(
        person=person, asked_by=asked_by, asked_at=at, expires_at=at + KEPT_FOR
    )
    history.record(person, "copy asked for", by=by, on=on)
    make_copy.defer(copy_id=copy.pk)
    return copy


@job("make-copy-of-personal-data")
def make_copy(copy_id: int) -> None:
    """Write the file of a copy; one that is there already, or expired, stays."""
    copy = Copy.objects.filter(pk=copy_id, digest="").select_related("person").first()
    if copy is None or copy.expires_at <= timezone.now():
        return
    with override(copy.person.language):
        told = collect(copy.person)
        copy.digest, copy.size = _write(copy.person, told)
    copy.records, copy.ready_at = told.count, timezone.now()
    copy.expires_at = copy.ready_at + KEPT_FOR
    copy.save(update_fields=["digest", "size", "records", "ready_at", "expires_at"])


def path_of(copy: Copy) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / f"{copy.digest}.zip"


def record_fetching(copy: Copy, *, by: Actor, on: date) -> None:
    """Note that a copy was handed out; for whom is what history is for."""
    history.record(
        copy.person, "copy fetched", by=by, on=on, after={"records": copy.records}
    )


def collect(person: Person) -> Told:
    """Return all that is held of a person, by the kinds of the inventory."""
    identity = identity_of(person)
    told = Told()
    for holding in inventory().holdings:
        if not holding.model or set(holding.seen_by) == {Audience.SCREENERS}:
            # What screeners note among themselves is not for those it is about.
            continue
        if holding.whose:
            records = list(_records(holding, identity, person))
            if records:
                told.records.setdefault(holding.model, []).extend(records)
        elif holding.erasure == Erasure.STRUCK:
            _tell_of_words(holding, identity, told)
    told.records["history"] = list(_history(identity))
    told.records = {kind: found for kind, found in told.records.items() if found}
    return told


def _records(holding: Holding, identity: Identity, person: Person) -> Iterator[Record]:
    names = [
        each
        for each in (*holding.fields, *holding.also)
        if each not in holding.withheld
    ]
    meta = holding.model_class()._meta  # noqa: SLF001 - Django's public door
    fields = {name: meta.get_field(name) for name in names}
    links = [name for name, each in fields.items() if _is_link(each)]
    rows = rows_of(holding, identity, person).order_by("pk").select_related(*links)
    for row in rows.distinct().iterator(chunk_size=2000):
        yield {
            name: _value(each, getattr(row, name), person)
            for name, each in fields.items()
        }


def _is_link(each: Any) -> bool:
    return isinstance(each, models.ForeignKey)


def _value(each: Any, value: Any, person: Person) -> Any:
    """Return what a field says; another person's place stays empty."""
    if isinstance(value, Person):
        return person.public_id if value.pk == person.pk else None
    if isinstance(value, models.Model):
        return getattr(value, "reference", "") or str(value)
    if each.choices and value:
        return str(dict(each.flatchoices).get(value, value))
    return value


def _tell_of_words(holding: Holding, identity: Identity, told: Told) -> None:
    """Copy the parts of structures that are about the person; count the rest."""
    for _key, *values in named_rows(holding, identity):
        if not identity.is_named_in(values):
            continue
        parts = [part for value in values for part in parts_naming(identity, value)]
        if parts:
            told.records.setdefault(holding.model, []).extend(parts)
        else:
            told.named_in[holding.model] = told.named_in.get(holding.model, 0) + 1


def _history(identity: Identity) -> Iterator[Record]:
    """Yield what the person did, and what was done to their account."""
    own = {each.casefold() for each in (*identity.names, *identity.addresses)}
    entries = (
        Entry.objects.filter(
            models.Q(person=identity.pseudonym)
            | models.Q(subject=f"person:{identity.pseudonym}")
        )
        .select_related("personal")
        .order_by("id")
    )
    for entry in entries.iterator(chunk_size=2000):
        personal = getattr(entry, "personal", None)
        values = personal.values if personal is not None else {}
        yield {
            "on": entry.on,
            "at": entry.at,
            "what": entry.verb,
            "record": entry.subject,
            "for_partner": entry.partner,
            "under_mandate": entry.mandate,
            **{
                key: value
                for key, value in values.items()
                if isinstance(value, str) and value.casefold() in own
            },
        }


def _write(person: Person, told: Told) -> tuple[str, int]:
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = folder / f"{os.getpid()}-{person.pk}.half"
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("README.txt", _explained(person, told))
            packed.writestr("data.json", _json(person, told))
            for kind, records in told.records.items():
                heads = list(dict.fromkeys(key for each in records for key in each))
                lines = csv_lines(
                    heads,
                    ([_cell(each.get(key)) for key in heads] for each in records),
                    guarded=True,
                )
                packed.writestr(f"{kind}.csv", b"".join(lines))
        with half.open("rb") as made:
            digest = hashlib.file_digest(made, "sha256").hexdigest()
        size = half.stat().st_size
        half.replace(folder / f"{digest}.zip")
    finally:
        half.unlink(missing_ok=True)
    return digest, size


def _json(person: Person, told: Told) -> str:
    return json.dumps(
        {
            "person": person.public_id,
            "records": told.records,
            "named_in_words_of_others": told.named_in,
        },
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        indent=1,
        default=_plain,
    )


def _plain(value: Any) -> Any:
    if hasattr(value, "to_json"):
        return value.to_json()
    return DjangoJSONEncoder().default(value)


def _explained(person: Person, told: Told) -> str:
    return render_to_string(
        "accounts/personal/copy.txt",
        {
            "person": person,
            "told": told,
            "public_url": settings.PUBLIC_URL,
            "contact": settings.SECRETARIAT_EMAIL,
        },
    )


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return value
