"""Single cells: read as they stand, or refused with what to do. Nothing is guessed."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.base.imports.fields import folded
from accord.base.imports.tables import Cell, Row, text_of
from tally.sheets import CellRefused, values
from tally.sheets.periods import Period, parse_period

_BETWEEN = re.compile(r"[;؛|\n]")
_MAYBE_BETWEEN = re.compile(r",|،|/|&|\band\b|\bet\b|\by\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9.-]{1,40} – ")
# What people write where they have nothing to say, as `folded` compares it.
_SILENT = {
    "n a", "na", "n d", "nd", "s o", "s d", "tbd", "tbc", "t b d", "t b c", "nil",
    "none", "null", "nan", "not applicable", "not available", "not yet known",
    "unknown", "to be determined", "to be confirmed", "to be defined", "not specified",
    "non applicable", "sans objet", "a definir", "a determiner", "a preciser",
    "a confirmer", "inconnu", "inconnue", "aucun", "aucune", "neant", "non disponible",
    "no aplica", "no disponible", "por definir", "por determinar", "por confirmar",
    "ninguno", "ninguna", "desconocido", "desconocida", "sin datos", "غير متوفر",
    "غير محدد", "لا ينطبق", "لا يوجد",
}  # fmt: skip
# What people write for a day that is not set.
_OPEN = {
    "ongoing", "on going", "continuous", "continuing", "permanent", "open", "present",
    "open ended", "open end", "indefinite", "already started", "to date", "en cours",
    "no end date", "continu", "continue", "en continu", "permanente", "indetermine",
    "en curso", "continuo", "indefinido", "en marcha", "laufend", "مستمر", "جار",
    "جاري",
}  # fmt: skip
# Excel holds 32,767 characters in a cell.
_NEARLY_ALL = 32_000
LONGEST_SHOWN = 80
# Of so many unknown names alike ones are looked for, and of none that is longer: each
# is compared with all there are.
_MOST_COMPARED, _LONGEST_COMPARED = 100, 120


class Unreadable(Exception):
    """A cell cannot be taken over. The sentence says why, and what would do."""

    def __init__(
        self, template: str, told: Mapping[str, str | int] | None = None
    ) -> None:
        self.template = template
        self.values = dict(told or {})
        super().__init__(template.format_map(self.values))

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken over: where it is, what it says, and why not."""

    position: int
    column: str
    value: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def to_json(self) -> list[Any]:
        return [
            self.position,
            self.column,
            self.value,
            self.template,
            dict(self.values),
        ]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Fault":
        return cls(*stored)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


def shown(text: str) -> str:
    """Return a value as a sentence quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def day(cell: Cell) -> date | None:
    """Read a true date or year-month-day. 03/04/2024 is two days: it is refused."""
    return _read(values.parse_date, cell)


def period(cell: Cell) -> Period | None:
    """Read a day, a month, a part of a year or a year, with its first and last day."""
    found: Period | None = _read(parse_period, cell)
    return found


def is_silent(text: str) -> bool:
    """Say whether a cell that is filled tells nothing: "N/A", "TBD", a dash."""
    # "#N/A" is no word of a person but a formula that failed.
    is_word = not text.startswith("#")
    return is_word and (folded(text) in _SILENT or not any(map(str.isalnum, text)))


def is_open(text: str) -> bool:
    """Say whether a day is told to be open: "ongoing", "en cours"."""
    return folded(text) in _OPEN


def decimal(cell: Cell) -> Decimal | None:
    """Read a number; 1,234 is two numbers: it is refused."""
    return _read(values.parse_decimal, cell)


def refuse_error(cell: Cell) -> None:
    """Raise `Unreadable` where a formula failed and its cell shows such as #REF!."""
    _read(values.text_of, cell)


def pairs(text: str) -> list[tuple[str, str]]:
    """Read "name: what it does; name", as our own exports write it."""
    return list(_read(values.parse_pairs, text))


def same(one: Cell, other: Cell) -> bool:
    """Say whether two cells tell the same, as far as sheets can carry it."""
    first, second = plain(text_of(one)), plain(text_of(other))
    if isinstance(other, bool):
        return first.lower() == second.lower()
    if isinstance(other, Decimal):
        try:
            return Decimal(first) == other
        except InvalidOperation:
            return False
    if isinstance(one, str) and len(first) > _NEARLY_ALL:
        # A workbook cuts longer texts, with a sentence at the end that says so.
        return first == second or second.startswith(first[:_NEARLY_ALL])
    return first == second


def mended(row: Row, mends: Mapping[str, str]) -> Row:
    """Return a row with the cells that a person mended, by position."""
    places = {int(each): text for each, text in mends.items() if each.isdecimal()}
    if not places:
        return row
    width = max(len(row.cells), *(place + 1 for place in places))
    filled = (places.get(place, row.cell(place)) for place in range(width))
    return Row(row.number, tuple(filled))


