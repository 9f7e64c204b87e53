"""What one row of a sheet tells of an action; every cell is read or explained."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_noop

from accord.actions.forms import SUMMARY_LIMIT, TITLE_LIMIT
from accord.actions.sheets import budgets, targets
from accord.actions.sheets.known import Known
from accord.base.imports import cells
from accord.base.imports.cells import Fault, Unreadable
from accord.base.imports.mapped import Own
from accord.base.imports.mapping import Column, ColumnMap
from accord.base.imports.outcomes import Place, Remark
from accord.base.imports.tables import Cell, Row, text_of
from tally.sheets import unguarded

LONGEST_NUMBER, LONGEST_ROLE = 200, 200
TEXTS = ("title", "summary")
# What a mistake in these cells makes of the row cannot be left out.
ESSENTIAL = {"reference", "number", "lead", *TEXTS}

# What is told once for a whole file, with the first example.
COUNTED = {
    "periods": gettext_noop(
        "Years, quarters and months such as “{example}” were read as their first day"
        " where something starts, as their last where it ends: {count}."
    ),
    "goals": gettext_noop(
        "Goals without a target, such as “{example}”, were left out: {count}. Choose"
        " the targets in the drafts."
    ),
    "silent": gettext_noop("Cells such as “{example}” were taken as empty: {count}."),
}


@dataclass(slots=True)
class Told:
    """What a row tells. Facts that its cells leave open are absent."""

    row: Row
    place: Place
    reference: str = ""
    number: str = ""
    lead: str = ""
    version: str = ""
    language: str = ""
    # By fact, the texts by language.
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    is_title_derived: bool = False
    # Tells the row again in the next edition of the file, and whether it changed.
    identity: str = ""
    digest: str = ""

    @property
    def title(self) -> str:
        titles = self.texts.get("title", {})
        return titles.get(self.language) or next(iter(titles.values()), "")


class RowReader:
    """Reads the rows of one file. Our own exports have their guards taken away."""

    def __init__(self, columns: ColumnMap, known: Known, *, own: Own | None) -> None:
        self._columns = columns.by_key
        self._options = columns.options
        self._known = known
        self._is_own = own is not None
        self._is_guarded = own is not None and own.is_guarded
        self._stands: Mapping[str, Cell] = {}
        self._leaves_out = columns.options.get("unreadable") == "leave-out"
        budget = self._columns.get("budget")
        self._unit = budgets.unit_of(budget.head if budget else "")
        # What was read in a way worth telling: how often, and the first example.
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, str] = {}

    def reference_in(self, row: Row) -> str:
        return self._text(row, "reference").upper()

    def read(
        self, row: Row, mended: Mapping[str, str], stands: Mapping[str, Cell]
    ) -> Told:
        """Return what a row tells, with the cells that a person has mended.

        `stands` holds what an export of ours says of the action now, by key. A cell
        that repeats it tells nothing, whatever sheets lose of a text on the way.
        """
        self._stands = {}
        told = Told(row, Place(row.number))
        told.identity, told.digest = self._digests(row)
        row = told.row = cells.mended(row, mended)
        for key, column in self._columns.items():
            try:
                cells.refuse_error(row.cell(column.position))
            except Unreadable as reason:
                self._fault(told, row, key, reason)
        told.reference = self.reference_in(row)
        self._stands = {**stands, "reference": None, "version": None}
        told.number = self._text(row, "number")
        told.lead = self._text(row, "lead")
        told.version = self._text(row, "version")
        if len(told.number) > LONGEST_NUMBER:
            sentence = gettext_noop(
                "The number is longer than {limit} characters; shorten it."
            )
            self._fault(
                told, row, "number", Unreadable(sentence, _most(LONGEST_NUMBER))
            )
        self._read_texts(told, row)
        self._read_lists(told, row)
        kind = self._text(row, "kind")
        self._try(told, row, "kind", lambda: self._known.kinds.code(kind))
        self._read_days(told, row)
        self._read_budget(told, row)
        self._read_partners(told, row)
        self._read_numbers(told, row)
        return told

    def fault(self, told: Told, key: str, reason: Unreadable) -> None:
        """Note that a cell cannot be taken over; the person may mend it in place."""
        self._fault(told, told.row, key, reason)

    def notices(self) -> list[Remark]:
        """Return what is to be told once for the whole file."""
        return [
            Remark(Place(0), said, {"count": count, "example": self.examples[what]})
            for what, said in COUNTED.items()
            if (count := self.counts[what])
        ]

    def name_of(self, key: str) -> str:
        column = self._columns.get(key)
        return column.name if column else ""

    # -- one cell --------------------------------------------------------------------

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
        return text_of(self._cell(row, key))

    def _try(self, told: Told, row: Row, key: str, read: Callable[[], Any]) -> None:
        """Read a cell that says something into its fact, or note what is wrong."""
        text = self._text(row, key)
        if not text or self._is_silent(key, text):
            return
        try:
            told.facts[key] = read()
        except Unreadable as reason:
            self._fault(told, row, key, reason)

    def _is_silent(self, key: str, text: str) -> bool:
        if self._is_own or (key == "countries" and text.upper() == "NA"):
            return False
        is_day = key in {"starts_on", "ends_on"}
        if not cells.is_silent(text) and not (is_day and cells.is_open(text)):
            return False
        self._count("silent", text)
        return True

    def _count(self, what: str, example: str) -> None:
        self.counts[what] += 1
        self.examples.setdefault(what, cells.shown(example))

    def _fault(self, told: Told, row: Row, key: str, reason: Unreadable) -> None:
        column = self._columns.get(key) or Column(-1, "")
        if self._leaves_out and key not in ESSENTIAL:
            where = Place(told.place.row, column.name)
            told.remarks.append(Remark(where, reason.template, reason.values))
            return
        value = text_of(row.cell(column.position)) if column.position >= 0 else ""
        fault = Fault(
            column.position, column.head, value, reason.template, reason.values
        )
        if fault not in told.faults:
            told.faults.append(fault)

    def _say(self, told: Told, key: str, template: str, **values: str | int) -> None:
        where = Place(told.place.row, self.name_of(key))
        told.remarks.append(Remark(where, template, values))

    # -- texts -----------------------------------------------------------------------

    def _read_texts(self, told: Told, row: Row) -> None:
        told.language = self._language(told, row)
        for fact in TEXTS:
            texts = {}
            for key in self._columns:
                base, _mark, language = key.rpartition("_")
                if fact in (key, base):
                    text = self._prose(row, key, fact)
                    if text:
                        texts[told.language if key == fact else language] = text
            told.texts[fact] = texts
        if told.language not in told.texts["title"] | told.texts["summary"]:
            every = [*told.texts["title"], *told.texts["summary"]]
            told.language = next(iter(every), told.language)
        if told.texts["title"] or not told.texts["summary"]:
            return
        summary = told.texts["summary"].get(told.language) or next(
            iter(told.texts["summary"].values())
        )
        title = cells.first_sentence(summary, TITLE_LIMIT)
        told.texts["title"] = {told.language: title}
        told.is_title_derived = True

    def _language(self, told: Told, row: Row) -> str:
        default = self._options.get("language", "") or "en"
        text = self._text(row, "language")
        if not text:
            return default
        code = text.lower()
        if re.fullmatch(r"[a-z]{2,3}", code) and self._is_own:
            return code
        try:
            return self._known.languages.code(text.partition("-")[0].strip())
        except Unreadable as reason:
            self._fault(told, row, "language", reason)
            return default

    def _prose(self, row: Row, key: str, fact: str) -> str:
        cell = self._cell(row, key)
        if self._is_own and isinstance(cell, str):
            return cell
        text = cells.paragraphs(text_of(cell))
        return " ".join(text.split()) if fact == "title" else text

    def check_lengths(self, told: Told) -> None:
        """Say which texts are longer than what publishing asks for."""
        title, summary = (told.texts[fact].get(told.language, "") for fact in TEXTS)
        if len(title) > TITLE_LIMIT:
            sentence = gettext_noop(
                "The title has {count} characters where {limit} are asked for;"
                " shorten it before you publish."
            )
            self._say(told, "title", sentence, count=len(title), limit=TITLE_LIMIT)
        if len(summary) > SUMMARY_LIMIT:
            sentence = gettext_noop(
                "The text has {count} characters where {limit} are asked for;"
                " shorten the summary before you publish."
            )
            self._say(
                told, "summary", sentence, count=len(summary), limit=SUMMARY_LIMIT
            )

    # -- lists and values --------------------------------------------------------------

    def _read_lists(self, told: Told, row: Row) -> None:
        readers: Mapping[str, Callable[[str], str]] = {
            "countries": self._known.countries.code,
            "areas": self._known.areas.code,
            "challenges": self._known.challenges.code,
            "groups": self._known.groups.code,
        }
        for key, read in readers.items():
            text = self._text(row, key)
            self._try(told, row, key, partial(cells.several, text, read))
        cell = self._cell(row, "targets")
        self._try(told, row, "targets", lambda: self._targets(text_of(cell)))
        longer = f"{text_of(cell)}0"
        if isinstance(cell, Decimal) and longer in self._known.targets:
            told.facts.pop("targets", None)
            sentence = gettext_noop(
                "The cell holds a number, which may be {value} or {longer}; format it"
                " as text and write the target again."
            )
            values = {"value": text_of(cell), "longer": longer}
            self._fault(told, row, "targets", Unreadable(sentence, values))

    def _targets(self, text: str) -> list[str]:
        """Read targets. A goal alone is none; which of its targets, people say."""
        named = targets.named_in(text, self._known.targets)
        if named.goals:
            self._count("goals", text)
        return named.codes

    def _read_days(self, told: Told, row: Row) -> None:
        for key in ("starts_on", "ends_on"):
            self._try(told, row, key, partial(self._day, row, key))
        starts, ends = told.facts.get("starts_on"), told.facts.get("ends_on")
        if starts and ends and ends < starts:
            del told.facts["ends_on"]
            sentence = gettext_noop("The end cannot be before the start.")
            self._fault(told, row, "ends_on", Unreadable(sentence))

    def _day(self, row: Row, key: str) -> date | None:
        """Read a day; something starts on the first day of "2026", ends on its last."""
        cell = self._cell(row, key)
        found = cells.period(cell)
        if found is None:
            return None
        if found.first != found.last:
            self._count("periods", text_of(cell))
        return found.first if key == "starts_on" else found.last

    def _read_budget(self, told: Told, row: Row) -> None:
        cell, said = self._cell(row, "budget"), self._text(row, "currency")
        for key, text in (("budget", text_of(cell)), ("currency", said)):
            if text and self._is_silent(key, text):
                cell, said = (None, said) if key == "budget" else (cell, "")
        standing = text_of(self._stands.get("currency"))
        fixed = self._options.get("currency", "")
        try:
            budget = budgets.read(cell, self._unit, said, standing, fixed)
        except Unreadable as reason:
            is_currency = isinstance(reason, budgets.CurrencyUnclear)
            is_beside = is_currency and "currency" in self._columns
            self._fault(told, row, "currency" if is_beside else "budget", reason)
        else:
            told.facts |= budgets.values_of(budget)

    def _read_partners(self, told: Told, row: Row) -> None:
        text = self._text(row, "partners")
        self._try(told, row, "partners", lambda: self._partners(text))

    def _partners(self, text: str) -> list[tuple[str, str]]:
        """Read "name: role; name"."""
        found: dict[str, str] = {}
        for name, role in cells.pairs(text):
            if self._known.partners.find(f"{name}: {role}"):
                name, role = f"{name}: {role}", ""  # noqa: PLW2901 - a name with a colon
            if len(role) > LONGEST_ROLE:
                raise Unreadable(
                    gettext_noop("A role has at most {limit} characters; shorten it."),
                    _most(LONGEST_ROLE),
                )
            found[self._known.partners.code(name)] = role
        return list(found.items())

    def _read_numbers(self, told: Told, row: Row) -> None:
        text = self._text(row, "identifiers")
        self._try(told, row, "identifiers", lambda: self._numbers(text))
        if "identifiers" in told.facts:
            told.facts["external_identifiers"] = told.facts.pop("identifiers")

    def _numbers(self, text: str) -> list[tuple[str, str]]:
        found = []
        for scheme, value in cells.pairs(text):
            if not value or len(value) > LONGEST_NUMBER:
                raise Unreadable(
                    gettext_noop(
                        "“{value}” is no register and number; write for example"
                        " “doi: 10.1000/182”."
                    ),
                    {"value": cells.shown(scheme)},
                )
            found.append((self._known.registers.code(scheme), value))
        return found

    # -- the row as such -------------------------------------------------------------

    def _digests(self, row: Row) -> tuple[str, str]:
        """Return what tells the row again, and what tells whether it changed."""
        said = {
            key: " ".join(text_of(row.cell(column.position)).split())
            for key, column in self._columns.items()
        }
        own = {
            key: text
            for key, text in said.items()
            if key == "lead" or key.startswith(TEXTS)
        }
        fixed = [self._options.get(each, "") for each in ("language", "currency")]
        return _digest([own]), _digest([said, *fixed])


def _digest(told: Any) -> str:
    words = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _most(limit: int) -> dict[str, str | int]:
    return {"limit": limit}
