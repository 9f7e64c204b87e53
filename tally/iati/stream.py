"""From bytes to the elements of an activity file, in bounded memory and at no risk.

The bytes are decoded here and handed on as UTF-8, so that the guard and the parser see
the same characters whatever the encoding: a DOCTYPE is refused before the parser meets
it. XInclude and schemaLocation are attributes like any.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO

from lxml import etree

from tally.iati.reasons import refuse
from tally.markup import (
    LONGEST_ELEMENT,
    characters,
    close,
    feed,
    guarded,
    puller,
    refuse_many_attributes,
    release,
)


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
    parser = puller(events=("start", "end"))
    depth = held = 0
    line = 1
    for text in guarded(characters(source, refuse), refuse):
        problem = feed(parser, text, refuse)
        held += len(text)
        line += text.count("\n")
        for event, element in parser.read_events():
            if event == "start":
                depth += 1
                refuse_many_attributes(element, refuse)
                if depth == 1:
                    _refuse_doctype(element)
                    yield Step.ROOT, element
                elif depth == 2:
                    yield Step.ENTERED, element
                continue
            if depth in (2, 3):
                yield (Step.LEFT if depth == 2 else Step.PART), element
                release(element)
                held = 0
            depth -= 1
        if problem:
            raise problem
        if held > LONGEST_ELEMENT:
            raise refuse("element_too_large", line=line, limit=LONGEST_ELEMENT)
    close(parser, line, refuse)


def _refuse_doctype(root: etree._Element) -> None:
    """The second lock behind `guarded`: no document type reached the parser."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise refuse("doctype", line=1)
