"""From bytes to the elements of an activity file, in bounded memory and at no risk.

The bytes are decoded here and handed on as UTF-8, so that the guard and the parser see
the same characters whatever the encoding: a DOCTYPE is refused before the parser meets
it. The parser reads no other file, no network, no DTD, expands no entity and keeps
libxml2's limits on depth and size. XInclude and schemaLocation are attributes like any.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO

from lxml import etree

from tally.iati.reasons import refuse
from tally.markup import LONGEST_ELEMENT, characters, close, feed, guarded

# No element of the standard has ten. To list n attributes costs lxml n² steps.
MOST_ATTRIBUTES = 200


class Step(Enum):
    """What the walk has come to."""

    ROOT = auto()
    ENTERED = auto()  # a child of the root begins: its attributes are there
    PART = auto()  # a child of that child is complete
    LEFT = auto()  # the child of the root is complete; its parts are gone


def walk(source: BinaryIO) -> Iterator[tuple[Step, etree._Element]]:
    """Yield root, records and their parts; each is emptied once the caller has seen it.

    Raises FileRefused as soon as the file cannot be a sound XML file; what was yielded
    before is then worth nothing.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    depth = held = 0
    line = 1
    for text in guarded(characters(source, refuse), refuse):
        problem = feed(parser, text, refuse)
        held += len(text)
        line += text.count("\n")
        for event, element in parser.read_events():
            if event == "start":
                depth += 1
                _refuse_many_attributes(element)
                if depth == 1:
                    _refuse_doctype(element)
                    yield Step.ROOT, element
                elif depth == 2:
                    yield Step.ENTERED, element
                continue
            if depth in (2, 3):
                yield (Step.LEFT if depth == 2 else Step.PART), element
                _release(element)
                held = 0
            depth -= 1
        if problem:
            raise problem
        if held > LONGEST_ELEMENT:
            raise refuse("element_too_large", line=line, limit=LONGEST_ELEMENT)
    close(parser, line, refuse)


def _refuse_many_attributes(element: etree._Element) -> None:
    if len(element.attrib) > MOST_ATTRIBUTES:
        line = element.sourceline or 1
        raise refuse("too_many_attributes", line=line, limit=MOST_ATTRIBUTES)


def _refuse_doctype(root: etree._Element) -> None:
    """The second lock behind `guarded`: no document type reached the parser."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise refuse("doctype", line=1)


def _release(element: etree._Element) -> None:
    """Free what was read.

    The element itself stays until its next sibling is done: the parser may still be
    writing behind it.
    """
    element.clear(keep_tail=True)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
