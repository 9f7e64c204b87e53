"""What a backup says of itself, so that a restore can be compared with it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1


class Unusable(Exception):
    """The backup cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows: how many, and a sum over the digests of all of them."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain of history, and how many entries were not sealed yet."""

    count: int
    digest: str
    unsealed: int


@dataclass(frozen=True, slots=True)
class Key:
    """A key that the installation needs and the backup does not hold.

    `fingerprint` tells whether another machine has the same one.
    """

    name: str
    purpose: str
    fingerprint: str


@dataclass(slots=True)
class Manifest:
    made_at: str
    accord: str
    server: str
    tables: dict[str, Table]
    history: Head
    keys: list[Key]
    # Digests (SHA-256) of the pieces of the dump, and of files by their path.
    dump: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    # Files that went away while the backup was made.
    gone: list[str] = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    found: dict[str, Any] = json.loads(content)
    if found["format"] != FORMAT:
        message = (
            f"The backup has format {found['format']}, this Accord reads {FORMAT}. "
            f"Restore it with Accord {found.get('accord', 'of its time')}."
        )
        raise Unusable(message)
    found["tables"] = {name: Table(**each) for name, each in found["tables"].items()}
    found["history"] = Head(**found["history"])
    found["keys"] = [Key(**each) for each in found["keys"]]
    return Manifest(**found)
