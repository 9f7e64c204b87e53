"""What one row of a sheet tells of an organization."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_noop

from accord.atlas.access import CountryNames, names_of_concepts, names_of_countries
from accord.atlas.models import Area, Category, Challenge
from accord.base.imports import cells
from accord.base.imports.cells import Fault, Names, Unreadable
from accord.base.imports.fields import folded
from accord.base.imports.forms import DECISION
from accord.base.imports.mapped import Own
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.outcomes import Place, Remark
from accord.base.imports.tables import Cell, Row, text_of
from accord.partners import identifiers
from accord.partners.models import Identifier
from tally.sheets import unguarded

TYPES = Path(__file__).with_name("types.toml")
TEXTS = ("name", "mandate", "priorities", "expertise")
LONGEST_NAME, LONGEST_PROSE = 300, 1500
ESSENTIAL = {"reference", "name"}
# Where "N/A" or a dash is no value.
SILENCED = {"country", "category", "website", "short_name", *Identifier.Scheme.values}


@dataclass(slots=True)
class Told:
    """What a row tells; what its cells leave open is absent or empty."""

    row: Row
    place: Place
    reference: str = ""
    number: str = ""
    language: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    short_name: str = ""
    country: str = ""
    category: str = ""
    website: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=dict)
    # Heads of cells that differ from what stands and that no import changes.
    fixed: list[str] = field(default_factory=list)
    # What somebody chose where the row resembles another: skip, create, same:PAR-….
    decision: str = ""
    version: str = ""
    identity: str = ""
    digest: str = ""
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def name(self) -> str:
        names = self.texts.get("name", {})
        return names.get(self.language) or next(iter(names.values()), "")


class RowReader:
    """Reads the rows of one file. Our own exports have their guards taken away."""

    def __init__(self, columns: ColumnMap, *, own: Own | None) -> None:
        self._columns = columns.by_key
        self._options = columns.options
        self._is_guarded = own is not None and own.is_guarded
        self._is_own = own is not None
        self._leaves_out = columns.options.get("unreadable") == "leave-out"
        self._countries: CountryNames = names_of_countries()
        self._categories = _categories()
        self._lists: Mapping[str, Names] = {
            "areas": names_of_concepts(
                Area, gettext_noop("There is no area of immediate action “{value}”.")
            ),
            "challenges": names_of_concepts(
                Challenge, gettext_noop("There is no challenge “{value}”.")
            ),
        }
        self._stands: Mapping[str, Cell] = {}

    def reference_in(self, row: Row) -> str:
        self._stands = {}
        return self._text(row, "reference").upper()

    def read(
        self, row: Row, mended: Mapping[str, str], stands: Mapping[str, Cell]
    ) -> Told:
        """Return what a row tells; `stands` is what an export of ours says now."""
        told = Told(row, Place(row.number), decision=mended.get(DECISION, ""))
        told.identity, told.digest = self._digests(row)
        row = told.row = cells.mended(row, mended)
        told.reference = self.reference_in(row)
        self._stands = {**stands, "reference": None, "version": None}
        for key, column in self._columns.items():
            try:
                cells.refuse_error(row.cell(column.position))
            except Unreadable as reason:
                self.fault(told, key, reason)
        told.number = self._text(row, "number")
        told.version = self._text(row, "version")
        told.short_name = self._text(row, "short_name")[:60]
        self._read_texts(told, row)
        self._read_place(told, row)
        self._read_category(told, row)
        self._read_website(told, row)
        self._read_numbers(told, row)
        for key, names in self._lists.items():
            if text := self._text(row, key):
                try:
                    told.codes[key] = cells.several(text, names.code)
                except Unreadable as reason:
                    self.fault(told, key, reason)
        for key in ("constituency", "region", "joined_on"):
            if self._text(row, key):
                told.fixed.append(self._columns[key].name)
        return told

    def fault(self, told: Told, key: str, reason: Unreadable) -> None:
        column = self._columns.get(key)
        if column is None or (self._leaves_out and key not in ESSENTIAL):
            self._say(told, key, reason.template, reason.values)
            return
        value = text_of(told.row.cell(column.position))
        told.faults.append(
            Fault(column.position, column.head, value, reason.template, reason.values)
        )

    def _say(
        self, told: Told, key: str, template: str, values: Mapping[str, str | int]
    ) -> None:
        column = self._columns.get(key)
        place = Place(told.place.row, column.name if column else "")
        told.remarks.append(Remark(place, template, values))

    def _cell(self, row: Row, key: str) -> Cell:
        column = self._columns.get(key)
        if column is None:
            return None
        cell = row.cell(column.position)
        if self._is_guarded and isinstance(cell, str):
            cell = unguarded(cell)
        if key in self._stands and cells.same(cell, self._stands[key]):
            return None
        return cell

    def _text(self, row: Row, key: str) -> str:
        text = text_of(self._cell(row, key))
        is_silent = key in SILENCED and not self._is_own and cells.is_silent(text)
        return "" if is_silent and text.upper() != "NA" else text

    def _read_texts(self, told: Told, row: Row) -> None:
        told.language = self._options.get("language", "") or "en"
        code = self._text(row, "language").partition("-")[0].lower()
        if re.fullmatch(r"[a-z]{2,3}", code):
            told.language = code
        for fact in TEXTS:
            texts = {}
            for key in self._columns:
                base, _mark, language = key.rpartition("_")
                if fact not in (key, base):
                    continue
                text = self._text(row, key)
                if not self._is_own:
                    text = cells.paragraphs(text)
                    text = " ".join(text.split()) if fact == "name" else text
                if text:
                    texts[told.language if key == fact else language] = text
                limit = LONGEST_NAME if fact == "name" else LONGEST_PROSE
                if len(text) > limit:
                    sentence = gettext_noop(
                        "The text has {count} characters where {limit} are the most;"
                        " shorten it."
                    )
                    values: dict[str, str | int] = {"count": len(text), "limit": limit}
                    self.fault(told, key, Unreadable(sentence, values))
            told.texts[fact] = texts

    def _read_place(self, told: Told, row: Row) -> None:
        text = self._text(row, "country")
        if not text:
            return
        try:
            told.country = self._countries.code(text)
        except Unreadable as reason:
            self.fault(told, "country", reason)

    def _read_category(self, told: Told, row: Row) -> None:
        """Guess the category; a guess that fails is told and refuses nothing."""
        text = self._text(row, "category")
        if not text:
            return
        found = self._categories.find(text)
        if len(found) == 1:
            told.category = next(iter(found))
        else:
            sentence = gettext_noop(
                "No category follows from “{value}”; choose it when the organization"
                " joins."
            )
            self._say(told, "category", sentence, {"value": cells.shown(text)})

    def _read_website(self, told: Told, row: Row) -> None:
        text = self._text(row, "website")
        if not text:
            return
        address = text if "://" in text else f"https://{text}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            sentence = gettext_noop("“{value}” is no address of a website; correct it.")
            reason = Unreadable(sentence, {"value": cells.shown(text)})
            self.fault(told, "website", reason)
            return
        told.website = address[:200]

    def _read_numbers(self, told: Told, row: Row) -> None:
        found: list[tuple[str, str, str]] = []
        if text := self._text(row, "identifiers"):
            pairs = cells.pairs(text)
            found += [("identifiers", scheme, value) for scheme, value in pairs]
        found += [
            (scheme, scheme, text)
            for scheme in Identifier.Scheme.values
            if (text := self._text(row, scheme))
        ]
        for key, scheme, value in found:
            try:
                number = (scheme, identifiers.checked(scheme, value)[:100])
            except ValidationError as error:
                reason = "; ".join(error.messages)
                if key == "org-id":
                    # Lists hold old and local numbers in this column; they are told.
                    sentence = gettext_noop("“{value}” was left out: {reason}")
                    values = {"value": cells.shown(value), "reason": reason}
                    self._say(told, key, sentence, values)
                else:
                    self.fault(told, key, Unreadable("{reason}", {"reason": reason}))
                continue
            if number not in told.numbers:
                told.numbers.append(number)

    def _digests(self, row: Row) -> tuple[str, str]:
        said = {
            key: " ".join(text_of(row.cell(column.position)).split())
            for key, column in self._columns.items()
        }
        own = {
            key: folded(text)
            for key, text in said.items()
            if key.startswith("name") or key in {"country", "language"}
        }
        heads = sorted(each.head for each in self._columns.values())
        if said.get("number"):
            own = {
                "number": said["number"],
                "country": own.get("country", ""),
                "list": ";".join(heads),
            }
        return _digest(own), _digest([said, self._options.get("language", "")])


def _digest(told: Any) -> str:
    words = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _categories() -> Names:
    names = names_of_concepts(Category, "{value}")
    for code, kinds in _types().items():
        names.add(code, *kinds)
    return names


@cache
def _types() -> dict[str, list[str]]:
    with TYPES.open("rb") as file:
        return tomllib.load(file)
