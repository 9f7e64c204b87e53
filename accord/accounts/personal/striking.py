"""By what a person is found in words, and how they are struck out of them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.utils.html import escape

# A reserved name: mail to it goes nowhere.
_NOWHERE = "erased.invalid"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A name of one word may be anybody's: it counts only beside the address.
_WORDS_OF_A_NAME = 2


@dataclass(frozen=True)
class Identity:
    """Addresses and names of one person, and the number that takes their place."""

    pseudonym: str
    addresses: frozenset[str]
    names: frozenset[str]

    @property
    def address(self) -> str:
        """What stands where an address must stand: a form of it that goes nowhere."""
        return f"{self.pseudonym.lower()}@{_NOWHERE}"

    def is_named_in(self, value: Any) -> bool:
        """Say whether words, or anything in a structure, name the person."""
        return self.struck(value) != value

    def struck(self, value: Any) -> Any:
        """Return words, or a structure of them, with the person struck out."""
        beside = any(self._addresses.search(each) for each in _strings(value))
        return self._struck(value, self._all_names if beside else self._names)

    def _struck(self, value: Any, names: re.Pattern[str]) -> Any:
        match value:
            case str():
                return names.sub(
                    self.pseudonym, self._addresses.sub(self.address, value)
                )
            case dict():
                return {
                    self._struck(key, names): self._struck(each, names)
                    for key, each in value.items()
                }
            case list():
                return [self._struck(each, names) for each in value]
        return value

    @property
    def for_database(self) -> str:
        """A pattern of PostgreSQL that no text naming the person escapes.

        It also matches words that only contain a name; `struck` decides.
        """
        words = [
            r"(\s|\\n)+".join(_literal(word) for word in form.split())
            for each in {*self.addresses, *self.names}
            for form in {*_forms(each), json.dumps(each, ensure_ascii=False)[1:-1]}
        ]
        return "|".join(words)

    @cached_property
    def bytes_to_look_for(self) -> list[bytes]:
        """What to look for in files, in lower case: addresses and whole names."""
        return [
            form.lower().encode()
            for each in {*self.addresses, *filter(_is_telling, self.names)}
            for form in _forms(each)
        ]

    @cached_property
    def _addresses(self) -> re.Pattern[str]:
        forms = [re.escape(form) for each in self.addresses for form in _forms(each)]
        return _pattern(forms, before=r"(?<![\w.+-])", after=r"(?![\w-]|\.\w)")

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return _names_pattern(filter(_is_telling, self.names))

    @cached_property
    def _all_names(self) -> re.Pattern[str]:
        return _names_pattern(self.names)


def addresses_in(value: Any) -> Iterator[str]:
    """Yield every e-mail address in words or a structure of them, in lower case."""
    for each in _strings(value):
        yield from (found.lower() for found in _ADDRESS.findall(each))


def names_beside(address: str, value: Any) -> Iterator[str]:
    """Yield the names that stand beside an address in the same part of a structure."""
    match value:
        case dict():
            if any(
                isinstance(each, str) and each.strip().lower() == address
                for each in value.values()
            ) and isinstance(value.get("name"), str):
                yield value["name"]
            for each in value.values():
                yield from names_beside(address, each)
        case list():
            for each in value:
                yield from names_beside(address, each)


def parts_naming(identity: Identity, value: Any) -> Iterator[dict[str, Any]]:
    """Yield the smallest parts of a structure in which a value names the person.

    Of such a part, only what it says itself: further parts in it may be others'.
    """
    match value:
        case dict():
            own = {key: each for key, each in value.items() if isinstance(each, str)}
            if identity.is_named_in(own):
                yield own
            for each in value.values():
                yield from parts_naming(identity, each)
        case list():
            for each in value:
                yield from parts_naming(identity, each)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, each in value.items():
                yield str(key)
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def _is_telling(name: str) -> bool:
    return len(name.split()) >= _WORDS_OF_A_NAME


def _forms(words: str) -> set[str]:
    """Return words as they are, as HTML has them and as addresses have them."""
    return {words, escape(words), quote(words), quote(words, safe="@")}


def _names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    forms = [
        r"\s+".join(re.escape(word) for word in form.split())
        for each in names
        for form in _forms(each)
    ]
    return _pattern(forms, before=r"(?<!\w)", after=r"(?!\w)")


def _pattern(forms: list[str], *, before: str, after: str) -> re.Pattern[str]:
    if not forms:
        return re.compile(r"(?!)")
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(f"{before}(?:{'|'.join(longest_first)}){after}", re.IGNORECASE)


def _literal(word: str) -> str:
    return "".join(each if each.isalnum() else f"\\{each}" for each in word)
