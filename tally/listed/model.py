"""What was read of a list."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from tally.listed.reasons import Reason


class Kind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list: who it is, under all names that the list gives.

    `key` tells the entry again in the next edition of the list. `note` is what the
    list says of why they are on it.
    """

    key: str
    kind: Kind
    names: tuple[str, ...]
    note: str = ""

    @property
    def digest(self) -> str:
        """A digest of all that is known; another one tells that the entry changed."""
        told = [self.kind, list(self.names), self.note]
        text = json.dumps(told, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row or entry that could not be taken over, and why."""

    place: int
    reason: Reason


@dataclass(slots=True)
class Listing:
    """A whole list, and by which shape it was recognised."""

    shape: str
    entries: list[Listed] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
