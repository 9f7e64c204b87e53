"""Hostile XML, stopped before a parser sees it.

The bytes are decoded here and handed on as text, so that the guard and the parser see
the same characters whatever the encoding. Who reads a format says how its refusals are
made: `refuse(code, line=…, **values)` gives the exception to raise. The codes are
empty, packed, encoding_unknown, encoding_broken, element_too_large, truncated, doctype,
not_xml, malformed, too_deep and, where attributes are counted, too_many_attributes.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from lxml import etree

Refuse = Callable[..., Exception]

CHUNK = 64 * 1024
LONGEST_PROLOG = 256 * 1024
# No element of a format that is read here is longer, what has been read of it apart.
LONGEST_ELEMENT = 2 * 1024 * 1024
# No element of such a format has ten. To list n attributes costs lxml n² steps.
MOST_ATTRIBUTES = 200

PACKED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"\x28\xb5\x2f\xfd": "zstd",
}
# UTF-32 stands before UTF-16, whose mark is the beginning of its own.
MARKS = {
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xfe\xff": "utf-16",
    b"\xff\xfe": "utf-16",
    b"\x00<": "utf-16-be",
    b"<\x00": "utf-16-le",
}
# Only encodings in which “<” and “!” are single ASCII bytes may be named by a file.
DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
NAMEABLE = frozenset(
    ["utf-8", "utf8", "us-ascii", "ascii", "latin1", "latin-1"]
    + [f"iso-8859-{part}" for part in (*range(1, 12), 13, 14, 15, 16)]
    + [f"windows-{page}" for page in range(1250, 1259)]
)


def characters(source: BinaryIO, refuse: Refuse) -> Iterator[str]:
    """Decode the file as its first bytes say it is written."""
    head = b""
    while len(head) < CHUNK and (more := source.read(CHUNK - len(head))):
        head += more
    if not head:
        raise refuse("empty")
    for magic, name in PACKED.items():
        if head.startswith(magic):
            raise refuse("packed", format=name)
    encoding = _encoding(head, refuse)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    piece = head
    while True:
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            raise refuse("encoding_broken", line=line, encoding=encoding) from None
        line += text.count("\n")
        if text:
            yield text
        if not piece:
            return
        piece = source.read(CHUNK)


def _encoding(head: bytes, refuse: Refuse) -> str:
    for mark, encoding in MARKS.items():
        if head.startswith(mark):
            return encoding
    declared = DECLARED.match(head[:1024].lstrip())
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii", "replace").strip().lower()
    if name not in NAMEABLE:
        raise refuse("encoding_unknown", encoding=name)
    return name


def guarded(texts: Iterator[str], refuse: Refuse) -> Iterator[str]:
    """Pass the text on once it is certain that the root element comes first."""
    head = ""
    for text in texts:
        head += text
        if _reaches_root(head, refuse):
            yield head
            yield from texts
            return
        if len(head) > LONGEST_PROLOG:
            line = head.count("\n") + 1
            raise refuse("element_too_large", line=line, limit=LONGEST_PROLOG)
    if not head.strip("\ufeff \t\r\n"):
        raise refuse("empty")
    line = head.count("\n") + 1
    raise refuse("truncated", line=line)


def _reaches_root(head: str, refuse: Refuse) -> bool:
    """Whether only comments and instructions precede the first element.

    False if the text is too short to tell.
    """
    position = 0
    while True:
        while head[position : position + 1] in ("\ufeff", " ", "\t", "\r", "\n"):
            position += 1
        rest = head[position : position + 4]
        if len(rest) < 4 and "<!--".startswith(rest):
            return False
        if rest == "<!--":
            end = head.find("-->", position + 4)
        elif rest.startswith("<?"):
            end = head.find("?>", position + 2)
        elif rest.startswith("<!"):
            raise refuse("doctype", line=head.count("\n", 0, position) + 1)
        elif rest.startswith("<"):
            return True
        else:
            raise refuse("not_xml", found=head[position : position + 20])
        if end < 0:
            return False
        position = end + (3 if rest == "<!--" else 2)


def puller(**wanted: Any) -> etree.XMLPullParser:
    """Return a parser that keeps to the text it is fed.

    It reads no other file, no network and no DTD, expands no entity, and keeps
    libxml2's limits on depth and size.
    """
    return etree.XMLPullParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        **wanted,
    )


def refuse_many_attributes(element: etree._Element, refuse: Refuse) -> None:
    if len(element.attrib) > MOST_ATTRIBUTES:
        line = element.sourceline or 1
        raise refuse("too_many_attributes", line=line, limit=MOST_ATTRIBUTES)


def release(element: etree._Element) -> None:
    """Free what was read.

    The element itself stays until its next sibling is done: the parser may still be
    writing behind it.
    """
    element.clear(keep_tail=True)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def close(parser: etree.XMLPullParser, line: int, refuse: Refuse) -> None:
    """Raise what only the end of the file shows, most often that it came too early."""
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        log = parser.feed_error_log.filter_from_errors()
        if any(entry.domain == etree.ErrorDomains.NAMESPACE for entry in log):
            raise _malformed(error, parser, refuse) from None
        raise refuse("truncated", line=line) from None


def feed(parser: etree.XMLPullParser, text: str, refuse: Refuse) -> Exception | None:
    """Parse one more piece and return what is wrong with it, if anything."""
    try:
        parser.feed(text.encode())
    except etree.XMLSyntaxError as error:
        return _malformed(error, parser, refuse)
    # With resolve_entities off, lxml passes over an undeclared entity and would begin a
    # new document with the next piece.
    for entry in parser.feed_error_log.filter_from_errors():
        return refuse("malformed", line=entry.line, detail=entry.message)
    return None


def _malformed(
    error: etree.XMLSyntaxError, parser: etree.XMLPullParser, refuse: Refuse
) -> Exception:
    detail, line = error.msg or "", error.lineno or 1
    for entry in parser.feed_error_log.filter_from_errors():
        detail, line = entry.message, entry.line
        break
    if "Excessive depth" in detail:
        return refuse("too_deep", line=line)
    if "XML_PARSE_HUGE" in detail:
        return refuse("element_too_large", line=line, limit=LONGEST_ELEMENT)
    return refuse("malformed", line=line, detail=detail)
