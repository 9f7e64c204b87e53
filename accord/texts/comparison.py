"""Two versions of a text beside each other, paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol

Fate = Literal["same", "changed", "formatted", "added", "removed"]
Touch = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s+|[^\s]+")


class Readable(Protocol):
    anchor: str
    html: str
    plain: str


@dataclass(frozen=True, slots=True)
class Piece:
    touch: Touch
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one paragraph, with its words in pieces."""

    fate: Fate
    anchor: str
    pieces: list[Piece]


def compared(before: Sequence[Readable], after: Sequence[Readable]) -> list[Row]:
    """Return every paragraph of both versions once, in reading order."""
    return list(_rows(before, after))


def changes_in(before: str, after: str) -> list[Piece]:
    """Return the words of both passages; what stands in one alone is marked."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for touch, i, j, k, m in matcher.get_opcodes():
        if touch == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            pieces.append(Piece("removed", "".join(old[i:j])))
        if m > k:
            pieces.append(Piece("added", "".join(new[k:m])))
    return pieces


def _rows(before: Sequence[Readable], after: Sequence[Readable]) -> Iterator[Row]:
    matcher = SequenceMatcher(
        a=[each.anchor for each in before],
        b=[each.anchor for each in after],
        autojunk=False,
    )
    for touch, i, j, k, m in matcher.get_opcodes():
        if touch == "equal":
            for old, new in zip(before[i:j], after[k:m], strict=True):
                yield _revised(old, new)
            continue
        for old in before[i:j]:
            yield Row("removed", old.anchor, [Piece("removed", old.plain)])
        for new in after[k:m]:
            yield Row("added", new.anchor, [Piece("added", new.plain)])


def _revised(old: Readable, new: Readable) -> Row:
    if old.plain != new.plain:
        return Row("changed", new.anchor, changes_in(old.plain, new.plain))
    fate: Fate = "same" if old.html == new.html else "formatted"
    return Row(fate, new.anchor, [Piece("same", new.plain)])
