"""Countries, regions and groups of the sources, and what they are called in files."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tally.series.reasons import refuse_cell

FOLDER = Path(__file__).parent / "data"
LONGEST_NAME = 120
# Codes of regions and groups of ILOSTAT that the table does not name.
ILO_AGGREGATE = re.compile(r"X\d\d")
PLAUSIBLE = re.compile(r"[^\W_][\w .,:;()/&'’`+*-]*")


@dataclass(frozen=True, slots=True)
class Area:
    """A country, region or group: its code in the tidy schema and its kind."""

    code: str
    kind: str
    m49: str
    name: str


@cache
def areas() -> Mapping[str, Area]:
    """All areas of the table by their code."""
    with (FOLDER / "areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Area(**row) for row in csv.DictReader(file)}


@cache
def by_number() -> Mapping[str, Area]:
    return {area.m49: area for area in areas().values() if area.m49}


@cache
def by_name() -> Mapping[str, Area]:
    """Areas by their names and other names, folded."""
    known = {}
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known[folded(row["alias"])] = areas()[row["code"]]
    # A name of the UN counts before the same one of another source.
    for area in sorted(areas().values(), key=lambda a: (not a.m49, a.code)):
        known.setdefault(folded(area.name), area)
    return known


def folded(name: str) -> str:
    """A name without case, accents, punctuation and articles."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and "))
    letters = "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", letters).split()
    return " ".join(word for word in words if word != "the")


def resolved(code: str, name: str = "") -> tuple[str, str]:
    """The code and kind of an area as a file names it, by code, number or name.

    An area that the table does not have keeps its own code, with the kind `other`: a
    source may know more of the world than we do. What can be no area raises
    `CellRefused`.
    """
    text = code.strip() or name.strip()
    if not text:
        raise refuse_cell("area_missing")
    if text.isascii() and text.isdigit():
        known = by_number().get(text.zfill(3)) or areas().get(text.zfill(3))
        if known is None and len(text) > 6:
            raise refuse_cell("area_impossible", value=text)
        return (known.code, known.kind) if known else (text.zfill(3), "other")
    known = areas().get(text.upper()) or by_name().get(folded(text))
    if known is None and name.strip():
        known = by_name().get(folded(name))
    if known is not None:
        return known.code, known.kind
    if ILO_AGGREGATE.fullmatch(text):
        return text, "group"
    if len(text) > LONGEST_NAME or not PLAUSIBLE.fullmatch(text):
        raise refuse_cell("area_impossible", value=text)
    return text, "other"
