"""What a snapshot says of itself: Data Package v2, and CSV on the Web."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from accord.base.history import Head
from accord.snapshots.files import File
from accord.snapshots.schema import Column, Reference, Table, Text
from accord.snapshots.tables import TABLES

LANGUAGES = ("en", "fr", "es")
_PROFILES = "https://datapackage.org/profiles/2.0"
_PARQUET = "application/vnd.apache.parquet"
_CSVW_TYPES = {"uri": "anyURI", "number": "decimal"}


@dataclass(frozen=True, slots=True)
class About:
    """Which snapshot, made when, and where history stood."""

    name: str
    made_at: datetime
    head: Head

    @property
    def address(self) -> str:
        return address_of(self.name)


def address_of(name: str, file: str = "") -> str:
    """Return the permanent address of a snapshot, or of a file in it."""
    return f"{settings.PUBLIC_URL}/data/{name}/{file}"


def title(name: str) -> str:
    return f"{settings.COALITION_NAME['en']}: partners and actions, {name}"


def english(text: Text) -> str:
    with override("en"):
        return str(text)


def by_language(text: Text) -> list[dict[str, str]]:
    """Return a text in each language of the interface, as JSON-LD says it."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append({"@value": str(text), "@language": language})
    return found


def data_package(about: About, files: dict[str, File]) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"accord-{about.name}",
        "id": about.address,
        "title": title(about.name),
        "description": (
            "All public data of the coalition on one day. CSV files are raw: values "
            "stand as they were entered, and nothing guards a spreadsheet from what "
            "looks like a formula."
        ),
        "homepage": f"{settings.PUBLIC_URL}/en/data/{about.name}/",
        "version": about.name,
        "created": about.made_at.isoformat(timespec="seconds"),
        "licenses": [{"path": settings.LICENCE_URL, "title": settings.LICENCE_NAME}],
        "contributors": [
            {"title": settings.COALITION_NAME["en"], "roles": ["publisher"]}
        ],
        "keywords": ["social justice", "decent work", "partnerships"],
        # The public head of history when this was made: proves that it was not later.
        "history": {"count": about.head.count, "digest": about.head.digest},
        "resources": [_resource(each, files) for each in TABLES],
    }


def _resource(table: Table, files: dict[str, File]) -> dict[str, Any]:
    file = files[f"{table.name}.csv"]
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name.replace("_", "-"),
        "type": "table",
        "path": file.name,
        "title": english(table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rowCount": file.rows,
        "dialect": {
            "$schema": f"{_PROFILES}/tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(each) for each in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(table, each) for each in table.references],
            "missingValues": [""],
        },
        # As a resource of its own, validators without a Parquet reader refuse it.
        "alternates": [_parquet(files[f"{table.name}.parquet"])],
    }


def _parquet(file: File) -> dict[str, Any]:
    return {
        "path": file.name,
        "format": "parquet",
        "mediatype": _PARQUET,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rowCount": file.rows,
    }


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.kind == "uri" else column.kind,
        "title": english(column.title),
    }
    if column.kind == "uri":
        told["format"] = "uri"
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if constraints:
        told["constraints"] = constraints
    return told


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    return {
        "fields": list(reference.columns),
        "reference": {
            "resource": ""
            if reference.table == table.name
            else reference.table.replace("_", "-"),
            "fields": list(key_of(reference.table)),
        },
    }


def key_of(name: str) -> tuple[str, ...]:
    return next(each.key for each in TABLES if each.name == name)


def csvw(about: About, table: Table) -> dict[str, Any]:
    """Describe one table, in the file that readers look for beside it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **_csvw_table(table),
        "dc:license": {"@id": settings.LICENCE_URL},
        "dc:isPartOf": {"@id": about.address},
    }


def csvw_group(about: About) -> dict[str, Any]:
    """Describe all tables, with the keys that lead from one to another."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": title(about.name),
        "dc:license": {"@id": settings.LICENCE_URL},
        "dc:created": {
            "@value": about.made_at.isoformat(timespec="seconds"),
            "@type": "xsd:dateTime",
        },
        "tables": [_csvw_table(each, with_references=True) for each in TABLES],
    }


def _csvw_table(table: Table, *, with_references: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_csvw_column(each) for each in table.columns],
        "primaryKey": list(table.key),
    }
    # CSV on the Web knows no foreign key that may be empty.
    required = {each.name for each in table.columns if each.required}
    references = [
        each for each in table.references if required.issuperset(each.columns)
    ]
    if with_references and references:
        schema["foreignKeys"] = [
            {
                "columnReference": list(each.columns),
                "reference": {
                    "resource": f"{each.table}.csv",
                    "columnReference": list(key_of(each.table)),
                },
            }
            for each in references
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": by_language(table.title),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": schema,
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": by_language(column.title),
        "datatype": _CSVW_TYPES.get(column.kind, column.kind),
    }
    if column.allowed:
        told["datatype"] = {"base": "string", "format": "|".join(column.allowed)}
    if column.required:
        told["required"] = True
    return told
