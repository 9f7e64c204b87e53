"""The rows of a table of text in the database, as `raw`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tally.series import engine
from tally.series.layout import PLACE, Plan, Table
from tally.series.model import Limits, Refusal
from tally.series.rewriting import rewritten

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Loaded:
    """The table as loaded, and the rows that were none: the first ones, and counts."""

    table: Table
    refusals: Sequence[Refusal] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


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
    wanted = wanted_columns(table, plan)
    if table.numbered is not None:
        engine.is_regular(connection, table, [*wanted, table.numbered], limits)
        return Loaded(table)
    if (
        lines is not None
        and engine.is_regular(connection, table, wanted, limits)
        and engine.counted(connection, "SELECT count(*) FROM raw") == lines
        and not engine.counted(connection, "SELECT count(*) FROM raw WHERE stray")
    ):
        return Loaded(table)
    table, refusals, counts = rewritten(table, work / "rows", limits)
    engine.is_regular(connection, table, [*wanted, len(table.columns) - 1], limits)
    return Loaded(table, refusals, counts)


def wanted_columns(table: Table, plan: Plan) -> list[int]:
    """The places of the columns that the plan names, in their order."""
    named = {column for facet in plan.facets for column in facet.columns} - {PLACE}
    named |= {*plan.values, *plan.notes}
    named |= {column for column in (plan.lower, plan.upper, plan.power) if column}
    if plan.withheld is not None:
        named.add(plan.withheld[0])
    return sorted(table.columns.index(column) for column in named)
