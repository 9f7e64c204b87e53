"""What people agree to, in versions that never change, and that they did."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.db import transaction

from accord.accounts.models import Agreement, Person
from accord.base import history
from accord.base.actor import Actor

FOLDER = Path(__file__).parent / "consents"


@dataclass(frozen=True, slots=True)
class Words:
    """A consent text in one language: a title, and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def digest(self) -> str:
        whole = json.dumps([self.title, *self.paragraphs], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Consent:
    """One version of what is agreed to for a purpose, in every language."""

    purpose: str
    version: str
    words: Mapping[str, Words]

    def words_in(self, language: str) -> Words:
        return self.words.get(language) or self.words[settings.LANGUAGE_CODE]


@cache
def versions(purpose: str) -> tuple[Consent, ...]:
    """Return all versions for a purpose, the present one last."""
    told = tomllib.loads((FOLDER / f"{purpose}.toml").read_text(encoding="utf-8"))
    return tuple(
        Consent(
            purpose,
            each["number"],
            {
                language: Words(words["title"], tuple(words["text"]))
                for language, words in each.items()
                if isinstance(words, dict)
            },
        )
        for each in told["version"]
    )


def consent(purpose: str) -> Consent:
    """Return what is agreed to today."""
    return versions(purpose)[-1]


@transaction.atomic
def agree(
    purpose: str,
    *,
    language: str,
    by: Actor,
    on: date,
    at: datetime,
    person: Person | None = None,
    record: str = "",
) -> Agreement:
    """Note that a person, or who holds a record, agrees to the present version.

    `record` is a history reference, such as that of an application. Agreeing again to
    the same version changes nothing.
    """
    present = consent(purpose)
    there = agreement(purpose, person=person, record=record)
    if there is not None:
        return there
    made = Agreement.objects.create(
        person=person,
        record=record,
        purpose=purpose,
        version=present.version,
        language=language,
        digest=present.words_in(language).digest,
        agreed_at=at,
    )
    history.record(
        person or SimpleNamespace(history_reference=record),
        "agreed",
        by=by,
        on=on,
        after={
            "purpose": purpose,
            "version": made.version,
            "language": language,
            "digest": made.digest,
        },
    )
    return made


def agreement(
    purpose: str, *, person: Person | None = None, record: str = ""
) -> Agreement | None:
    """Return the agreement to the present version; None where one has to ask."""
    return Agreement.objects.filter(
        person=person,
        record=record,
        purpose=purpose,
        version=consent(purpose).version,
        withdrawn_at=None,
    ).first()
