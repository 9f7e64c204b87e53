"""What the small parts of a workbook say: where its sheets are, how long its texts.

Cells repeat a text by its number, and sheets may lie in one part: so a small file can
say a great deal. It is counted here before anything repeats it.
"""

from typing import Any
from xml.parsers import expat

from tally.sheets.archive import Parts
from tally.sheets.reasons import refuse

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"


def part_by_sheet(parts: Parts) -> dict[str, str]:
    """Return by the name of each sheet the part in which it is.

    A part is read once for each sheet that lies in it, so there may be one alone.
    """
    targets = {
        each.get("Id", ""): _part_at(each.get("Target", ""))
        for each in _elements(parts, _RELATIONS, "Relationship")
    }
    found: dict[str, str] = {}
    known = {name.casefold(): name for name in parts.files}
    for sheet in _elements(parts, _BOOK, "sheet"):
        relation = next((v for k, v in sheet.items() if k.endswith(":id")), "")
        part = known.get(targets.get(relation, ""), "")
        if part and part in found.values():
            raise refuse("archive_broken", detail="two sheets lie in one part")
        found.setdefault(sheet.get("name", ""), part)
    return found


def _part_at(target: str) -> str:
    path = target.replace("\\", "/").lstrip("/").casefold()
    return path if path.startswith("xl/") else f"xl/{path}"


def _elements(parts: Parts, part: str, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of all elements with this name, whatever its prefix."""
    found: list[dict[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    reader = expat.ParserCreate()
    reader.StartElementHandler = begin
    _parse(reader, parts, part)
    return found


def lengths_of_texts(parts: Parts) -> list[int]:
    """Return how many bytes each of the texts has that cells name by number."""
    lengths: list[int] = []
    is_inside = False

    def begin(name: str, _attributes: Any) -> None:
        nonlocal is_inside
        if name.rpartition(":")[2] == "si" and not is_inside:
            is_inside = True
            lengths.append(0)

    def end(name: str) -> None:
        nonlocal is_inside
        is_inside = is_inside and name.rpartition(":")[2] != "si"

    def add(text: str) -> None:
        if is_inside:
            lengths[-1] += len(text.encode())

    reader = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartElementHandler, reader.EndElementHandler = begin, end
    reader.CharacterDataHandler = add
    _parse(reader, parts, _STRINGS)
    return lengths


def _parse(reader: Any, parts: Parts, part: str) -> None:
    content = parts.files.get(part)
    if content is None:
        return
    try:
        # What declares a document type was refused before.
        reader.Parse(content)
        reader.Parse(b"", 1)
    except expat.ExpatError as error:
        raise refuse("archive_broken", detail=f"{part} is not well formed") from error
