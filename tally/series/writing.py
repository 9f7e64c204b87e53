"""The judged observations as Parquet in the tidy schema, and the report on them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tally.reasons import Reason
from tally.series import engine
from tally.series.areas import areas as known_areas
from tally.series.facets import sentence_of
from tally.series.judging import Judged
from tally.series.model import Limits, Refusal, Report, SeriesFound
from tally.series.reasons import reason
from tally.series.schema import COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DEFAULTS: Mapping[str, str] = {
    "sex": "T",
    "age": "_T",
    "dimensions": "{}",
    "unit": "",
    "status": "A",
    "nature": "",
    "area_kind": "other",
    "basis": "reported",
}


def write(connection: "DuckDBPyConnection", result: Judged, path: Path) -> None:
    """Write what is sound, in its order, which is that of schema.KEY."""
    there = engine.columns(connection, "sound")
    chosen = []
    for column in COLUMNS:
        if column in there:
            chosen.append(column)
        elif column in {"lower", "upper"}:
            chosen.append(f"NULL::DOUBLE AS {column}")
        else:
            said = result.plan.constants.get(column, DEFAULTS.get(column, ""))
            word = engine.text(said)
            connection.execute(f"CREATE TYPE only_{column} AS ENUM ({word})")
            chosen.append(f"{word}::only_{column} AS {column}")
    connection.execute(
        f"COPY (SELECT {', '.join(chosen)} FROM sound) "  # noqa: S608  (names of ours)
        f"TO {engine.text(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )


def report_of(
    connection: "DuckDBPyConnection",
    result: Judged,
    *,
    layout: str,
    remarks: Sequence[Reason],
    limits: Limits,
) -> Report:
    """What became of the file; `remarks` are those made before it was loaded."""
    loaded = result.loaded
    by_code = dict(loaded.counts)
    for code, many in _counts(connection, result):
        by_code[code] = by_code.get(code, 0) + many
    refused = sorted(
        [*loaded.refusals, *_refusals(connection, result, limits)],
        key=lambda refusal: refusal.row,
    )[: limits.refusals_kept]
    early = sum(loaded.counts.values())
    return Report(
        layout=layout,
        read=engine.counted(connection, "SELECT count(*) FROM narrow") + early,
        stored=engine.counted(connection, "SELECT count(*) FROM sound"),
        refused_count=sum(by_code.values()),
        refused=tuple(refused),
        refused_by_code=by_code,
        series=_series(connection, result),
        rows=loaded.rows + early,
        blank=loaded.blank,
        notes=(*remarks, *result.remarks, *_kept(connection)),
    )


def _counts(connection: "DuckDBPyConnection", result: Judged) -> list[tuple[str, int]]:
    """How many observations were refused for each reason, by its code."""
    rows = connection.execute(
        "SELECT complaint, count(*) FROM judged WHERE complaint IS NOT NULL GROUP BY 1"
    ).fetchall()
    counts = [(result.complaints.said[number][2].code, many) for number, many in rows]
    repeated = connection.execute(
        "SELECT otherwise, count(*) FROM repeats GROUP BY 1"
    ).fetchall()
    codes = {True: "repeated_otherwise", False: "repeated"}
    return counts + [(codes[otherwise], many) for otherwise, many in repeated]


def _refusals(
    connection: "DuckDBPyConnection", result: Judged, limits: Limits
) -> list[Refusal]:
    """The first refusals in the order of the file."""
    loaded = result.loaded
    named = loaded.table.columns
    place = "place" if result.plan.is_wide else "''"
    refusals = []
    for line, cell, number in connection.execute(
        f"SELECT row, {place} AS place, complaint FROM judged "  # noqa: S608  (names of ours)
        "WHERE complaint IS NOT NULL ORDER BY ALL LIMIT ?",
        [limits.refusals_kept],
    ).fetchall():
        column, value, said = result.complaints.said[number]
        # A number of a wide table complains without its column.
        shown = column or named[int(cell[1:])]
        refusals.append(Refusal(line, shown, value, said))
    for line, cell, value, otherwise, first, last in connection.execute(
        f"SELECT row, {place} AS place, value::VARCHAR, otherwise, first, last "  # noqa: S608  (as above)
        "FROM repeats ORDER BY ALL LIMIT ?",
        [limits.refusals_kept],
    ).fetchall():
        code = "repeated_otherwise" if otherwise else "repeated"
        other = last if line == first else first
        column = named[int(cell[1:])] if cell else result.plan.values[0]
        refusals.append(Refusal(line, column, value or "", reason(code, row=other)))
    return refusals


def _series(
    connection: "DuckDBPyConnection", result: Judged
) -> tuple[SeriesFound, ...]:
    """The series of which something was stored, in the order of their codes."""
    names: dict[str, str] = {}
    code = engine.text(result.plan.constants.get("series", ""))
    for read in result.facets:
        if "series" in read.facet.gives:
            code = "series"
        if {"series", "series_name"} <= set(read.facet.gives):
            named = connection.execute(
                f"SELECT series, max(series_name) FROM {read.table} GROUP BY 1"  # noqa: S608  (names of ours)
            ).fetchall()
            names.update(named)
    rows = connection.execute(
        f"SELECT {code}, count(*), min(time), max(time) FROM sound "  # noqa: S608  (as above)
        "GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return tuple(
        SeriesFound(series, names.get(series, ""), many, first, last)
        for series, many, first, last in rows
    )


def _kept(connection: "DuckDBPyConnection") -> tuple[Reason, ...]:
    """A remark on areas that our tables do not have, if there are any."""
    if "area_kind" not in engine.columns(connection, "sound"):
        return ()
    areas = connection.execute(
        "SELECT DISTINCT area::VARCHAR FROM sound WHERE area_kind = 'other' ORDER BY 1"
    ).fetchall()
    unknown = [area for (area,) in areas if area not in known_areas()]
    if not unknown:
        return ()
    found = sentence_of(unknown)
    return (reason("areas_kept", count=len(unknown), found=found),)
