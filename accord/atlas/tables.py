"""The reference tables of `data/`, as fields of the models they fill."""

import csv
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from accord.atlas.models import LANGUAGES
from accord.base.sorting import sort_key

DATA = Path(__file__).parent / "data"
SITUATIONS = ("LDC", "LLDC", "SIDS")
UN = "United Nations Statistics Division, M49; UNTERM"
GOALS = "A/RES/70/1 and A/RES/71/313, as collected by Open SDG"
CLDR = "Unicode CLDR"

Fields = dict[str, Any]


def regions() -> list[Fields]:
    """Return the regions, parents before their parts."""
    return [
        {
            "m49": row["m49"],
            "parent_id": row["parent"] or None,
            "names": by_language(row, "name"),
            "official": dict.fromkeys(LANGUAGES, True),
            "source": UN,
        }
        for row in _rows("regions.csv")
    ]


def countries() -> list[Fields]:
    return [_country(row) for row in _rows("countries.csv")]


def _country(row: dict[str, str]) -> Fields:
    names = by_language(row, "name")
    unofficial = row["unofficial"].split()
    return {
        "iso3": row["iso3"],
        "iso2": row["iso2"],
        "m49": row["m49"],
        "region_id": row["region"],
        "is_independent": row["is_independent"] == "1",
        "latitude": Decimal(row["latitude"]),
        "longitude": Decimal(row["longitude"]),
        "names": names,
        "formal_names": by_language(row, "formal"),
        "sort_names": {language: sort_key(name) for language, name in names.items()},
        "official": {language: language not in unofficial for language in LANGUAGES},
        "source": UN,
    }


def memberships() -> dict[str, set[tuple[str, int | None]]]:
    """Return (code of the group, year or None) for each country."""
    found: dict[str, set[tuple[str, int | None]]] = {}
    for row in _rows("countries.csv"):
        situations = {(code, None) for code in SITUATIONS if row[code] == "1"}
        found[row["iso3"]] = set(situations)
    for row in _rows("income.csv"):
        years = range(int(row["first"]), int(row["last"]) + 1)
        found[row["iso3"]].update((row["group"], year) for year in years)
    return found


def goals(kind: str) -> list[Fields]:
    """Return the goals, targets or indicators, in their own order.

    A target's parent is under `goal`, an indicator's under `target`, by code.
    """
    found = []
    for position, row in enumerate(_rows(f"{kind}.csv"), start=1):
        names = by_language(row, "name")
        # The short Arabic titles of the collection are not those of the resolution.
        rendered = {"ar"} if kind == "goals" else set()
        fields = {
            "code": row["code"],
            "names": names,
            "official": {language: language not in rendered for language in names},
            "definition": by_language(row, "definition"),
            "position": position,
            "source": GOALS,
        }
        parent = row["code"].rpartition(".")[0]
        if kind == "targets":
            fields["goal"] = parent
        if kind == "indicators":
            fields |= {"target": parent, "custodian": row["custodian"]}
        found.append(fields)
    return found


def languages() -> list[Fields]:
    return [
        {
            "code": row["code"],
            "names": by_language(row, "name"),
            "own_name": row["own_name"],
            "is_right_to_left": row["is_right_to_left"] == "1",
            "position": position,
            "source": CLDR,
        }
        for position, row in enumerate(_rows("languages.csv"), start=1)
    ]


def vocabulary() -> dict[str, list[Fields]]:
    """Return the terms of vocabulary.toml by the name of their model."""
    tables = tomllib.loads((DATA / "vocabulary.toml").read_text("utf-8"))
    sources = tables.pop("sources")
    return {
        model: [
            _term(entry, position, sources) for position, entry in enumerate(terms, 1)
        ]
        for model, terms in tables.items()
    }


def _term(entry: Fields, position: int, sources: dict[str, str]) -> Fields:
    official = entry.pop("official", [])
    return {
        "names": {language: entry.pop(language) for language in LANGUAGES},
        "official": {language: language in official for language in LANGUAGES},
        "short_names": entry.pop("short", {}),
        "definition": entry.pop("definition", {}),
        "position": position,
        "source": sources[entry.pop("source")],
        **entry,
    }


def by_language(row: dict[str, str], column: str) -> dict[str, str]:
    """Return the cells `column`_en, `column`_fr and so on that say something."""
    return {
        language: row[f"{column}_{language}"]
        for language in LANGUAGES
        if row.get(f"{column}_{language}")
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
