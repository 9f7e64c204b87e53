"""The file's words made fit to stand in a page or a sentence."""

import html
import re
from collections.abc import Iterable

from django.utils.translation import get_language

from tally.iati.codelists import codelist
from tally.iati.model import Texts

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6});")
_BLOCK = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|table|tr)\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:span|b|i|u|em|strong|a|font|td|th|sup|sub)\b[^<>]*>", re.IGNORECASE
)


def cleaned(text: str) -> str:
    """Return plain paragraphs of a text that some publishers export as HTML."""
    if _ENTITY.search(text):
        text = html.unescape(text)
    if "<" in text:
        text = _INLINE.sub("", _BLOCK.sub("\n\n", text))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part for part in paragraphs if part)


def base_language(tag: str) -> str:
    """Return "en" for "en-GB"."""
    return tag.lower().partition("-")[0]


def named(codes: str, code: str) -> str:
    """Return "998 Developing countries, unspecified", as far as the list knows it."""
    entry = codelist(codes).get(code)
    return f"{code} {in_readers_language(entry.names)}" if entry else code


def in_readers_language(names: Texts) -> str:
    wanted = base_language(get_language() or "en")
    return names.get(wanted) or names.get("en") or next(iter(names.values()), "")


def listed(items: Iterable[str], *, separator: str = ", ", most: int = 12) -> str:
    every = list(dict.fromkeys(items))
    more = f" … (+{len(every) - most})" if len(every) > most else ""
    return separator.join(every[:most]) + more
