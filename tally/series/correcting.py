"""Repairs of single values, each with a guard against being kept too long.

A repair says what the source's file holds and what holds instead. Where the file no
longer holds it, nothing is repaired and the repair is told as tripped.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tally.series import tidy
from tally.series.schema import COLUMNS, KEY

if TYPE_CHECKING:
    import duckdb

# Two doubles that differ by less were the same decimals before they were read.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Repair:
    """One value: its place, what the file holds there, and what holds instead.

    None is a missing value; `missing` is the kind of what holds instead.
    """

    code: str
    series: str
    area: str
    time: str
    was: float | None
    now: float | None
    missing: str = ""
    sex: str = "T"
    age: str = "_T"
    dimensions: str = "{}"


class Found(StrEnum):
    """What a file holds in the place of a repair."""

    EXPECTED = "expected"
    # The source says now what the repair says.
    REPAIRED = "repaired"
    OTHER = "other"
    # The area is there, the value is not.
    NOTHING = "nothing"
    # The file does not speak of that series and area.
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A repair, and what the file holds in its place, in row `row` of it."""

    repair: Repair
    found: Found
    value: float | None = None
    row: int | None = None

    @property
    def trips(self) -> bool:
        return self.found in {Found.REPAIRED, Found.OTHER, Found.NOTHING}


def guard(parquet: Path, repairs: Sequence[Repair]) -> list[Guarded]:
    """Say of each repair what the tidy file holds in its place. Nothing is changed."""
    if not repairs:
        return []
    with tidy.connected(parquet.parent / "spill") as engine:
        _tell(engine, repairs)
        rows = engine.execute(
            f"WITH told AS (SELECT * FROM read_parquet($path)"  # noqa: S608
            " WHERE series IN (SELECT series FROM repairs)"
            " AND area IN (SELECT area FROM repairs))"
            " SELECT repairs.position, told.series IS NOT NULL, told.value, told.row,"
            " EXISTS (SELECT 1 FROM told AS near WHERE near.series = repairs.series"
            " AND near.area = repairs.area)"
            f" FROM repairs LEFT JOIN told USING ({', '.join(KEY)})"
            " ORDER BY repairs.position",
            {"path": str(parquet)},
        ).fetchall()
    return [
        Guarded(
            repairs[position],
            _found(repairs[position], value, is_there=is_there, is_near=is_near),
            value,
            row,
        )
        for position, is_there, value, row, is_near in rows
    ]


def correct(parquet: Path, target: Path, repairs: Sequence[Repair]) -> None:
    """Write the tidy file with the repairs in it, in the same order.

    The status of a repaired value stays the source's; its interval goes, because it
    belonged to the value that was wrong.
    """
    with tidy.connected(parquet.parent / "spill") as engine:
        _tell(engine, repairs)
        columns = ", ".join(_column(name) for name in COLUMNS)
        engine.execute(
            f"COPY (SELECT {columns} FROM read_parquet($path) AS told"  # noqa: S608
            f" LEFT JOIN repairs USING ({', '.join(KEY)})"
            f" ORDER BY {', '.join(KEY)})"
            f" TO '{tidy.quoted(target)}' (FORMAT parquet, COMPRESSION zstd)",
            {"path": str(parquet)},
        )


def _column(name: str) -> str:
    if name in KEY:
        return f"{name}"
    if name in {"value", "missing"}:
        now = "now" if name == "value" else "now_missing"
        return f"if(position IS NULL, told.{name}, {now}) AS {name}"
    if name in {"lower", "upper"}:
        return f"if(position IS NULL, told.{name}, NULL) AS {name}"
    return f"told.{name} AS {name}"


def _found(
    repair: Repair, value: float | None, *, is_there: bool, is_near: bool
) -> Found:
    if not is_there:
        return Found.NOTHING if is_near else Found.ELSEWHERE
    if _is_same(value, repair.was):
        return Found.EXPECTED
    return Found.REPAIRED if _is_same(value, repair.now) else Found.OTHER


def _is_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_SAME, abs_tol=_SAME)


def _tell(engine: "duckdb.DuckDBPyConnection", repairs: Sequence[Repair]) -> None:
    keys = ", ".join(f"{name} VARCHAR" for name in KEY)
    engine.execute(
        f"CREATE TEMP TABLE repairs (position INTEGER, {keys},"
        " now DOUBLE, now_missing VARCHAR)"
    )
    rows: list[list[Any]] = [
        [position, *(getattr(each, name) for name in KEY), each.now, each.missing]
        for position, each in enumerate(repairs)
    ]
    marks = ", ".join("?" * len(rows[0]))
    engine.executemany(f"INSERT INTO repairs VALUES ({marks})", rows)  # noqa: S608
