"""What the head of a public page tells machines: its one address, languages, image.

A page whose view gives no head is not for search engines: forms, people's own pages,
histories. So a new page is found only once somebody has decided that it should be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accord.base.discovery import linked
from accord.base.discovery.cards import HEIGHT, WIDTH, Card
from accord.base.discovery.linked import Node, Trail
from accord.base.templatetags.components import page_at

Query = Sequence[tuple[str, str]]

LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR"}
DEFAULT = "x-default"
CALENDAR = "iCalendar"
# What people call the forms of a feed, and how machines know them.
FORMS = {
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON Feed", "application/feed+json"),
    "ics": (CALENDAR, "text/calendar"),
}


@dataclass(frozen=True, slots=True)
class Feed:
    """Another form of what a page lists, kept up to date at its own address."""

    title: str
    type: str
    path: str
    # What the form is called, for people who choose one.
    label: str

    @property
    def url(self) -> str:
        return f"{settings.PUBLIC_URL}{self.path}"


@dataclass(frozen=True, slots=True)
class Head:
    """`path` is the page's address in its language, `query` the part that counts.

    `languages` are those in which there is something to read. `nodes` say in the words
    of schema.org what is on the page; `main` is the id of what it is about.
    """

    path: str
    name: str
    description: str
    card: Card
    trail: Trail = ()
    query: Query = ()
    languages: Sequence[str] = ()
    language: str = field(default_factory=lambda: get_language() or "en")
    is_indexed: bool = True
    page_type: str = "WebPage"
    nodes: Sequence[Node] = ()
    main: str = ""
    published: str | None = None
    modified: str | None = None
    feeds: Sequence[Feed] = ()
    og_type: str = "website"

    @property
    def canonical(self) -> str:
        """The address under which search engines keep this page.

        Where the page's language has nothing to read, that is the original's.
        """
        known = self._known
        return self._address(self.language if self.language in known else known[0])

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The page in each language that has it, the same list on each of them.

        The default is the address without a language: it leads to the reader's.
        """
        if not self.is_indexed:
            return []
        return [
            *((code, self._address(code)) for code in self._known),
            (DEFAULT, self._address("")),
        ]

    @property
    def robots(self) -> str:
        return "" if self.is_indexed else "noindex, follow"

    @property
    def locale(self) -> str:
        return LOCALES.get(self.language, self.language)

    @property
    def other_locales(self) -> list[str]:
        return [
            LOCALES.get(code, code) for code in self._known if code != self.language
        ]

    @property
    def image_size(self) -> tuple[int, int]:
        return WIDTH, HEIGHT

    @property
    def data(self) -> SafeString:
        return linked.script([self._page(), *self._trail(), *self.nodes])

    @property
    def _known(self) -> Sequence[str]:
        return self.languages or [code for code, _name in settings.LANGUAGES]

    def _address(self, language: str) -> str:
        return public_address(in_language(self.path, language), self.query)

    def _trail(self) -> list[Node]:
        if not self.trail:
            return []
        return [linked.breadcrumbs(self.trail, self.language, self.canonical)]

    def _page(self) -> Node:
        return linked.filled(
            {
                "@type": self.page_type,
                "@id": self.canonical,
                "url": self.canonical,
                "name": self.name,
                "description": self.description,
                "inLanguage": self.language,
                "isPartOf": linked.about(linked.website_id()),
                "breadcrumb": linked.about(f"{self.canonical}#trail")
                if self.trail
                else None,
                "mainEntity": linked.about(self.main) if self.main else None,
                "datePublished": self.published,
                "dateModified": self.modified,
                "primaryImageOfPage": {
                    "@type": "ImageObject",
                    "url": self.card.url,
                    "width": f"{WIDTH}",
                    "height": f"{HEIGHT}",
                },
            }
        )


def of(request: HttpRequest, *, name: str, card: Card, **more: Any) -> Head:
    """Return the head of the page that was asked for."""
    return Head(path=request.path, name=name, card=card, **more)


def of_list(
    request: HttpRequest, *, filters: Iterable[str], page: int, name: str, **more: Any
) -> Head:
    """Return the head of a list.

    Its address keeps the page; what filters it makes a page that is not for search
    engines, since there is no end of them, and whose address keeps the filters. Order
    and all else that is asked for says nothing of what is on the page.
    """
    chosen = kept_query(request.GET, filters)
    number = [("page", str(page))] if page > 1 else []
    return Head(
        path=request.path,
        name=name,
        query=[*chosen, *number],
        is_indexed=not chosen,
        **more,
    )


def kept_query(query: QueryDict, names: Iterable[str]) -> Query:
    """Return what was asked under these names, in one order, without empty values."""
    # The null character is no text for the database.
    return sorted(
        (name, value)
        for name in set(names)
        for value in {each.replace("\x00", "") for each in query.getlist(name)}
        if value.strip()
    )


def feeds_of(listed: str, title: str, query: Query = ()) -> list[Feed]:
    """Return the forms in which a list can be followed, if any app has such feeds."""
    return [
        Feed(f"{title} ({label})", type_, with_query(path, query), label)
        for form, (label, type_) in FORMS.items()
        if (path := page_at(f"feeds/{listed}.{form}"))
    ]


def data_files(name: str) -> dict[str, str]:
    """Return the path of each format in which a list can be taken away, if any."""
    found = {each: page_at(f"{name}.{each}") for each in linked.MEDIA_TYPES}
    return {each: path for each, path in found.items() if path}


def in_language(path: str, language: str) -> str:
    """Return a path in another language; in none, it leads to the reader's."""
    rest = path.lstrip("/").partition("/")[2]
    return f"/{language}/{rest}" if language else f"/{rest}"


def with_query(path: str, query: Query) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def public_address(path: str, query: Query = ()) -> str:
    return f"{settings.PUBLIC_URL}{with_query(path, query)}"
