"""The registry of `data/`: units, sources, indicators and lines, as fields of models.

What is published is data: a new indicator is an entry of a file, not code.
"""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from accord.atlas.models import FALLBACK, LANGUAGES

DATA = Path(__file__).parent / "data"
POLARITIES = {"lower": -1, "none": 0, "higher": 1}

Fields = dict[str, Any]


def units() -> list[Fields]:
    """Return the units; what a difference of two values is in stands by its code."""
    return list(_named(_read("units.toml")["unit"]))


def sources() -> list[Fields]:
    return list(_named(_read("sources.toml")["source"]))


def indicators() -> list[Fields]:
    """Return the indicators, in the order of files and entries.

    Challenges, pillar, global indicator and unit stand by their codes, the lines as
    `lines` says them.
    """
    found = [
        entry
        for path in sorted((DATA / "indicators").glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["indicator"]
    ]
    return [_indicator(entry) for entry in _named(found)]


def _indicator(entry: Fields) -> Fields:
    target = entry.pop("target", {})
    fields = {
        "polarity": POLARITIES[entry.pop("polarity")],
        "worth": _decimal(entry.pop("worth", None)),
        "target": _decimal(target.get("value", target.get("factor"))),
        "target_kind": "factor" if "factor" in target else "value",
        "target_year": target.get("year"),
        "baseline_year": target.get("baseline"),
        "lines": [_line(each) for each in entry.pop("lines", [])],
    }
    texts = {
        name: entry.pop(name, {})
        for name in ("populations", "formulas", "caveats", "wanted")
    }
    defaults = {"age_band": "", "global_indicator": None, "pillar": None, "weight": ""}
    return {**defaults, **texts, **fields, **entry}


def corrections() -> list[Fields]:
    """Return the known faults of the files stored here, as `operations.decide` asks."""
    return _read("corrections.toml")["correction"]


def extracts() -> list[Fields]:
    """Return what is said of each official file that comes with Accord."""
    return _read("extracts.toml")["extract"]


def _line(entry: Fields) -> Fields:
    defaults = {
        "sex": "T",
        "given_sex": "",
        "age": "_T",
        "dimensions": {},
        "definition": "",
        "definition_keys": [],
        "plus": [],
        "basis": "",
    }
    return {**defaults, **entry, "factor": _decimal(entry.get("factor", 1))}


def _named(entries: list[Fields]) -> Iterator[Fields]:
    """Yield entries with the fields that all of them have, in their order."""
    for position, entry in enumerate(entries, 1):
        official = entry.pop("official", [])
        yield {
            "short_names": {},
            "definition": {},
            "official": {language: language in official for language in LANGUAGES},
            "position": position,
            **entry,
        }


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


@cache
def definitions() -> Mapping[str, Mapping[str, str]]:
    """Return what each definition of a line is called, by language."""
    return _read("definitions.toml")


def definition_name(key: str, language: str) -> str:
    """Return what the definition of a line is called, its key where nobody named it.

    Behind a colon stands what tells lines of one series apart, in the source's words.
    """
    code, _colon, detail = key.partition(":")
    names = definitions().get(code, {})
    name = names.get(language) or names.get(FALLBACK) or code
    return f"{name} ({detail})" if detail else name


def _read(name: str) -> Fields:
    return tomllib.loads((DATA / name).read_text("utf-8"))
