"""A fingerprint of what an activity says, whatever way it is written down."""

import hashlib
from collections.abc import Iterator

from lxml import etree

XML_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"
# Stamps of the publisher's software: they move although nothing else does.
IGNORED = frozenset(["last-updated-datetime"])


class Digest:
    """Fed with the elements of an activity in their order, as they become complete."""

    def __init__(self, activity: etree._Element, *, file_language: str | None) -> None:
        self._sum = hashlib.sha256()
        self._add(f"file language={file_language or ''}")
        for piece in _attributes(activity):
            self._add(piece)

    def feed(self, element: etree._Element) -> None:
        for piece in _pieces(element):
            self._add(piece)

    def hex(self) -> str:
        return self._sum.hexdigest()

    def _add(self, piece: str) -> None:
        # No XML text holds this character, so no two sequences of pieces read the same.
        self._sum.update(piece.encode() + b"\x00")


def _pieces(element: etree._Element) -> Iterator[str]:
    """The element as a sequence; foreign elements and comments leave no trace."""
    yield f"<{element.tag!s}"
    yield from _attributes(element)
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not child.tag.startswith("{"):
            yield from _text(text)
            yield from _pieces(child)
            text = ""
        text += child.tail or ""
    yield from _text(text)
    yield ">"


def _text(text: str) -> Iterator[str]:
    words = " ".join(text.split())
    if words:
        yield f"'{words}"


def _attributes(element: etree._Element) -> Iterator[str]:
    for name, value in sorted(element.attrib.items()):
        is_foreign = name.startswith("{") and not name.startswith(XML_NAMESPACE)
        if name not in IGNORED and not is_foreign:
            yield f"@{name}={' '.join(value.split())}"
