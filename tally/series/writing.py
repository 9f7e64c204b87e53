"""The judged observations as Parquet in the tidy schema, and the report on them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tally.series import engine
from tally.series.areas import areas as known_areas
from tally.series.facets import Read, sentence_of
from tally.series.judging import Judged
from tally.series.layout import Plan
from tally.series.model import Limits, Refusal, Report, SeriesFound
from tally.series.reasons import Reason, reason
from tally.series.schema import BASES, COLUMNS

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
}
STANDS = (
    "judged.complaint IS NULL AND NOT EXISTS (SELECT 1 FROM repeated WHERE "
    "repeated.key = judged.key AND (repeated.otherwise OR judged.row > first))"
)


def write(connection: "DuckDBPyConnection", result: Judged, path: Path) -> None:
    """Write what stands, sorted by schema.KEY."""
    columns = ", ".join(
        f"{expression} AS {engine.name(column)}"
        for column, expression in _expressions(result.plan, result.facets).items()
    )
    connection.execute(
        f"COPY (SELECT {columns} FROM judged {_joins(result.facets)} "  # noqa: S608
        f"WHERE {STANDS} ORDER BY key) TO {engine.text(str(path))} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )


def _joins(facets: Sequence[Read]) -> str:
    return " ".join(
        f"JOIN {read.table} f{number} ON judged.i{number} = f{number}.id"
        for number, read in enumerate(facets)
    )


def _expressions(plan: Plan, facets: Sequence[Read]) -> dict[str, str]:
    """For each column of the schema, what it is in SQL."""
    given: dict[str, list[str]] = {}
    for number, read in enumerate(facets):
        for column in read.facet.gives:
            given.setdefault(column, []).append(f"f{number}.{column}")
    basis = given.get("basis", [])
    if "basis" in plan.constants:
        basis = [*basis, f"{BASES.index(plan.constants['basis'])}::TINYINT"]
    level = f"greatest({', '.join(basis)})" if basis else "0"
    bases = "[" + ", ".join(engine.text(word) for word in BASES) + "]"
    absent = "".join(f"nullif({column}, ''), " for column in given.get("missing", ()))
    expressions = {}
    for column in COLUMNS:
        if column in ("value", "lower", "upper", "row"):
            expressions[column] = f"judged.{column}"
        elif column == "source_note":
            expressions[column] = "judged.note"
        elif column == "basis":
            expressions[column] = f"{bases}[{level} + 1]"
        elif column == "missing":
            expressions[column] = (
                "CASE WHEN judged.value IS NOT NULL THEN '' ELSE coalesce("
                f"nullif(nullif(judged.missing, 'M'), ''), {absent}'M') END"
            )
        elif column in given:
            expressions[column] = given[column][0]
        else:
            said = plan.constants.get(column, DEFAULTS.get(column, ""))
            expressions[column] = engine.text(said)
    return expressions


def report_of(
    connection: "DuckDBPyConnection",
    result: Judged,
    *,
    layout: str,
    before: tuple[Sequence[Refusal], Mapping[str, int]],
    remarks: Sequence[Reason],
    limits: Limits,
) -> Report:
    """What became of the file; `before` is what was refused before it was loaded."""
    refused, counts = before
    by_code = dict(counts)
    for code, many in _counts(connection, result):
        by_code[code] = by_code.get(code, 0) + many
    refused = sorted(
        [*refused, *_refusals(connection, result, limits)],
        key=lambda refusal: refusal.row,
    )[: limits.refusals_kept]
    stored = engine.counted(
        connection,
        f"SELECT count(*) FROM judged WHERE {STANDS}",  # noqa: S608
    )
    early = sum(counts.values())
    read = engine.counted(connection, "SELECT count(*) FROM judged") + early
    kept = _kept(connection, result)
    return Report(
        layout=layout,
        read=read,
        stored=stored,
        refused_count=sum(by_code.values()),
        refused=tuple(refused),
        refused_by_code=by_code,
        series=_series(connection, result),
        rows=result.rows + early,
        blank=result.blank,
        notes=(*remarks, *result.remarks, *kept),
    )


def _counts(connection: "DuckDBPyConnection", result: Judged) -> list[tuple[str, int]]:
    """How many observations were refused for each reason, by its code."""
    rows = connection.execute(
        "SELECT complaint, count(*) FROM judged WHERE complaint IS NOT NULL GROUP BY 1"
    ).fetchall()
    counts = [(result.complaints.said[number][2].code, many) for number, many in rows]
    repeated = connection.execute(
        "SELECT otherwise, count(*) FROM judged JOIN repeated USING (key) "
        "WHERE judged.complaint IS NULL AND (otherwise OR row > first) GROUP BY 1"
    ).fetchall()
    codes = {True: "repeated_otherwise", False: "repeated"}
    return counts + [(codes[otherwise], many) for otherwise, many in repeated]


def _refusals(
    connection: "DuckDBPyConnection", result: Judged, limits: Limits
) -> list[Refusal]:
    """The first refusals in the order of the file."""
    named = result.table.columns
    refusals = []
    for row, place, number in connection.execute(
        "SELECT row, place, complaint FROM judged WHERE complaint IS NOT NULL "
        "ORDER BY row, place LIMIT ?",
        [limits.refusals_kept],
    ).fetchall():
        column, value, said = result.complaints.said[number]
        # A number of a wide table complains without its column.
        shown = column or named[int(place[1:])]
        refusals.append(Refusal(row, shown, value, said))
    for row, place, value, otherwise, first, last in connection.execute(
        "SELECT row, place, value::VARCHAR, otherwise, first, last FROM judged "
        "JOIN repeated USING (key) WHERE complaint IS NULL AND "
        "(otherwise OR row > first) ORDER BY row, place LIMIT ?",
        [limits.refusals_kept],
    ).fetchall():
        code = "repeated_otherwise" if otherwise else "repeated"
        other = last if row == first else first
        column = named[int(place[1:])] if place else result.plan.values[0]
        refusals.append(Refusal(row, column, value or "", reason(code, row=other)))
    return refusals


def _series(
    connection: "DuckDBPyConnection", result: Judged
) -> tuple[SeriesFound, ...]:
    """The series of which something was stored, in the order of their codes."""
    expressions = _expressions(result.plan, result.facets)
    names = [
        f"f{number}.series_name"
        for number, read in enumerate(result.facets)
        if "series_name" in read.facet.gives
    ]
    name = names[0] if names else "''"
    rows = connection.execute(
        f"SELECT {expressions['series']} AS code, max({name}), count(*), "  # noqa: S608
        f"min({expressions['time']}), max({expressions['time']}) FROM judged "
        f"{_joins(result.facets)} WHERE {STANDS} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return tuple(SeriesFound(*row) for row in rows)


def _kept(connection: "DuckDBPyConnection", result: Judged) -> tuple[Reason, ...]:
    """A remark on areas that our tables do not have, if there are any."""
    for read in result.facets:
        if "area_kind" in read.facet.gives:
            areas = connection.execute(
                f"SELECT DISTINCT area FROM {read.table} "  # noqa: S608
                "WHERE area_kind = 'other' AND complaint IS NULL ORDER BY 1"
            ).fetchall()
            unknown = [area for (area,) in areas if area not in known_areas()]
            if unknown:
                found = sentence_of(unknown)
                return (reason("areas_kept", count=len(unknown), found=found),)
    return ()
