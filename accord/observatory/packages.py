"""What describes the file of an indicator to programs: Data Package v2, and CSVW."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from accord.atlas.models import LANGUAGES
from accord.observatory import taking
from accord.observatory.columns import COLUMNS, ObservationColumn
from accord.observatory.models import Indicator, Source

_PROFILES = "https://datapackage.org/profiles/2.0"
_KEY = ("indicator", "area", "definition", "sex", "age", "dimensions", "time")
_TYPES = {"double": "number"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its name, its size in bytes, and its digest."""

    name: str
    size: int
    sha256: str


def data_package(
    indicator: Indicator, page: str, sources: Sequence[Source], file: Written
) -> dict[str, Any]:
    """Describe the file of an indicator that was made for the page at `page`."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": indicator.code,
        "id": page,
        "title": indicator.names["en"],
        "description": indicator.definition.get("en", ""),
        "homepage": page,
        "version": taking.edition(),
        "licenses": _licences(sources),
        "sources": [
            {"title": each.names["en"], **({"path": each.url} if each.url else {})}
            for each in sources
        ],
        "contributors": [
            {"title": settings.COALITION_NAME["en"], "roles": ["publisher"]}
        ],
        "resources": [
            {
                "$schema": f"{_PROFILES}/dataresource.json",
                "name": indicator.code,
                "type": "table",
                "path": file.name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": file.size,
                "hash": f"sha256:{file.sha256}",
                "schema": {
                    "$schema": f"{_PROFILES}/tableschema.json",
                    "fields": [_field(each) for each in COLUMNS],
                    "primaryKey": list(_KEY),
                    "missingValues": [""],
                },
            }
        ],
    }


def csvw(indicator: Indicator, sources: Sequence[Source], name: str) -> dict[str, Any]:
    """Describe the CSV file called `name`, as readers look for beside it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": [
            {"@value": text, "@language": language}
            for language, text in indicator.names.items()
        ],
        "dc:license": [
            {"@id": each["path"]} for each in _licences(sources) if "path" in each
        ],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {
            "columns": [
                {
                    "name": each.name,
                    "titles": each.name,
                    "dc:description": [
                        {"@value": in_language(each.meaning, code), "@language": code}
                        for code in LANGUAGES
                    ],
                    "datatype": each.datatype,
                }
                for each in COLUMNS
            ],
            "primaryKey": list(_KEY),
        },
    }


def in_language(text: str | Promise, language: str) -> str:
    with override(language):
        return str(text)


def _licences(sources: Sequence[Source]) -> list[dict[str, str]]:
    """Return each licence once, with its address where it has one."""
    found = {each.licence: each.licence_url for each in sources}
    return [
        {"title": title, **({"path": url} if url else {})}
        for title, url in found.items()
    ]


def _field(column: ObservationColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES.get(column.datatype, column.datatype),
        "title": in_language(column.meaning, "en"),
    }
