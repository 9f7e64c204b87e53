"""Targets of the Sustainable Development Goals as cells name them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from accord.base.imports.cells import Unreadable, shown

_WORD = (
    r"(?:sdgs?|odd|ods|goals?|targets?|cibles?|metas?|objectifs?|objectives?|objetivos?"
    r"|الهدف|هدف|الأهداف|الغاية)"
)
_CODE = r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?"
_CODES = re.compile(rf"(?<![\d.])({_CODE})(?!\.?\d)", re.IGNORECASE)
# Nothing but codes, the words before them, and what stands between them.
_OF_LISTS = re.compile(
    rf"{_WORD}|\b(?:and|et|y)\b|و|[\s,،/&+#.:–-]+|{_CODE}", re.IGNORECASE
)
_BETWEEN = re.compile(r"[;؛|\n]")
# A code with its words, then a comma and the next code: "8.5 Work for all, 8.7 …".
_NEXT = re.compile(rf",\s*(?=(?:{_WORD}\s*)*{_CODE}(?![\d.]))", re.IGNORECASE)
_FIRST = re.compile(rf"[\s#]*(?:{_WORD}[\s:]*)*({_CODE})(?!\d)", re.IGNORECASE)


@dataclass(slots=True)
class Named:
    """The codes of targets, and the goals that are named without one."""

    codes: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)


def named_in(text: str, known: Collection[str]) -> Named:
    """Return what "SDG 8.5; ODD 8: travail décent" names; no text after a code counts.

    Raises `Unreadable` where there is something else than targets and goals.
    """
    named = Named()
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        if not _OF_LISTS.sub("", part) and any(map(str.isdecimal, part)):
            found = _CODES.findall(part)
            _add(named, found, part, known)
            continue
        for piece in _NEXT.split(part):
            first = _FIRST.match(piece)
            _add(named, [first[1]] if first else [], piece, known)
    named.codes = list(dict.fromkeys(named.codes))
    return named


def _add(named: Named, found: list[str], part: str, known: Collection[str]) -> None:
    for code in map(str.lower, found):
        if code in known:
            named.codes.append(code)
        elif code.isdecimal() and 1 <= int(code) <= 17:
            named.goals.append(code)
        else:
            break
    else:
        if found:
            return
    raise Unreadable(
        gettext_noop(
            "“{value}” is no target of the Sustainable Development Goals; write"
            " its code, such as 8.5."
        ),
        {"value": shown(part)},
    )
