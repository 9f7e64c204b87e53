"""Lists as tables: one row an entry, columns recognised by their heads."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from tally import sheets
from tally.listed.model import Kind, Listed
from tally.listed.reasons import refuse
from tally.names import key as name_key

# In en, fr, es, ar; compared without capitals, spaces and marks.
HEADS = {
    "key": "id uid number reference ref dataid numéro numero référence referencia "
    "الرقم",
    "name": "name fullname primaryname nom nombre nomcomplet nombrecompleto الاسم",
    "aliases": "alias aliases aka alsoknownas othernames autresnoms otrosnombres "
    "alias1 alias2 alias3 formername formernames anciennom antiguonombre أسماءأخرى",
    "kind": "type kind entitytype sdntype tipo nature النوع",
    "note": "note notes remarks program programme reason grounds motif motivo "
    "remarques observaciones السبب",
}
_PERSON = re.compile(
    r"^(p|i|individual|person|natural|personne|persona|فرد)", re.IGNORECASE
)
_ORGANIZATION = re.compile(
    r"^(e|entity|organi|company|legal|vessel|entité|entidad|empresa|كيان)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
LIMITS = sheets.Limits(rows=200_000, megabytes=40, unpacked_megabytes=100)


def read(source: BinaryIO) -> tuple[str, Iterator[tuple[int, Listed]]]:
    """Return the shape and the entries with the row each stands in."""
    try:
        sheet = sheets.read(source, limits=LIMITS)
    except sheets.FileRefused as refused:
        raise refuse("unreadable_table", detail=str(refused)) from None
    columns = _columns(sheet.header)
    if "name" not in columns.values():
        raise refuse("no_name_column", found=", ".join(filter(None, sheet.header)))
    shape = "xlsx" if sheet.is_workbook else "csv"
    return shape, (_entry(row, columns) for row in sheet.rows)


def _columns(header: tuple[str, ...]) -> dict[int, str]:
    known = {
        head.casefold(): what for what, heads in HEADS.items() for head in heads.split()
    }
    found = {}
    for at, head in enumerate(header):
        what = known.get(re.sub(r"[\W_]", "", head).casefold())
        if what:
            found[at] = what
    return found


def _entry(row: sheets.Row, columns: dict[int, str]) -> tuple[int, Listed]:
    told: dict[str, list[str]] = {what: [] for what in HEADS}
    for at, what in columns.items():
        cell = row.cells[at]
        text = "" if cell is None else " ".join(str(cell).split(" ")).strip()
        if text:
            told[what] += _BETWEEN.split(text) if what == "aliases" else [text]
    names = tuple(dict.fromkeys(filter(None, told["name"] + told["aliases"])))
    key = told["key"][0] if told["key"] else name_key(names[0]) if names else ""
    kind = told["kind"][0] if told["kind"] else ""
    return row.number, Listed(key, _kind(kind), names, " ".join(told["note"]))


def _kind(told: str) -> Kind:
    if _PERSON.match(told):
        return Kind.PERSON
    return Kind.ORGANIZATION if _ORGANIZATION.match(told) else Kind.UNKNOWN
