"""Kinds of public records that have a permanent id, and what each app says of its own.

An app registers its kinds when it starts, as it does its menus and panels.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from accord.base.discovery.cards import Card
from accord.base.discovery.linked import Node


class Gone(Exception):
    """The record was public once and is not any more."""


class Moved(Exception):
    """The record was found to be one with another, whose code is `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `find` returns the public record under a code, None where there is none that the
    public may know, and raises `Gone` where there was one, or `Moved` where another
    record stands for it. `project` returns its
    public record, `linked` the same in the words of schema.org, for the active
    language; `card` is what its image says.
    """

    name: str
    find: Callable[[str], Any]
    project: Callable[[Any, date], dict[str, Any]]
    linked: Callable[[Any, date], list[Node]]
    card: Callable[[Any, date], Card]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is no record, such as a list; it has an image too."""

    code: str
    title: str | Promise
    lead: str | Promise = ""

    def card(self) -> Card:
        language = get_language() or "en"
        return Card(
            "page", self.code, language, "", str(self.title), lead=str(self.lead)
        )


_kinds: dict[str, Kind] = {}
_pages: dict[str, Page] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind(name: str) -> Kind | None:
    return _kinds.get(name)


def kinds() -> list[str]:
    return sorted(_kinds)


def add_page(page: Page) -> None:
    _pages[page.code] = page


def page(code: str) -> Page | None:
    return _pages.get(code)


def card_of(kind_name: str, code: str, on: date) -> Card | None:
    """Return what the image of a public record or page says, or None."""
    if kind_name == "page":
        found = _pages.get(code)
        return found.card() if found else None
    known = _kinds.get(kind_name)
    if known is None:
        return None
    try:
        record = known.find(code)
    except (Gone, Moved):
        return None
    return known.card(record, on) if record is not None else None
