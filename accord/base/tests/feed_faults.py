"""Faults of a feed that feed readers forgive, and so never tell.

A bad date, a missing id, markup where text should be, and a link to oneself that is not
where one is; and whatever else RFC 4287 or JSON Feed 1.1 asks for.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:\S+")


def atom_faults(content: bytes, *, address: str) -> list[str]:
    """Return what is wrong with an Atom feed that was fetched from `address`."""
    return list(_atom_faults(etree.fromstring(content), address))


def _atom_faults(feed: Any, address: str) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield "it is no feed"
    yield from _part_faults(feed, "feed")
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        yield "feed: no author"
    own = [each.get("href") for each in _links(feed, "self")]
    if own != [address]:
        yield f"feed: its link to itself is {own}"
    for relation in ("alternate", "first"):
        if len(_links(feed, relation)) != 1:
            yield f"feed: no link to {relation}"
    ids = [each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry")]
    if len(set(ids)) < len(ids):
        yield "feed: two entries have one id"
    for number, entry in enumerate(feed.iter(f"{ATOM}entry")):
        yield from _entry_faults(entry, f"entry {number}")


def _entry_faults(entry: Any, name: str) -> Iterator[str]:
    yield from _part_faults(entry, name)
    if not RFC_3339.fullmatch(entry.findtext(f"{ATOM}published") or ""):
        yield f"{name}: no date of publication"
    if len(_links(entry, "alternate")) != 1:
        yield f"{name}: no link to its page"
    if entry.find(f"{ATOM}summary") is None:
        yield f"{name}: no summary"


def _part_faults(part: Any, name: str) -> Iterator[str]:
    if not TAG.fullmatch(part.findtext(f"{ATOM}id") or ""):
        yield f"{name}: no id that stays"
    if not RFC_3339.fullmatch(part.findtext(f"{ATOM}updated") or ""):
        yield f"{name}: no date of change"
    if not part.get(LANG):
        yield f"{name}: no language"
    if not (part.findtext(f"{ATOM}title") or "").strip():
        yield f"{name}: no title"
    for kind in ("title", "summary", "subtitle"):
        text = part.find(f"{ATOM}{kind}")
        if text is not None and (len(text) or text.get("type", "text") != "text"):
            yield f"{name}: markup in its {kind}"


def _links(part: Any, relation: str) -> list[Any]:
    return [each for each in part.findall(f"{ATOM}link") if each.get("rel") == relation]


def json_faults(content: bytes, *, address: str) -> list[str]:
    """Return what is wrong with a JSON feed that was fetched from `address`."""
    return list(_json_faults(json.loads(content), address))


def _json_faults(feed: dict[str, Any], address: str) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "feed: no version"
    if feed.get("feed_url") != address:
        yield f"feed: its address is {feed.get('feed_url')}"
    for key in ("title", "home_page_url", "language", "authors", "items"):
        if key not in feed:
            yield f"feed: no {key}"
    ids = [each.get("id") for each in feed.get("items", [])]
    if len(set(ids)) < len(ids):
        yield "feed: two items have one id"
    for number, item in enumerate(feed.get("items", [])):
        yield from _item_faults(item, number)


def _item_faults(item: dict[str, Any], number: int) -> Iterator[str]:
    if not TAG.fullmatch(item.get("id", "")):
        yield f"item {number}: no id that stays"
    for key in ("date_published", "date_modified"):
        if not RFC_3339.fullmatch(item.get(key, "")):
            yield f"item {number}: no {key}"
    for key in ("url", "title", "content_text", "language"):
        if not item.get(key):
            yield f"item {number}: no {key}"
