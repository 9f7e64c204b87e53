"""What differs between two tidy files, value by value, and by how much."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, overload

from tally.series import tidy
from tally.series.schema import KEY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EXAMPLES = 1_000

# Two doubles are one value if they print the same: both came from decimals.
_PAIRS = """
CREATE TEMP TABLE pairs AS
WITH old AS (SELECT * FROM read_parquet($old) WHERE {wanted}),
new AS (SELECT * FROM read_parquet($new) WHERE {wanted})
SELECT
    {keys},
    CASE
        WHEN new.row IS NULL THEN 'removed'
        WHEN old.row IS NULL THEN 'added'
        WHEN old.value IS DISTINCT FROM new.value OR old.missing <> new.missing
            THEN 'revised'
        WHEN (old.status, old.unit, old.nature, old.basis, old.lower, old.upper)
            IS DISTINCT FROM
            (new.status, new.unit, new.nature, new.basis, new.lower, new.upper)
            THEN 'reflagged'
        ELSE 'same'
    END AS kind,
    old.value AS was, new.value AS now,
    coalesce(old.missing, '') AS was_missing, coalesce(new.missing, '') AS now_missing,
    coalesce(old.status, '') AS was_status, coalesce(new.status, '') AS now_status,
    coalesce(new.unit, old.unit) AS unit
FROM old FULL JOIN new USING ({names})
"""
_COUNTS = """
SELECT
    series,
    count(*) FILTER (kind = 'added'), count(*) FILTER (kind = 'removed'),
    count(*) FILTER (kind = 'revised'), count(*) FILTER (kind = 'same'),
    count(*) FILTER (kind = 'reflagged'),
    median(abs(now - was)) FILTER (kind = 'revised'),
    max(abs(now - was)) FILTER (kind = 'revised')
FROM pairs GROUP BY series ORDER BY series
"""
# Series are in different units: a change is measured by how far values of its series
# lie apart. What has no difference comes last, the newest first.
_EXAMPLES = """
SELECT kind, {names}, was, now, was_missing, now_missing, was_status, now_status, unit
FROM pairs
JOIN (
    SELECT series AS spread_of, nullif(stddev_pop(was), 0) AS spread
    FROM pairs GROUP BY series
) ON spread_of = series
WHERE kind <> 'same'
ORDER BY
    list_position(['revised', 'added', 'removed', 'reflagged'], kind),
    abs(now - was) / coalesce(spread, 1) DESC NULLS LAST,
    time DESC, {names}
LIMIT {most}
"""


class Kind(StrEnum):
    """What became of a value.

    A reflagged one is the same, with another status, unit, nature, basis or interval.
    """

    ADDED = "added"
    REMOVED = "removed"
    REVISED = "revised"
    REFLAGGED = "reflagged"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs. None is missing, or not there at all."""

    kind: Kind
    series: str
    area: str
    sex: str
    age: str
    dimensions: str
    time: str
    was: float | None
    now: float | None
    was_missing: str
    now_missing: str
    was_status: str
    now_status: str
    unit: str

    @property
    def difference(self) -> float | None:
        """By how much the value moved, in its unit."""
        if self.was is None or self.now is None:
            return None
        return _plain(self.now - self.was)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many values of a series differ; `same` are equal in every respect.

    `median` and `largest` are of the absolute differences of revised values, in the
    unit of the series, or None where none is revised from a number to a number.
    """

    added: int
    removed: int
    revised: int
    same: int
    reflagged: int
    median: float | None
    largest: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two tidy files, old and new. `examples` are revised ones first, by size."""

    added: int
    removed: int
    revised: int
    same: int
    reflagged: int
    by_series: Mapping[str, Counts]
    examples: Sequence[Change]


def compare(
    old: Path,
    new: Path,
    *,
    series: Collection[str] | None = None,
    examples: int = EXAMPLES,
) -> Comparison:
    """Compare two tidy files, of some series or of all that either has.

    Raises FileNotFoundError where one is not there.
    """
    for path in (old, new):
        if not path.exists():
            raise FileNotFoundError(path)
    with (
        TemporaryDirectory(prefix="series-") as spill,
        tidy.connected(Path(spill)) as engine,
    ):
        _pair(engine, old, new, series)
        by_series = {
            row[0]: Counts(*row[1:6], *map(_plain, row[6:]))
            for row in engine.execute(_COUNTS).fetchall()
        }
        question = _EXAMPLES.format(names=", ".join(KEY), most=examples)
        changes = [
            Change(Kind(row[0]), *row[1:])
            for row in engine.execute(question).fetchall()
        ]
    counts = by_series.values()
    return Comparison(
        added=sum(each.added for each in counts),
        removed=sum(each.removed for each in counts),
        revised=sum(each.revised for each in counts),
        same=sum(each.same for each in counts),
        reflagged=sum(each.reflagged for each in counts),
        by_series=by_series,
        examples=changes,
    )


@overload
def _plain(difference: float) -> float: ...
@overload
def _plain(difference: None) -> None: ...
def _plain(difference: float | None) -> float | None:
    """Drop what only binary numbers add: 6.1 less 5.6 is 0.5."""
    return None if difference is None else float(f"{difference:.10g}")


def _pair(
    engine: "DuckDBPyConnection", old: Path, new: Path, series: Collection[str] | None
) -> None:
    values: dict[str, object] = {"old": str(old), "new": str(new)}
    wanted = "TRUE"
    if series is not None:
        wanted = "list_contains($series::VARCHAR[], series)"
        values["series"] = list(series)
    names = ", ".join(KEY)
    engine.execute(_PAIRS.format(wanted=wanted, keys=names, names=names), values)
