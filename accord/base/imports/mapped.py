"""Mappings kept under names, and those that come as a file of the operator."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop

from accord.base.exchange import columns as exchange
from accord.base.imports import tables
from accord.base.imports.fields import Vocabulary
from accord.base.imports.mapping import (
    ColumnMap,
    Fits,
    applied,
    columns_of,
    digest_of_heads,
    find_header,
    header_in,
    recognised,
)
from accord.base.imports.tables import Refused, Table, text_of
from accord.base.models import SavedMapping

SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class Own:
    """A file that left here. `is_guarded` says that its texts carry our apostrophe."""

    columns: ColumnMap
    is_guarded: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """What the sheets of one kind of record hold, and how their columns are known."""

    what: str
    # The sentence for an export of something else, which is `{what}`.
    of_another: str
    columns: Sequence[exchange.Column]
    vocabulary: Vocabulary
    fits: Fits


def opened(
    source: BinaryIO, name: str, kind: Kind
) -> tuple[Table, Own | None, ColumnMap]:
    """Read a file with its columns; raises `Refused` if there is no table to read."""
    table = tables.read(source, name)
    if table.what and not table.what.startswith(f"accord:{kind.what}:"):
        raise Refused(kind.of_another, {"what": table.what.split(":")[1]})
    ours = own(table, kind.columns)
    if ours:
        return table, ours, ours.columns
    if len(table.rows) < 2:
        raise Refused(tables.NO_ROWS)
    return table, None, proposed(table, kind.vocabulary, kind.fits)


def own(table: Table, columns: Sequence[exchange.Column]) -> Own | None:
    """Return an export or template of ours with its columns; None for other files."""
    if not table.rows:
        return None
    header = table.rows[0]
    heads = table.keys or [text_of(each) for each in header.cells]
    found = exchange.recognise(heads, columns)
    if not table.keys and not found.is_whole:
        return None
    keys = {position: each.key for position, each in found.columns.items()}
    mapped = ColumnMap(header.number, columns_of(table, header)).with_keys(keys)
    return Own(mapped, not table.is_workbook and not found.by_key)


def proposed(
    table: Table, vocabulary: Vocabulary, fits: Fits, *, header_row: int | None = None
) -> ColumnMap:
    """Return the columns as far as their heads, and what they hold, are recognised."""
    header = (
        header_in(table, header_row) if header_row else find_header(table, vocabulary)
    )
    return recognised(table, header, vocabulary, fits)


def with_saved(
    saved: SavedMapping | Mapping[str, Any], table: Table, columns: ColumnMap
) -> ColumnMap:
    """Return the columns as a kept mapping takes them."""
    content = saved.content if isinstance(saved, SavedMapping) else saved
    row = content.get("header_row") or columns.header_row
    header = header_in(table, row)
    return applied(content, columns_of(table, header), header.number)


def saved_for(owner: str, what: str, columns: ColumnMap) -> SavedMapping | None:
    """Return the mapping last kept for a file with the same heads."""
    return (
        SavedMapping.objects.filter(
            owner=owner, what=what, heads=digest_of_heads(columns.columns)
        )
        .order_by("-saved_at")
        .first()
    )


def save(owner: str, what: str, name: str, columns: ColumnMap) -> SavedMapping:
    """Keep a mapping under a name; the same name again replaces it."""
    found, _made = SavedMapping.objects.update_or_create(
        owner=owner,
        what=what,
        name=name.strip()[:80],
        defaults={
            "heads": digest_of_heads(columns.columns),
            "content": columns.to_keep(),
        },
    )
    return found


def from_operator(text: str, owner: str, what: str, vocabulary: Vocabulary) -> Any:
    """Return the mapping that an operator names, or gives as a JSON file.

    Raises `Refused` where there is none, or where it does not say what it should.
    """
    if not text.endswith(".json"):
        saved = SavedMapping.objects.filter(what=what, name=text).order_by("-saved_at")
        found = saved.filter(owner=owner).first() or saved.first()
        if found is None:
            names = saved.model.objects.filter(what=what).values_list("name", flat=True)
            raise Refused(
                gettext_noop(
                    "There is no mapping named “{name}”. There are: {names}. A file"
                    " with a mapping ends in .json."
                ),
                {"name": text, "names": ", ".join(names) or "–"},
            )
        return found.content
    try:
        content = json.loads(Path(text).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            gettext_noop("The mapping {name} cannot be read: {error}."),
            {"name": text, "error": str(error)},
        ) from error
    if not isinstance(content, dict) or not _is_text_by_text(content.get("columns")):
        raise Refused(
            gettext_noop(
                "The mapping {name} lacks “columns”, an object from heads of the file"
                " to fields."
            ),
            {"name": text},
        )
    unknown = [key for key in content["columns"].values() if not vocabulary.knows(key)]
    if unknown:
        raise Refused(
            gettext_noop(
                "The mapping names unknown fields: {fields}. There are: {all}."
            ),
            {
                "fields": ", ".join(unknown),
                "all": ", ".join(
                    each.key for each in vocabulary.fields if not each.is_derived
                ),
            },
        )
    options = content.get("options", {})
    if not _is_text_by_text(options):
        options = {}
    row = content.get("header_row")
    return {
        "columns": content["columns"],
        "options": options,
        "header_row": row if isinstance(row, int) else None,
    }


def _is_text_by_text(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, str) for pair in value.items() for each in pair
    )
