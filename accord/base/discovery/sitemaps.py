"""Sitemaps of public pages: what a section is, and which there are.

A section is asked for file by file, each in a constant number of queries. Pages that
are not for search engines stand in none: forms, histories, lists with a filter. An app
registers its sections when it starts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from accord.base.discovery.heads import DEFAULT, in_language, public_address

# With each in four languages, a file has at most 8,000 addresses and 8 MB; the limits
# of the protocol are 50,000 and 50 MB.
RECORDS_PER_FILE = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path in any language, those it has, and its last change."""

    path: str
    changed_at: datetime | None = None
    languages: Sequence[str] = ()

    @property
    def alternates(self) -> list[tuple[str, str]]:
        known = self.languages or [code for code, _name in settings.LANGUAGES]
        return [
            *((code, self._address(code)) for code in known),
            (DEFAULT, self._address("")),
        ]

    @property
    def addresses(self) -> list[str]:
        return [url for code, url in self.alternates if code != DEFAULT]

    def _address(self, language: str) -> str:
        return public_address(in_language(self.path, language))


@dataclass(frozen=True, slots=True)
class Section:
    """Some of the pages: how many there are, and those from one number to another."""

    count: Callable[[], int]
    pages: Callable[[int, int], Iterable[Page]]

    @property
    def files(self) -> int:
        return max(1, -(-self.count() // RECORDS_PER_FILE))

    def in_file(self, number: int) -> list[Page]:
        first = (number - 1) * RECORDS_PER_FILE
        with override(settings.LANGUAGE_CODE):
            return list(self.pages(first, first + RECORDS_PER_FILE))


_sections: dict[str, Section] = {}


def register(name: str, section: Section) -> None:
    _sections[name] = section


def sections() -> Mapping[str, Section]:
    return _sections
