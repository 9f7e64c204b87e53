"""Look over the cells of a sheet's XML before it is parsed as a whole.

The parser makes a rectangle of all cells between the first and the last: one cell at
the far corner would cost gigabytes. It also forgets which cells show an error.
"""

import re
from dataclasses import dataclass

from tally.sheets.archive import Parts
from tally.sheets.model import Limits, column_index, column_letters
from tally.sheets.reasons import refuse

# Every cell of the rectangle is held in memory, said or not.
_MOST_CELLS = 4_000_000
_ATTRIBUTES = rb"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*(/?)>"""
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(c|row)(?=[\s/>])(?:" + _ATTRIBUTES + rb")?")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c\s([^>]*?\bt\s*=\s*["']e["'][^>]*)>(.*?)</(?:[\w.-]+:)?c>""",
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v>([^<]{1,20})</")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True)
class _Spread:
    rows: int = 0
    columns: int = 0
    row: int = 0
    column: int = 0


def check_spread(part: str, content: bytes, limits: Limits) -> None:
    """Refuse a sheet whose cells span more than is read, naming the cell."""
    spread = _Spread()
    most_rows = max(limits.rows * 4, 100)
    for match in _ROW_OR_CELL.finditer(content):
        kind, attributes, closed = match.groups()
        if attributes is None:
            raise refuse("archive_broken", detail=f"{part} is not well formed")
        place = _PLACE.search(attributes)
        if kind == b"row":
            spread.row = int(place[2]) if place else spread.row + 1
            spread.column = 0
            continue
        if place:
            spread.row = int(place[2])
            spread.column = column_index(place[1].decode("ascii")) + 1
        else:
            spread.column += 1
        if closed:
            continue
        spread.rows = max(spread.rows, spread.row)
        spread.columns = max(spread.columns, spread.column)
        too_far = spread.rows > most_rows or spread.columns > limits.columns * 4
        if too_far or spread.rows * spread.columns > _MOST_CELLS:
            where = f"{column_letters(max(spread.column - 1, 0))}{spread.row}"
            raise refuse("sheet_spread", sheet=part.rpartition("/")[2], place=where)


def error_cells(parts: Parts, sheet: str) -> dict[tuple[int, int], str]:
    """Return the cells of a sheet that show an error, by row and column from 0."""
    content = parts.files.get(_part_of(parts, sheet), b"")
    found: dict[tuple[int, int], str] = {}
    if not re.search(rb"""\bt\s*=\s*["']e["']""", content):
        return found
    for attributes, inside in _ERROR_CELL.findall(content):
        place = _PLACE.search(b" " + attributes)
        value = _VALUE.search(inside)
        if place and value:
            row, column = int(place[2]) - 1, column_index(place[1].decode("ascii"))
            found[row, column] = value[1].decode("utf-8", "replace")
    return found


def _part_of(parts: Parts, sheet: str) -> str:
    """Return the name of the part in which the sheet of this name is."""
    book = parts.files.get("xl/workbook.xml", b"")
    relations = parts.files.get("xl/_rels/workbook.xml.rels", b"")
    targets = {}
    for found in _RELATION.findall(relations):
        relation = dict(_ATTRIBUTE.findall(found))
        targets[relation.get(b"Id")] = relation.get(b"Target", b"")
    for found in _SHEET.findall(book):
        attributes = dict(_ATTRIBUTE.findall(found))
        if _unescaped(attributes.get(b"name", b"")) != sheet:
            continue
        key = next((v for k, v in attributes.items() if k.endswith(b":id")), b"")
        target = targets.get(key, b"").decode("utf-8", "replace")
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _unescaped(value: bytes) -> str:
    text = value.decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
