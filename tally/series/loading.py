"""The rows of a table of text in the database, as `raw` and as `cells`.

`cells` has one row for each observation of the file: its texts in columns named c0, c1
and so on, `value`, `lower`, `upper` and `note`. In a wide table `place` is the column
in which the cell stands. `raw` and `cells` of a long table are views: the file is read
anew each time, which costs less than keeping its texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tally.series import engine
from tally.series.layout import PLACE, Plan, Table
from tally.series.model import Limits, Refusal
from tally.series.rewriting import rewritten
from tally.series.surveying import Survey, survey

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Loaded:
    """The table as loaded, its texts, and the rows that were none."""

    table: Table
    survey: Survey
    rows: int
    # Cells of a wide table that say nothing.
    blank: int = 0
    # Rows refused before they were loaded: the first ones, and how many by reason.
    refusals: Sequence[Refusal] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    # Whether `cells` has the number of each row; otherwise they are counted.
    has_row: bool = False


def load(
    connection: "DuckDBPyConnection",
    table: Table,
    plan: Plan,
    lines: int | None,
    work: Path,
    limits: Limits,
) -> Loaded:
    """Load the columns that the plan names.

    `lines` is how many rows there must be if each stands on a line of its own, None
    where that is known not to be so. DuckDB reads a text that is regular; any other
    is rewritten row by row first.
    """
    import duckdb  # noqa: PLC0415  (a second; only where series are read)

    if table.is_made:
        return _loaded(connection, table, plan, limits)
    if lines is not None:
        try:
            loaded = _loaded(connection, table, plan, limits)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            loaded = None
        if loaded and loaded.rows == lines and not loaded.survey.is_stray:
            return loaded
    table, refusals, counts = rewritten(table, work / "rows", limits)
    loaded = _loaded(connection, table, plan, limits)
    return replace(loaded, refusals=refusals, counts=counts)


def wanted_columns(table: Table, plan: Plan) -> list[int]:
    """The places of the columns that the plan names, in their order."""
    named = {column for facet in plan.facets for column in facet.columns} - {PLACE}
    named |= {*plan.values, *plan.notes}
    named |= {column for column in (plan.lower, plan.upper, plan.power) if column}
    if plan.withheld is not None:
        named.add(plan.withheld[0])
    return sorted(table.columns.index(column) for column in named)


def places(table: Table) -> dict[str, str]:
    """The name in SQL of each column of the file, and of the place of a cell."""
    named = {column: f"c{place}" for place, column in enumerate(table.columns)}
    return {**named, PLACE: "place"}


def facet_columns(table: Table, plan: Plan) -> list[tuple[str, ...]]:
    """The columns of each facet, as SQL names them."""
    named = places(table)
    return [tuple(named[c] for c in facet.columns) for facet in plan.facets]


def note_columns(table: Table, plan: Plan) -> tuple[str, ...]:
    """The columns of notes, as SQL names them."""
    named = places(table)
    return tuple(named[column] for column in plan.notes)


def number_columns(plan: Plan) -> list[str]:
    """The columns of `cells` that hold numbers."""
    return ["value"] + [b for b in ("lower", "upper") if getattr(plan, b)]


def _loaded(
    connection: "DuckDBPyConnection", table: Table, plan: Plan, limits: Limits
) -> Loaded:
    wanted = wanted_columns(table, plan)
    if table.numbered is not None:
        wanted = [*wanted, table.numbered]
    source = engine.selected(table, wanted, limits)
    if plan.is_wide:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS {source}")
        rows = engine.counted(connection, "SELECT count(*) FROM raw")
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE cells AS {_spread(table, plan)}"
        )
    else:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {source}")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW cells AS {_each(table, plan)}")
    sets = facet_columns(table, plan)
    if plan.notes:
        sets.append(note_columns(table, plan))
    found = survey(connection, sets, number_columns(plan))
    has_row = plan.is_wide or table.numbered is not None
    if not plan.is_wide:
        return Loaded(table, found, found.cells, has_row=has_row)
    blank = rows * len(plan.values) - found.cells
    found.is_stray = bool(
        engine.counted(connection, "SELECT count(*) FROM raw WHERE stray")
    )
    return Loaded(table, found, rows, blank=blank, has_row=has_row)


def _others(table: Table, plan: Plan) -> str:
    """Texts of `cells` beside its value, in SQL."""
    named = places(table)
    texts = {c for facet in plan.facets for c in facet.columns if c != PLACE}
    texts.update(plan.notes)
    if plan.withheld is not None:
        texts.add(plan.withheld[0])
    power = named[plan.power] if plan.power else None
    bounds = [
        f"{scaled(named[column], power)} AS {bound}"
        for bound in ("lower", "upper")
        if (column := getattr(plan, bound))
    ]
    notes = [f"nullif(trim({named[column]}), '')" for column in plan.notes]
    note = [f"nullif(concat_ws('; ', {', '.join(notes)}), '') AS note"] if notes else []
    kept = sorted({named[column] for column in texts})
    return ", ".join([*kept, *bounds, *note, "stray"])


def _each(table: Table, plan: Plan) -> str:
    """Of a long table each row is a cell."""
    named = places(table)
    power = named[plan.power] if plan.power else None
    value = scaled(named[plan.values[0]], power)
    row = f"c{table.numbered}::BIGINT AS row, " if table.numbered is not None else ""
    return f"SELECT {row}{value} AS value, {_others(table, plan)} FROM raw"  # noqa: S608  (columns are c0, c1 …)


def _spread(table: Table, plan: Plan) -> str:
    """Of a wide table each cell that says something."""
    named = places(table)
    spread = ", ".join(named[column] for column in plan.values)
    row = f"rowid + {table.skipped + 1}"
    if table.numbered is not None:
        row = f"c{table.numbered}::BIGINT"
    return (
        f"SELECT * FROM (SELECT {row} AS row, {_others(table, plan)}, {spread} "  # noqa: S608  (as above)
        f"FROM raw) UNPIVOT (value FOR place IN ({spread})) WHERE trim(value) <> ''"
    )


def code(column: str) -> str:
    """The code in a cell that may hold its name behind it (`3: Thousands`), in SQL."""
    return f"split_part({column}, ': ', 1)"


def scaled(column: str, power: str | None) -> str:
    """The text of a number in the unit itself, in SQL.

    The power is written behind the digits, so that none changes: 2152.8 in thousands is
    2152.8e3.
    """
    if power is None:
        return column
    power = code(power)
    whole = f"regexp_full_match(trim({power}), '[+-]?[0-9]{{1,2}}')"
    plain = f"regexp_full_match(trim({column}), '[^eE]*[0-9][^eE]*')"
    ten = f"TRY_CAST({power} AS INTEGER)"
    return (
        f"CASE WHEN {power} IN ('', '0') OR NOT {whole} THEN {column} "
        f"WHEN {plain} THEN trim({column}) || 'e' || {ten} "
        f"WHEN isfinite(TRY_CAST({column} AS DOUBLE)) "
        f"THEN (TRY_CAST({column} AS DOUBLE) * power(10, {ten}))::VARCHAR "
        f"ELSE {column} END"
    )
