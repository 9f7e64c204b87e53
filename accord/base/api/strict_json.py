"""JSON that can mean one thing only, read within bounds.

Python's reader takes more than the standard does: doubled keys, NaN, half characters.
What two readers may understand in two ways is refused here.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accord.base.api.problems import Fault, Problem

DEEPEST = 20
LONGEST_NUMBER = 40
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


class _Refused(ValueError):
    """Carries the sentence that says what was refused."""


def read(body: bytes) -> Any:
    """Return the value of a body; `Problem` says what cannot be taken."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad(_("The body is not UTF-8.")) from error
    if _depth(body) > DEEPEST:
        raise _bad(
            _("Values lie within values more than {number} deep.").format(
                number=DEEPEST
            )
        )
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_fraction,
        )
    except _Refused as refused:
        raise _bad(str(refused)) from refused
    except (ValueError, RecursionError) as error:
        raise _bad(_("The body is not JSON.")) from error
    for pointer, words in _strings(value):
        if "\x00" in words or not _is_whole(words):
            raise Problem(
                "bad-json",
                _("A text holds a character that cannot be kept."),
                faults=[Fault(_("Null and half characters are refused."), pointer)],
            )
    return value


def _bad(sentence: str) -> Problem:
    return Problem("bad-json", sentence)


def _depth(body: bytes) -> int:
    deepest = depth = 0
    for byte in _STRINGS.sub(b"", body):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused(_("A key stands twice in one object."))
    return found


def _constant(name: str) -> Any:
    raise _Refused(_("{name} is not a number in JSON.").format(name=name))


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise _Refused(_("A number is too long."))
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if len(digits) > LONGEST_NUMBER or value in (float("inf"), float("-inf")):
        raise _Refused(_("A number is too long."))
    return value


def _strings(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _strings(each, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield pointer, key
            yield from _strings(each, f"{pointer}/{escaped(key)}")


def _is_whole(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def escaped(key: str) -> str:
    """Return a key as a part of a JSON pointer (RFC 6901)."""
    key = key.replace("~", "~0").replace("/", "~1")
    return key.encode(errors="replace").decode()
