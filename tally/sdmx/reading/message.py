"""Observations of an SDMX-ML data message, in memory that does not grow with it.

The parser builds its tree in C. After each piece of text the series and observations
that are complete are read and taken out of the tree, so that Python sees an element for
each observation once and no event at all for one. What is read is written to `Rows`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from tally.markup import LONGEST_ELEMENT, characters, close, feed, guarded, puller
from tally.quoting import shown
from tally.sdmx.reading.datasets import VALUE, DataSet, Generic, Specific
from tally.sdmx.reading.envelope import (
    Declared,
    Header,
    Said,
    judge_root,
    local,
    read_footer,
    read_header,
)
from tally.sdmx.reading.reasons import refuse
from tally.sdmx.reading.table import Rows

_XINCLUDE = "{http://www.w3.org/2001/XInclude}*"
# How much is parsed to learn what the root is.
_FIRST = 4096


def read_message(source: BinaryIO, work: Path) -> tuple[Rows, list[Said]]:
    """Read all observations into the folder `work`; FileRefused if it is no such file.

    What the service says in the footer comes along.
    """
    texts = guarded(characters(source, refuse), refuse)
    first = next(texts)
    kind = judge_root(_root(first))
    rows = Rows(work, always=[VALUE] if kind.is_measured_in_obs_value else [])
    message = _Message(rows, is_generic=kind.is_generic)
    parser = puller(
        events=("start", "end"),
        tag=["{*}DataSet", "{*}Header", "{*}Footer", "{*}ErrorMessage", _XINCLUDE],
        remove_comments=True,
        remove_pis=True,
    )
    held = 0
    line = 1
    for text in _pieces(first, texts):
        problem = feed(parser, text, refuse)
        for event, element in parser.read_events():
            message.take(event, element)
        if message.advance():
            held = 0
        held += len(text)
        line += text.count("\n")
        if problem:
            raise problem
        if held > LONGEST_ELEMENT:
            raise refuse("element_too_large", line=line, limit=LONGEST_ELEMENT)
    close(parser, line, refuse)
    return message.rows, message.said


def judge(text: str) -> None:
    """Raise FileRefused if a message that begins so has no data."""
    judge_root(_root(next(guarded(iter([text]), refuse))))


def _pieces(first: str, rest: Iterable[str]) -> Iterable[str]:
    yield first
    yield from rest


def _root(text: str) -> etree._Element:
    """The root element without its content. A broken one is found out later."""
    parser = puller(events=("start",))
    for place in range(0, len(text), _FIRST):
        problem = feed(parser, text[place : place + _FIRST], refuse)
        for _, element in parser.read_events():
            if element.getroottree().docinfo.internalDTD is not None:
                raise refuse("doctype", line=1)
            return element
        if problem:
            raise problem
    raise refuse("truncated", line=text.count("\n") + 1)


class _Message:
    """What has been read of a message so far."""

    def __init__(self, rows: Rows, *, is_generic: bool) -> None:
        self.rows = rows
        self.said: list[Said] = []
        self.is_generic = is_generic
        self.header = Header()
        self._set: DataSet | None = None

    def take(self, event: str, element: etree._Element) -> None:
        """Take in an element around the data, or one that begins or ends a data set."""
        name = local(str(element.tag))
        if str(element.tag).startswith(_XINCLUDE[:-1]):
            raise refuse("xinclude")
        parent = element.getparent()
        if parent is None or parent.getparent() is not None:
            return
        if name == "DataSet" and event == "start":
            reference = _reference(element)
            declared = self.header.of(reference)
            if not declared.flow:
                declared = Declared(reference, declared.at_observation)
            kind = Generic if self.is_generic else Specific
            self._set = kind(element, declared, self.header.action, self.rows)
        elif name == "DataSet" and self._set is not None:
            self._set.finish()
            self._set = None
            element.clear()
        elif event == "end" and name == "Header":
            self.header = read_header(element)
        elif event == "end" and name == "Footer":
            self.said.append(read_footer(element))
        elif event == "end" and name == "ErrorMessage":
            raise refuse("error_message", found=shown(" ".join(element.itertext())))

    def advance(self) -> bool:
        """Read what is complete; whether there was any."""
        before = self.rows.count
        moved = self._set.advance() if self._set is not None else False
        self.rows.flush()
        return moved or self.rows.count > before


def _reference(element: etree._Element) -> str:
    for name, value in element.attrib.items():
        if local(str(name)) == "structureRef":
            return str(value)
    return ""
