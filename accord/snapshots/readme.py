"""The page for people in each snapshot, in three languages."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from accord.snapshots.description import (
    LANGUAGES,
    About,
    address_of,
)
from accord.snapshots.files import File
from accord.snapshots.schema import Table
from accord.snapshots.tables import TABLES


def file_name(language: str) -> str:
    return "README.md" if language == "en" else f"README.{language}.md"


def pages(about: About, files: dict[str, File]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found[file_name(language)] = render_to_string(
                "snapshots/readme.txt",
                {
                    "about": about,
                    "coalition": settings.COALITION_NAME[language],
                    "licence": settings.LICENCE_NAME,
                    "licence_url": settings.LICENCE_URL,
                    "readings": readings(about.name),
                    "tables": [_told(each, files) for each in TABLES],
                },
            )
    return found


_PANDAS = """\
import pandas
actions = pandas.read_csv(
    '{csv}',
    keep_default_na=False, na_values=[''],
    parse_dates=['starts_on', 'ends_on'],
)"""
_READINGS = (
    ("DuckDB", "SELECT * FROM read_parquet('{parquet}');"),
    ("Python (pandas)", _PANDAS),
    ("R", "actions <- read.csv('{csv}', na.strings = '', encoding = 'UTF-8')"),
)


def readings(name: str) -> list[tuple[str, str]]:
    """Return, for each tool that readers use, a whole example that reads a table."""
    places = {each: address_of(name, f"actions.{each}") for each in ("csv", "parquet")}
    return [(tool, example.format(**places)) for tool, example in _READINGS]


def _told(table: Table, files: dict[str, File]) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "rows": files[f"{table.name}.csv"].rows,
        "key": ", ".join(table.key),
        "columns": table.columns,
        "references": [
            (", ".join(each.columns), each.table) for each in table.references
        ],
    }
