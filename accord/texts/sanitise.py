"""What an editor sends, reduced to the few elements a text may have, in blocks.

The source may be HTML from the editing component, HTML typed by hand, or plain text
whose paragraphs are separated by blank lines; all three may be mixed. nh3 has the
first word and the last: it parses as browsers do, and whatever is rebuilt between its
two passes goes through the narrower one again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

import nh3
from django.db import models
from django.utils.translation import gettext_lazy as _
from lxml import html as lxml_html
from lxml.html import HtmlElement

INLINE = frozenset({"strong", "em", "a", "br"})
BLOCKS = frozenset({"h2", "h3", "p", "ul", "ol", "li", "blockquote"})
RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
}
# Taken apart: what stands in them becomes blocks, the elements go.
CONTAINERS = frozenset(
    {
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "figure",
        "figcaption",
        "pre",
        "address",
        "center",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "form",
    }
)
# Removed with all that stands in them.
REFUSED = frozenset(
    {
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "noscript",
        "noembed",
        "noframes",
        "xmp",
        "plaintext",
        "listing",
        "title",
        "head",
        "textarea",
        "select",
        "option",
        "audio",
        "video",
        "canvas",
        "map",
        "frameset",
        "frame",
        "base",
        "link",
        "meta",
    }
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|/(?![/\\])|#|\?)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"<br>|</?(?:li|p|ul|ol)>")
_TAG = re.compile(r"<(/?)[a-z][^>]*>", re.IGNORECASE)
# Elements that stand deeper in each other than this lose their markup.
_DEPTH = 20
# A source nested deeper than this was not written by anybody: it loses all of it.
_ABSURD = 200
_EMPTY = re.compile(r"^(?:<br>|\s)+|(?:<br>|\s)+$")


class BlockKind(models.TextChoices):
    HEADING = "heading", _("Heading")
    SUBHEADING = "subheading", _("Subheading")
    PROSE = "prose", _("Paragraph")
    LIST = "list", _("List")
    QUOTATION = "quotation", _("Quotation")


KINDS = {
    "h2": BlockKind.HEADING,
    "h3": BlockKind.SUBHEADING,
    "p": BlockKind.PROSE,
    "ul": BlockKind.LIST,
    "ol": BlockKind.LIST,
    "blockquote": BlockKind.QUOTATION,
}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a text: its kind, its safe HTML, and its words alone."""

    kind: BlockKind
    html: str
    plain: str


def _address_or_nothing(tag: str, attribute: str, value: str) -> str | None:
    return value if _ADDRESS.match(value) else None


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags=set(REFUSED - tags),
        attributes={"a": {"href"}} if "a" in tags else {},
        attribute_filter=_address_or_nothing,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


_wide = _cleaner(INLINE | BLOCKS | CONTAINERS | frozenset(RENAMED))
_narrow = _cleaner(INLINE | BLOCKS)
_inline = _cleaner(INLINE)
_listed = _cleaner(INLINE | {"ul", "ol", "li"})
_words = _cleaner(frozenset())


def blocks_of(source: str) -> list[Block]:
    """Return the blocks of a source, each safe to print as it is."""
    tidy = _UNPRINTABLE.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    if _nesting(tidy) > _ABSURD:
        tidy = _TAG.sub(" ", tidy)
    root = lxml_html.fragment_fromstring(_wide.clean(tidy), create_parent="div")
    for element in root.iter():
        element.tag = RENAMED.get(str(element.tag), str(element.tag))
    return [made for made in _blocks_in(root) if made.plain]


def plain(text: str) -> str:
    """Return one line of bare words: for titles, descriptions and comparisons."""
    return _SPACE.sub(" ", _UNPRINTABLE.sub("", text)).strip()


def words_of(html: str) -> str:
    """Return the words of safe HTML without any markup."""
    return plain(unescape(_words.clean(_BREAK.sub(" ", html))))


def _nesting(source: str) -> int:
    """Return how many elements stand open at most; those never closed are counted."""
    open_now = deepest = 0
    for tag in _TAG.finditer(source):
        open_now = max(0, open_now + (-1 if tag[1] else not tag[0].startswith("<br")))
        deepest = max(deepest, open_now)
    return deepest


def _blocks_in(container: HtmlElement, depth: int = 0) -> Iterator[Block]:
    if depth > _DEPTH:
        yield from _paragraphs(escape(container.text_content(), quote=False))
        return
    loose = escape(container.text or "", quote=False)
    for child in container:
        if child.tag in INLINE:
            loose += _markup(child)
        else:
            yield from _paragraphs(loose)
            loose = ""
            yield from _blocks_from(child, depth)
        loose += escape(child.tail or "", quote=False)
    yield from _paragraphs(loose)


def _blocks_from(element: HtmlElement, depth: int) -> Iterator[Block]:
    tag = element.tag
    if tag in {"h2", "h3", "p"}:
        yield _block(tag, _inline.clean(_inner(element)))
    elif tag in {"ul", "ol"}:
        yield _block(tag, _items(element))
    elif tag == "blockquote":
        quoted = (each.html for each in _blocks_in(element, depth + 1) if each.plain)
        yield _block(tag, re.sub(r"(</?)h[23]>", r"\1p>", "".join(quoted)))
    else:
        yield from _blocks_in(element, depth + 1)


def _paragraphs(loose: str) -> Iterator[Block]:
    for each in _BLANK_LINE.split(loose):
        yield _block("p", _inline.clean(each))


def _block(tag: str, inner: str) -> Block:
    html = _narrow.clean(f"<{tag}>{_EMPTY.sub('', inner)}</{tag}>")
    return Block(KINDS[tag], html, words_of(html))


def _items(listing: HtmlElement) -> str:
    for item in listing.iter("li"):
        for first, second in pairwise(item.findall("p")):
            if first.getnext() is second:
                item.insert(item.index(second), lxml_html.Element("br"))
        for paragraph in item.findall("p"):
            paragraph.drop_tag()
    return _listed.clean(_inner(listing))


def _inner(element: HtmlElement) -> str:
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts += [_markup(child), escape(child.tail or "", quote=False)]
    return "".join(parts)


def _markup(element: HtmlElement) -> str:
    return lxml_html.tostring(element, encoding="unicode", with_tail=False)
