"""Texts as everyone may have them: the public version in each language."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accord.base import projecting
from accord.base.projecting import NotPublic, Projection, iso
from accord.texts.models import Paragraph, Text, Version
from accord.texts.reading import Reading, line, names

# What changes what everyone reads of a text.
VERBS = ("published", "unpublished")


def project(texts: Sequence[Text], *, on: date) -> list[Projection]:
    """Return the public record of each text, in three queries for any number.

    A text of which nothing is public is a mistake of the caller.
    """
    versions: dict[int, list[Version]] = {each.pk: [] for each in texts}
    public = Version.objects.public().filter(text__in=versions).order_by("language")
    for each in public.prefetch_related("paragraphs"):
        versions[each.text_id].append(each)
    for text in texts:
        if not versions[text.pk]:
            raise NotPublic(f"Nothing of {text.reference} is public.")
    moments = projecting.moments((each.history_reference for each in texts), VERBS)
    return [
        _told(
            each,
            sorted(versions[each.pk], key=lambda one: _order(each, one)),
            projecting.instant(moments.get(each.history_reference), each.created_on),
        )
        for each in texts
    ]


def _order(text: Text, version: Version) -> tuple[bool, str]:
    return version.language != text.original_language, version.language


def _told(text: Text, versions: list[Version], updated_at: str | None) -> Projection:
    readings = {each.language: Reading(text, each, ()) for each in versions}
    original = next(
        (each for each in versions if each.language == text.original_language), None
    )
    return {
        "reference": text.reference,
        "id": projecting.permanent_id("text", text.reference),
        "url": projecting.page_of(text),
        "kind": text.kind,
        "slug": text.slug,
        "language": text.original_language,
        "dated_on": iso(text.dated_on),
        "title": {code: each.title for code, each in readings.items()},
        "standfirst": {
            code: each.standfirst for code, each in readings.items() if each.standfirst
        },
        "summary": {
            code: each.summary for code, each in readings.items() if each.summary
        },
        "versions": [
            {
                "language": each.language,
                "number": each.number,
                "published_on": iso(each.published_on),
                "translates": each.of,
                "stale": bool(each.of and original and each.of < original.number),
            }
            for each in versions
        ],
        "paragraphs": {
            each.language: [
                _paragraph(one, names(each.language)) for one in each.paragraphs.all()
            ]
            for each in versions
        },
        "updated_at": updated_at,
        "version": (original or versions[0]).number,
        "sample": text.is_sample,
    }


def _paragraph(paragraph: Paragraph, known: dict[str, Any]) -> Projection:
    printed = line(paragraph, known)
    return {
        "anchor": printed.anchor,
        "number": printed.number,
        "kind": printed.kind,
        "html": str(printed.html),
        "plain": printed.plain,
    }
