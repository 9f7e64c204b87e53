"""The columns of a table of records: their stable keys, their labels, their values.

The same columns serve files that leave and files that come in, so that what was taken
away can be brought back without a mapping.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.base.languages import name_of
from accord.base.projecting import Projection
from accord.base.sorting import sort_key
from tally.sheets.model import Cell
from tally.sheets.values import join_pairs

Text = str | Promise
_LANGUAGE_OF_A_KEY = re.compile(r"(?P<key>[a-z][a-z_]*)_(?P<language>[a-z]{2,3})")
_LANGUAGE_OF_A_LABEL = re.compile(r"(?P<label>.+?) ?\((?P<language>[^()]+)\)")


class Kind(StrEnum):
    """What the cells of a column hold, and so how one is read."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    PAIRS = "pairs"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `field` is where the projection holds its value.

    A text in several languages is a column for each, whose `language` says which.
    `is_told` marks what the platform itself works out: nobody brings it in. `hint`
    says in a sentence what to write, `needed` that a new record cannot do without.
    """

    key: str
    label: Text
    kind: Kind
    field: str
    language: str = ""
    hint: Text = ""
    is_told: bool = False
    needed: bool = False
    value: Callable[[Projection], Any] | None = None

    @property
    def heading(self) -> str:
        """The label in the language of the page, with the language of the texts."""
        return self.heading_of(self.language)

    def heading_of(self, language: str) -> str:
        if not language:
            return str(self.label)
        return _("%(label)s (%(language)s)") % {
            "label": self.label,
            "language": name_of(language),
        }

    def cell(self, record: Projection) -> Cell:
        """Return what a record says in this column."""
        value = self.value(record) if self.value else record[self.field]
        if self.language and isinstance(value, dict):
            value = value.get(self.language)
        if value is None or value in ("", []):
            return None
        written = _WRITTEN.get(self.kind)
        return written(value) if written else str(value)


# How the value of a projection stands in a cell, where that is not its text.
_WRITTEN: Mapping[Kind, Callable[[Any], Cell]] = {
    Kind.CODES: "; ".join,
    Kind.PAIRS: join_pairs,
    Kind.NUMBER: Decimal,
    Kind.DAY: date.fromisoformat,
    Kind.YES_NO: bool,
}


def texts(key: str, label: Text, languages: Iterable[str], **rest: Any) -> list[Column]:
    """Return the columns of a text, one for each language."""
    return [
        Column(f"{key}_{each}", label, Kind.TEXT, key, language=each, **rest)
        for each in languages
    ]


def site_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the header of a file was recognised as.

    `columns` says by place which column it is; `by_key` that the names were our keys
    (then no text in a CSV file is guarded), not our labels (then every text is).
    """

    columns: dict[int, Column]
    is_whole: bool
    by_key: bool


def recognise(header: Sequence[str], columns: Sequence[Column]) -> Recognised:
    """Find our own columns in a header, by key or by label in any of our languages.

    `is_whole` says that every named column was found and none twice: the file is an
    export or a template of ours and needs no mapping.
    """
    by_key = {each.key: each for each in columns}
    families = {each.field: each for each in columns if each.language}
    labels = _labels(tuple(columns))
    found: dict[int, Column] = {}
    keys = 0
    for place, name in enumerate(header):
        column = by_key.get(name) or _in_language_of_key(name, families)
        keys += column is not None
        column = column or labels.get(sort_key(name)) or _in_language(name, families)
        if column is not None and column.key not in {
            each.key for each in found.values()
        }:
            found[place] = column
    named = sum(bool(name) for name in header)
    return Recognised(found, named == len(found) > 0, keys == named > 0)


@cache
def _labels(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Return each column by its label as a sort key, in every language."""
    found: dict[str, Column] = {}
    for language in site_languages():
        with override(language):
            for each in columns:
                found.setdefault(sort_key(each.heading), each)
    return found


def _in_language_of_key(name: str, families: dict[str, Column]) -> Column | None:
    """Return the column of a text in a language that the site has not: title_pt."""
    match = _LANGUAGE_OF_A_KEY.fullmatch(name)
    if match is None or match["key"] not in families:
        return None
    return in_language(families[match["key"]], match["language"])


def _in_language(name: str, families: dict[str, Column]) -> Column | None:
    """The same for labels: Title (Portuguese), Titre (portugais)."""
    match = _LANGUAGE_OF_A_LABEL.fullmatch(name)
    if match is None:
        return None
    code = _codes_of_languages().get(sort_key(match["language"]))
    if code is None:
        return None
    for reader in site_languages():
        with override(reader):
            for family in families.values():
                if sort_key(family.heading_of(code)) == sort_key(name):
                    return in_language(family, code)
    return None


@cache
def _codes_of_languages() -> dict[str, str]:
    """Return the code of every language by its name in each of the site's languages."""
    found: dict[str, str] = {}
    for reader in site_languages():
        codes = [str(code) for code in Locale(reader).languages if len(str(code)) <= 3]
        with override(reader):
            for code in codes:
                found.setdefault(sort_key(name_of(code)), code)
    return found


def in_language(column: Column, language: str) -> Column:
    """Return the column of the same text in another language."""
    return Column(
        f"{column.field}_{language}",
        column.label,
        column.kind,
        column.field,
        language=language,
        hint=column.hint,
    )
