"""The pages that Accord ships, and how they arrive without undoing anybody's work.

`content/<slug>.toml` holds the original and its translations. A language is loaded when
it has no version yet, or when its latest version is itself a shipped one and the file
has changed since. Where a person has written, the file is ignored for good.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from accord.base.actor import Actor
from accord.texts import operations
from accord.texts.models import Kind, Text

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Shipment:
    """One page as its file has it: the original first, then its translations."""

    slug: str
    original_language: str
    writings: dict[str, operations.Writing]


def shipments(folder: Path = CONTENT) -> Iterator[Shipment]:
    for path in sorted(folder.glob("*.toml")):
        yield shipment(path.stem, tomllib.loads(path.read_text("utf-8")))


def shipment(slug: str, content: dict[str, Any]) -> Shipment:
    original = content["original"]
    site_languages = [code for code, _name in settings.LANGUAGES]
    languages = sorted(
        (code for code in site_languages if code in content),
        key=lambda code: code != original,
    )
    return Shipment(
        slug,
        original,
        {code: operations.Writing(**content[code]) for code in languages},
    )


@transaction.atomic
def load(shipped: Shipment, *, by: Actor, on: date) -> list[str]:
    """Publish what is new or changed of a page; return the languages written."""
    text = Text.objects.filter(slug=shipped.slug).first()
    if text is None:
        text = operations.begin(
            kind=Kind.PAGE,
            slug=shipped.slug,
            language=shipped.original_language,
            by=by,
            on=on,
        )
    if text.original_language != shipped.original_language:
        return []
    return [
        language
        for language, writing in shipped.writings.items()
        if _load_language(text, language, writing, by=by, on=on)
    ]


def _load_language(
    text: Text, language: str, writing: operations.Writing, *, by: Actor, on: date
) -> bool:
    current = operations.latest(text, language)
    digest = _digest(writing)
    if current is not None and current.shipped in {"", digest}:
        return False
    if current is not None and not current.is_public:
        return False
    original = _shipped_original(text)
    if language != text.original_language and original is None:
        return False
    draft = operations.save_draft(
        text,
        language,
        writing,
        by=by,
        on=on,
        version=current.revision if current else 0,
        of=original,
    )
    if draft.is_draft:
        operations.publish(text, language, by=by, on=on, version=draft.revision)
    draft.shipped = digest
    draft.save(update_fields=["shipped"])
    return True


def _shipped_original(text: Text) -> int | None:
    """Return the last original that came from a file: what translations translate.

    If staff have published their own since, shipped translations are older than it,
    and say so.
    """
    return (
        text.versions.filter(language=text.original_language)
        .exclude(shipped="")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )


def _digest(writing: operations.Writing) -> str:
    words = json.dumps([writing.title, writing.standfirst, writing.body])
    return hashlib.sha256(words.encode()).hexdigest()
