"""What the pages of a text are given to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from accord.texts.models import Paragraph, Text, Version
from accord.texts.sanitise import BlockKind


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph ready to print."""

    anchor: str
    number: int | None
    kind: str
    plain: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Reading:
    """A version as a reader sees it, with the table of its headings."""

    text: Text
    version: Version
    lines: Sequence[Line]

    @property
    def headings(self) -> list[Line]:
        return [each for each in self.lines if each.kind == BlockKind.HEADING]

    @property
    def title(self) -> str:
        return filled_in(self.version.title, names(self.version.language))

    @property
    def standfirst(self) -> str:
        return filled_in(self.version.standfirst, names(self.version.language))

    @property
    def summary(self) -> str:
        return filled_in(self.version.summary, names(self.version.language))


def reading(text: Text, version: Version) -> Reading:
    """Return the version with every paragraph, in one query."""
    known = names(version.language)
    return Reading(
        text,
        version,
        [line(each, known) for each in version.paragraphs.all()],
    )


def names(language: str) -> dict[str, Any]:
    """Return what an editor may name in braces, in the language of the text."""
    coalition = settings.COALITION_NAME
    return {
        "coalition": coalition.get(language, coalition[settings.LANGUAGE_CODE]),
        "secretariat_email": parseaddr(settings.SECRETARIAT_EMAIL)[1],
        "address": settings.PUBLIC_URL,
    }


def filled_in(words: str, known: dict[str, Any]) -> str:
    """Return plain words with names filled in; the template escapes them."""
    for name, value in known.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


def line(paragraph: Paragraph, known: dict[str, Any]) -> Line:
    """Return a paragraph ready to print, with `names` filled in."""
    return Line(
        paragraph.anchor,
        paragraph.number,
        paragraph.kind,
        filled_in(paragraph.plain, known),
        paragraph.printed(known),
    )
