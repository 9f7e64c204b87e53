"""The code lists of the standard that the reader checks against."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list; a withdrawn code stays readable in older files."""

    code: str
    names: Mapping[str, str]
    is_withdrawn: bool


@cache
def codelist(name: str) -> Mapping[str, Code]:
    """The list by its name in the standard, such as "Country", in the list's order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Code(
                code=row["code"],
                names={lang: row[lang] for lang in ("en", "fr") if row[lang]},
                is_withdrawn=bool(row["withdrawn"]),
            )
            for row in csv.DictReader(file)
        }
