"""Edits that lose nobody's words: what one saw, and what one wants instead.

A form sends, with each value, the one it was opened with. Who changes nothing of a
field leaves it to the others; who changes what somebody else has changed meanwhile is
shown both texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Edit:
    """The value that was shown, and the one that shall stand."""

    was: Any
    now: Any


Edits = Mapping[str, Edit]


class Conflict(Exception):
    """Somebody else has changed the same: by field, what stands there now."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        super().__init__(_("Somebody else has changed this meanwhile."))
        self.theirs = theirs


def settled(current: Mapping[str, Any], edits: Edits) -> dict[str, Any]:
    """Return what is to be written over `current`; `Conflict` if an edit is crossed."""
    crossed = {
        field: current[field]
        for field, edit in edits.items()
        if current[field] not in (edit.was, edit.now)
    }
    if crossed:
        raise Conflict(crossed)
    return {
        field: edit.now for field, edit in edits.items() if current[field] != edit.now
    }
