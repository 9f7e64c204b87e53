"""Small vintages for tests: tidy rows as a test says them, stored without an import."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
from django.utils import timezone

from accord.observatory import store
from accord.observatory.models import Source, Vintage, VintageSeries

DEFAULTS: dict[str, Any] = {
    "series": "SERIES",
    "area_kind": "country",
    "sex": "T",
    "age": "_T",
    "dimensions": "{}",
    "missing": "",
    "unit": "PT",
    "status": "A",
    "nature": "",
    "basis": "reported",
    "lower": None,
    "upper": None,
    "source_note": "",
}
TYPES = {"value": "DOUBLE", "lower": "DOUBLE", "upper": "DOUBLE", "row": "BIGINT"}


def keep_vintage(source: str, rows: list[dict[str, Any]]) -> Vintage:
    """Store tidy rows as a vintage of a source, newer than all before it.

    A row gives at least area, time and value.
    """
    full = [
        {**DEFAULTS, "row": number, **row} for number, row in enumerate(rows, start=2)
    ]
    said = "\n".join(json.dumps(row) for row in full)
    digest = hashlib.sha256(f"{source}\n{said}".encode()).hexdigest()
    path = store.observations_of(digest)
    path.parent.mkdir(parents=True)
    lines = path.with_suffix(".json")
    lines.write_text(said, encoding="utf-8")
    _as_parquet(lines, path, list(full[0]))
    vintage = Vintage.objects.create(
        reference=f"VIN-2026-{Vintage.objects.count() + 1:04}",
        source=Source.objects.get(code=source),
        layout="test",
        file_name="test.csv",
        sha256=digest,
        content_hash=digest,
        size=len(said),
        read=len(full),
        stored=len(full),
        refused=0,
        licence="CC BY 4.0",
        retrieved_on=timezone.localdate(),
        imported_at=timezone.now(),
    )
    for code in sorted({row["series"] for row in full}):
        values = [row for row in full if row["series"] == code]
        VintageSeries.objects.create(
            vintage=vintage, code=code, values_count=len(values)
        )
    return vintage


def _as_parquet(lines: Path, path: Path, names: list[str]) -> None:
    columns = {name: TYPES.get(name, "VARCHAR") for name in names}
    with duckdb.connect() as engine:
        # All of it is written above, but for the test's own folder.
        engine.execute(
            f"COPY (FROM read_json('{lines}', format='newline_delimited',"
            f" columns={columns})) TO '{path}'"
        )
    lines.unlink()
