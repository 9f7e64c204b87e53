"""What all SDMX-ML messages share: escaped text, names by language, the header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax import saxutils

from tally.sdmx.writing.artefacts import Texts

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
MESSAGE, COMMON = f"{SCHEMAS}/message", f"{SCHEMAS}/common"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
PIECE = 1 << 15
# What XML 1.0 cannot carry, escaped or not (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEEDS_CARE = re.compile("[^\x20!#-%'-;=?-~\xa0-\ud7ff]")


@dataclass(frozen=True, slots=True)
class Header:
    """Who sends a message, and when it was prepared."""

    id: str
    prepared: datetime
    sender: str
    sender_names: Texts

    @property
    def moment(self) -> str:
        return self.prepared.isoformat(timespec="seconds")


def text(content: str) -> str:
    """Return text for an element, without what no XML may hold."""
    return saxutils.escape(_UNWRITABLE.sub("", content))


def quoted(content: str) -> str:
    """Return text for an attribute between double quotes."""
    if not _NEEDS_CARE.search(content):
        return content
    return saxutils.escape(
        _UNWRITABLE.sub("", content),
        {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"},
    )


def texts(element: str, by_language: Texts) -> str:
    """Return the element once a language."""
    return "".join(
        f'<common:{element} xml:lang="{language}">{text(content)}</common:{element}>'
        for language, content in by_language.items()
        if content.strip()
    )


def opening(name: str, namespaces: str, header: Header, structure: str = "") -> str:
    """Return a message up to the end of its header."""
    return (
        f'{DECLARATION}<message:{name} xmlns:message="{MESSAGE}" '
        f'xmlns:common="{COMMON}"{namespaces}>'
        f"<message:Header><message:ID>{header.id}</message:ID>"
        "<message:Test>false</message:Test>"
        f"<message:Prepared>{header.moment}</message:Prepared>"
        f'<message:Sender id="{header.sender}">'
        f"{texts('Name', header.sender_names)}</message:Sender>"
        f"{structure}</message:Header>\n"
    )


def pieces(parts: Iterator[str]) -> Iterator[bytes]:
    """Join small parts into pieces of some kilobytes, in UTF-8."""
    gathered: list[str] = []
    size = 0
    for part in parts:
        gathered.append(part)
        size += len(part)
        if size >= PIECE:
            yield "".join(gathered).encode()
            gathered.clear()
            size = 0
    yield "".join(gathered).encode()
