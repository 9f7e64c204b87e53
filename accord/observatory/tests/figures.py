"""Small figures for tests: rows as a test says them, everything else at its default."""

import json
from pathlib import Path
from typing import Any

import duckdb

from accord.observatory.observations import COLUMNS, LAST_OF_EACH

DEFAULTS: dict[str, Any] = {
    "area_kind": "country",
    "sex": "T",
    "age": "_T",
    "dimensions": "{}",
    "definition": "",
    "headline": True,
    "missing": "",
    "lower": None,
    "upper": None,
    "unit": "percent",
    "status": "A",
    "nature": "C",
    "basis": "reported",
    "source": "sample",
    "series": "SAMPLE",
    "vintage": "VIN-2026-0001",
    "source_note": "",
    "survey": "",
    "breaks": False,
}
TYPES = {
    "year": "INTEGER",
    "headline": "BOOLEAN",
    "breaks": "BOOLEAN",
    "value": "DOUBLE",
    "lower": "DOUBLE",
    "upper": "DOUBLE",
}


def write_figures(folder: Path, rows: list[dict[str, Any]], name: str = "test") -> None:
    """Write figures under an observatory folder and make them the current ones.

    A row gives at least indicator, area, time and value.
    """
    target = folder / "figures" / name
    target.mkdir(parents=True)
    full = [{**DEFAULTS, "year": int(row["time"][:4]), **row} for row in rows]
    lines = target / "rows.json"
    lines.write_text("\n".join(json.dumps(row) for row in full), encoding="utf-8")
    columns = {column: TYPES.get(column, "VARCHAR") for column in COLUMNS}
    with duckdb.connect() as engine:
        for order, terms, sorting in (
            ("by_indicator", "", "indicator, area, time"),
            ("by_area", "", "area, indicator, time"),
            ("latest", f"WHERE {LAST_OF_EACH}", "area, indicator"),
        ):
            # All of it is written above, but for the test's own folder.
            table = f"read_json($lines, format='newline_delimited', columns={columns})"
            target_file = f"{target / order}.parquet"
            engine.execute(
                f"COPY (FROM {table} {terms} ORDER BY {sorting}) TO '{target_file}'",
                {"lines": str(lines)},
            )
    lines.unlink()
    (folder / "figures" / "current").write_text(name)
