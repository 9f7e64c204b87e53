"""A letter as plain text, and the same letter as HTML.

Texts are written plainly: paragraphs with an empty line between them, lists of lines
that begin with `- ` or with `1. `, a heading underlined by dashes, addresses of pages
written out. The HTML is made from that and from nothing else, so both say the same.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from accord.base.models import STRUCK_OUT
from accord.base.templatetags.accord import direction_of

_BULLET = re.compile(r"[-•] +(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(?=\S)")
_UNDERLINE = re.compile(r"[-=]{3,}")
# An address ends before the punctuation of the sentence it stands in.
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]،؛؟…]")
SIGNATURE = "-- "


class Block(NamedTuple):
    """`kind` is p, h2, ul or ol; each line is HTML, and an item where it is a list."""

    kind: str
    lines: list[SafeString]
    # A paragraph of one address only: what the reader is asked to follow.
    is_door: bool = False


def blocks(text: str) -> Iterator[Block]:
    """Read the parts of a text, in order."""
    for part in re.split(r"\n[^\S\n]*\n", text.strip("\n")):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]):
            yield Block("h2", [_linked(lines[0])])
            lines = lines[2:]
        for kind, run in groupby(lines, key=_kind_of):
            yield _block(kind, list(run))


def html(text: str, *, subject: str, language: str, foot: str = "") -> str:
    """Return the whole HTML part: head of the letter, text, foot."""
    with override(language):
        return render_to_string(
            "base/mail/letter.html",
            {
                "subject": subject,
                "language": language,
                "direction": direction_of(language),
                "coalition_name": coalition_name(language),
                "blocks": list(blocks(text)),
                "foot": list(blocks(foot)),
            },
        )


def plain(text: str, *, language: str, foot: str = "") -> str:
    """Return the whole text part; it says what the HTML part says."""
    whole = f"{coalition_name(language)}\n\n{text.strip()}\n"
    return f"{whole}\n{SIGNATURE}\n{foot.strip()}\n" if foot else whole


def coalition_name(language: str) -> str:
    names = settings.COALITION_NAME
    return names.get(language, names[settings.LANGUAGE_CODE])


def _kind_of(line: str) -> str:
    if _BULLET.match(line):
        return "ul"
    return "ol" if _NUMBER.match(line) else "p"


def _block(kind: str, lines: list[str]) -> Block:
    if kind == "ul":
        return Block(kind, [_linked(_BULLET.sub("", line, count=1)) for line in lines])
    numbers = [found.group(1) for line in lines if (found := _NUMBER.match(line))]
    # HTML counts by itself; a line that begins with a year is no item of a list.
    if numbers and numbers == [str(each) for each in range(1, len(lines) + 1)]:
        return Block(kind, [_linked(_NUMBER.sub("", line, count=1)) for line in lines])
    is_door = len(lines) == 1 and _ADDRESS.fullmatch(lines[0]) is not None
    return Block("p", [_linked(line) for line in lines], is_door=is_door)


def _link(address: str) -> SafeString:
    """Return a link that is read from left to right; one struck out leads nowhere."""
    if STRUCK_OUT in address:
        return format_html('<span dir="ltr">{}</span>', address)
    return format_html('<a href="{}" dir="ltr">{}</a>', address, address)


def _linked(line: str) -> SafeString:
    """Escape a line, and make a link of each address in it."""
    pieces: list[SafeString] = []
    end = 0
    for found in _ADDRESS.finditer(line):
        address = found.group()
        pieces.append(escape(line[end : found.start()]))
        pieces.append(_link(address))
        end = found.end()
    pieces.append(escape(line[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
