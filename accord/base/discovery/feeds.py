"""Feeds of what is new: Atom 1.0 (RFC 4287, paged by RFC 5005) and JSON Feed 1.1."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from lxml import etree

from accord.base.discovery.linked import filled

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
TYPES = {"atom": ATOM, "json": JSON_FEED}
SECONDS_KEPT = 300
_SPACE = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Characters that XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One record as a feed tells it. Times are RFC 3339."""

    id: str
    url: str
    title: str
    summary: str
    language: str
    published: str
    updated: str
    authors: Sequence[str] = ()
    # Each by its code and by its name in the feed's language.
    tags: Sequence[tuple[str, str]] = ()
    image: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed, with the addresses of the pages around it.

    `address` is that of this very page, `first` that of the newest one.
    """

    id: str
    title: str
    subtitle: str
    language: str
    address: str
    page: str
    items: Sequence[Item]
    first: str = ""
    next: str = ""
    previous: str = ""
    # When nothing is in it, the day it could first have been asked for.
    since: date = field(default=date(2024, 1, 1))

    @property
    def updated(self) -> str:
        """When the newest change of what is told happened."""
        return max(
            (each.updated for each in self.items), default=f"{self.since}T00:00:00Z"
        )

    @property
    def author(self) -> str:
        names = settings.COALITION_NAME
        return str(names.get(self.language, names[settings.LANGUAGE_CODE]))


def tag(specific: str) -> str:
    """Return an id of RFC 4151, which stays though addresses move."""
    return f"tag:{settings.TAG_AUTHORITY}:{specific}"


def answer(request: HttpRequest, feed: Feed, format_: str) -> HttpResponse:
    """Return the feed, or that it is what the reader has already."""
    body = atom(feed) if format_ == "atom" else json_feed(feed)
    updated = datetime.fromisoformat(feed.updated)
    return conditional(
        request, body, f"{TYPES[format_]}; charset=utf-8", modified=updated
    )


def conditional(
    request: HttpRequest, body: bytes, content_type: str, *, modified: datetime
) -> HttpResponse:
    """Answer with a body, or with 304 to who has it; other sites may read it too."""
    etag = quote_etag(sha256(body).hexdigest()[:32])
    seconds = int(modified.astimezone(UTC).timestamp())
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(seconds)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return get_conditional_response(request, etag, seconds, response) or response


def page_asked_for(request: HttpRequest) -> int:
    """Return the number of the page; anything but a small number is not there."""
    asked = request.GET.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,4}", asked):
        raise Http404
    return int(asked)


def atom(feed: Feed) -> bytes:
    root = etree.Element(f"{{{_SPACE}}}feed", nsmap={None: _SPACE})
    root.set(_XML_LANG, feed.language)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", feed.updated)
    _text(_element(root, "author"), "name", feed.author)
    for relation, address, type_ in (
        ("self", feed.address, ATOM),
        ("alternate", feed.page, "text/html"),
        ("first", feed.first, ATOM),
        ("previous", feed.previous, ATOM),
        ("next", feed.next, ATOM),
    ):
        if address:
            _element(root, "link", rel=relation, type=type_, href=address)
    _text(root, "generator", "Accord")
    for item in feed.items:
        _entry(root, item)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(root: Any, item: Item) -> None:
    entry = _element(root, "entry")
    entry.set(_XML_LANG, item.language)
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "updated", item.updated)
    _text(entry, "published", item.published)
    for name in item.authors:
        _text(_element(entry, "author"), "name", name)
    _element(entry, "link", rel="alternate", type="text/html", href=item.url)
    _text(entry, "summary", item.summary)
    for code, label in item.tags:
        _element(entry, "category", term=code, label=label)


def _element(parent: Any, name: str, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{_SPACE}}}{name}")
    for key, value in attributes.items():
        element.set(key, writable(value))
    return element


def _text(parent: Any, name: str, text: str) -> None:
    _element(parent, name).text = writable(text)


def writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def json_feed(feed: Feed) -> bytes:
    content = filled(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.subtitle,
            "language": feed.language,
            "home_page_url": feed.page,
            "feed_url": feed.address,
            "next_url": feed.next,
            "authors": [{"name": feed.author, "url": settings.PUBLIC_URL}],
        }
    )
    content["items"] = [
        filled(
            {
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_text": item.summary,
                "language": item.language,
                "date_published": item.published,
                "date_modified": item.updated,
                "authors": [{"name": name} for name in item.authors],
                "tags": [label for _code, label in item.tags],
                "image": item.image,
            }
        )
        for item in feed.items
    ]
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
