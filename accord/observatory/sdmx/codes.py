"""The codes by which SDMX knows what the figures hold, and what each is called.

Ids of SDMX hold letters, digits, `_`, `@`, `$` and `-` only. Slugs of ours are written
as is usual there, in capitals; other signs as `@` and their bytes in hexadecimal.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tally.sdmx.writing.artefacts import Item, Texts

TOTAL, UNSAID = "_T", "_Z"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OUTSIDE = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Book:
    """The codes of one component: by the value in the figures, and what they mean."""

    by_value: Mapping[str, str]
    items: Mapping[str, Item]
    values: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        back = {code: value for value, code in self.by_value.items()}
        object.__setattr__(self, "values", back)

    def names(self, language: str) -> dict[str, str]:
        return {
            code: item.names.get(language) or item.names.get("en", code)
            for code, item in self.items.items()
        }


def from_slug(slug: str) -> str:
    """Return INFORMAL_EMPLOYMENT for informal-employment; escape what is no slug."""
    if not slug:
        return UNSAID
    if _SLUG.fullmatch(slug):
        return slug.upper().replace("-", "_")
    return escaped(slug)


def from_text(text: str) -> str:
    return escaped(text) if text else UNSAID


def from_dimensions(text: str) -> str:
    """Return ECO-AGNAG_TOTAL--LOCATION-URB for the two dimensions of a source."""
    pairs = json.loads(text or "{}")
    if not pairs:
        return TOTAL
    return "--".join(
        f"{escaped(key)}-{escaped(str(value))}" for key, value in sorted(pairs.items())
    )


def dimensions_in_words(text: str) -> Texts:
    pairs = json.loads(text or "{}")
    return {"en": ", ".join(f"{key}: {value}" for key, value in sorted(pairs.items()))}


def escaped(text: str) -> str:
    return _OUTSIDE.sub(
        lambda found: "".join(f"@{byte:02X}" for byte in found[0].encode()), text
    )


def unique(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return codes by values; a code that is taken already is told apart by a number.

    Values come in an order that does not depend on the figures.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for value, wanted in values:
        if value in found:
            continue
        code, number = wanted, 2
        while code in taken:
            code, number = f"{wanted}@{number}", number + 1
        taken.add(code)
        found[value] = code
    return found