def _read(parse: Callable[[Cell], Any], cell: Cell) -> Any:
    try:
        return parse(cell)
    except CellRefused as refused:
        raise Unreadable(refused.reason.template, refused.reason.values) from refused


class Names:
    """Codes by any of their names, in any language, accents and capitals aside.

    A name that several codes have is known to be ambiguous.
    """

    def __init__(self, of_what: str) -> None:
        # Completes "There is no … “x”": a sentence of the catalogues.
        self.of_what = of_what
        self._codes: dict[str, set[str]] = {}
        self._shown: dict[str, list[str]] = {}
        self._near: dict[str, list[str]] = {}

    def add(self, code: str, *names: object) -> None:
        for name in names:
            key = folded(str(name or ""))
            if key:
                self._codes.setdefault(key, set()).add(code)
                self._shown.setdefault(key, []).append(str(name))

    def find(self, text: str) -> set[str]:
        return self._codes.get(folded(text), set())

    def near(self, text: str) -> list[str]:
        """Return names that are nearly the same, if the file has not too many.

        Of names that differ in accents only, the likest one is returned.
        """
        name = folded(text)
        is_compared = len(name) <= _LONGEST_COMPARED
        if name not in self._near and is_compared and len(self._near) < _MOST_COMPARED:
            keys = get_close_matches(name, self._codes, n=3, cutoff=0.75)
            self._near[name] = [
                max(self._shown[key], key=lambda each: _likeness(each, text))
                for key in keys
            ]
        return self._near.get(name, [])

    def code(self, text: str) -> str:
        """Return the one code of a name; raises `Unreadable` for none or several."""
        found = self.find(text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise Unreadable(
                gettext_noop("“{value}” may be {codes}; write the one that is meant."),
                {"value": shown(text), "codes": ", ".join(sorted(found))},
            )
        near = self.near(text)
        if near:
            raise Unreadable(
                gettext_noop(
                    "“{value}” is not known here. Is one of these meant: {near}?"
                ),
                {"value": shown(text), "near": "; ".join(near)},
            )
        raise Unreadable(self.of_what, {"value": shown(text)})


def _likeness(one: str, other: str) -> float:
    """Say how much two texts are alike, accents and capitals included."""
    return SequenceMatcher(None, one, other).ratio()


def several(text: str, read: Callable[[str], str]) -> list[str]:
    """Read a list of names. Semicolons part it; commas only where every part is known.

    "Korea, Republic of" is one name; "Belgium, France" are two.
    """
    found: dict[str, None] = {}
    for part in (each.strip() for each in _BETWEEN.split(text)):
        if not part:
            continue
        # Our own lists offer "SEN – Senegal".
        name = part.partition(" – ")[0].strip() if _CODE.match(part) else part
        try:
            found[read(name)] = None
        except Unreadable:
            parts = [each.strip() for each in _MAYBE_BETWEEN.split(part)]
            inner = _all(filter(None, parts), read) if len(parts) > 1 else None
            if not inner:
                raise
            found |= dict.fromkeys(inner)
    return list(found)


def _all(parts: Iterable[str], read: Callable[[str], str]) -> list[str] | None:
    try:
        return [read(part) for part in parts]
    except Unreadable:
        return None


def plain(text: str) -> str:
    """Return a text as a sheet can carry it, to see whether two are the same.

    Sheets lose what XML cannot hold, carriage returns and blanks at the ends.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in text if c in "\n\t" or (ord(c) >= 32 and not _is_lost(c)))
    return "".join(kept).strip()


def _is_lost(character: str) -> bool:
    return "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff"


def paragraphs(text: str) -> str:
    """Return a text with one blank line between its paragraphs, lines kept."""
    lines = [" ".join(line.split()) for line in plain(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_SENTENCE = re.compile(r"(?<=[.!?…。؟])[\"”»')\]]*\s+(?=\S)")


def first_sentence(text: str, limit: int) -> str:
    """Return the first sentence, cut at a word where it is longer than `limit`."""
    first = paragraphs(text).split("\n")[0]
    sentence = ""
    for part in _SENTENCE.split(first):
        sentence = f"{sentence} {part}".strip()
        # "Art. 5" and "e.g." are no sentences.
        if len(sentence) > limit:
            break
        if len(sentence) > 20 and not re.search(r"\b\w{1,3}\.$", sentence):
            break
    if len(sentence) <= limit:
        return sentence
    cut = (
        sentence[: limit - 1].rsplit(" ", 1)[0]
        if " " in sentence[: limit - 1]
        else (sentence[: limit - 1])
    )
    return f"{cut.rstrip(' ,;:–-')}…"


def same_words(text: str, standing: str) -> bool:
    """Say whether a text is the one that stands but for how blanks are written.

    Spreadsheet programs turn non-breaking spaces and line ends into others.
    """
    return text.split() == standing.split()
