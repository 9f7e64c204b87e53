"""Compiling figures: the published observations of all indicators, from the vintages.

Figures are a pure function of the vintages in use and the registry, and are named after
a hash of both. Each series is taken from the newest vintage that has it. For an
indicator, the values of an area in a definition come from the first line, in the order
of the registry, that has any; the headline line of all areas of one kind has one
definition, that of the first line with values for that kind. Projections are kept, but
never on a headline line.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accord.base import history
from accord.base.actor import Actor
from accord.observatory import store
from accord.observatory.models import Line, Vintage, VintageSeries
from accord.observatory.observations import COLUMNS, LAST_OF_EACH
from tally.series.schema import dimensions_text

if TYPE_CHECKING:
    import duckdb

# Raised whenever the same inputs shall give other figures.
FORM = 5
# The dimension in which sources name the survey or register behind a value.
SURVEY = "SOURCE"
# Figures that were replaced stay as long as a slow reader may need them.
KEPT_SECONDS = 3600
# What each file holds, and in which order.
_ORDERS = {
    "by_indicator": (
        "",
        "indicator, headline DESC, area, definition, sex, age, dimensions, time",
    ),
    "by_area": (
        "",
        "area, headline DESC, indicator, definition, sex, age, dimensions, time",
    ),
    "latest": (f"WHERE {LAST_OF_EACH}", "area, indicator"),
}

_TABLES = """
CREATE TABLE published (
    indicator VARCHAR, position INTEGER, area VARCHAR, area_kind VARCHAR, time VARCHAR,
    year INTEGER, sex VARCHAR, age VARCHAR, dimensions VARCHAR, given VARCHAR,
    definition VARCHAR,
    survey VARCHAR, may_head BOOLEAN, value DOUBLE, missing VARCHAR, lower DOUBLE,
    upper DOUBLE, unit VARCHAR, status VARCHAR, nature VARCHAR, basis VARCHAR,
    source VARCHAR, series VARCHAR, vintage VARCHAR, source_note VARCHAR
);
CREATE TABLE meanings (
    dimensions VARCHAR, published VARCHAR, definition VARCHAR, survey VARCHAR,
    is_main BOOLEAN
);
"""
_ADD_LINE = """
INSERT INTO published
SELECT
    $indicator, $position, seen.area, seen.area_kind, seen.time,
    CAST(left(seen.time, 4) AS INTEGER), coalesce(nullif($given_sex, ''), seen.sex),
    seen.age, meanings.published, meanings.dimensions,
    meanings.definition, meanings.survey,
    meanings.is_main AND seen.sex = $sex AND seen.age = $age
        AND seen.basis <> 'projected',
    CASE WHEN $factor = 1 THEN seen.value ELSE round(seen.value * $factor, 10) END,
    seen.missing, seen.lower * $factor, seen.upper * $factor,
    seen.unit, seen.status, seen.nature,
    CASE WHEN seen.basis = 'reported' AND $basis <> '' THEN $basis ELSE seen.basis END,
    $source, seen.series, $vintage,
    seen.source_note
FROM (
    -- No file says so of a model's figures: what they tell of the year in which they
    -- were published, and of later ones, nobody has observed.
    SELECT * REPLACE (
        CASE WHEN CAST(left(time, 4) AS INTEGER) > $published
            OR (basis = 'modelled' AND CAST(left(time, 4) AS INTEGER) >= $published)
        THEN 'projected' ELSE basis END AS basis
    )
    FROM read_parquet($path)
) AS seen
JOIN meanings USING (dimensions)
WHERE seen.series = $series
"""
# Only what both series say is added up, and it is as far from a count as the farther.
_ADD_SERIES = """
CREATE OR REPLACE TEMP TABLE added AS
SELECT area, time, dimensions, value, basis
FROM read_parquet($path)
WHERE series = $series AND sex = $sex AND age = $age AND value IS NOT NULL;
DELETE FROM published
WHERE indicator = $indicator AND position = $position
    AND NOT (may_head AND EXISTS (
        SELECT 1 FROM added
        WHERE added.area = published.area AND added.time = published.time
            AND added.dimensions = published.given
    ));
UPDATE published
SET value = round(published.value + $times * $factor * added.value, 10),
    lower = NULL, upper = NULL, sex = 'T',
    basis = CASE WHEN 'modelled' IN (published.basis, added.basis) THEN 'modelled'
        ELSE published.basis END
FROM added
WHERE published.indicator = $indicator AND published.position = $position
    AND published.area = added.area AND published.time = added.time
    AND published.given = added.dimensions
"""
_CHOOSE = """
CREATE TABLE figures AS
WITH owners AS (
    SELECT
        indicator, definition, area, sex, age, dimensions, min(position) AS position
    FROM published
    GROUP BY indicator, definition, area, sex, age, dimensions
), firsts AS (
    SELECT indicator, definition, area, min(position) AS first
    FROM published
    WHERE may_head AND value IS NOT NULL
    GROUP BY indicator, definition, area
), heads AS (
    SELECT indicator, area_kind, arg_min(definition, position) AS heading
    FROM published
    WHERE may_head AND value IS NOT NULL
    GROUP BY indicator, area_kind
), chosen AS (
    SELECT
        published.*,
        coalesce(
            may_head AND published.definition = heads.heading AND position = first,
            FALSE
        ) AS headline,
        -- Of several surveys of one time, the one that says most stands in the line.
        row_number() OVER (
            PARTITION BY indicator, definition, area, sex, age, dimensions, time
            ORDER BY says DESC, survey
        ) = 1 AS stands
    FROM (
        SELECT *, count(value) OVER (PARTITION BY indicator, area, survey) AS says
        FROM published
        JOIN owners
            USING (indicator, definition, area, sex, age, dimensions, position)
    ) AS published
    LEFT JOIN firsts USING (indicator, definition, area)
    LEFT JOIN heads USING (indicator, area_kind)
)
SELECT
    * EXCLUDE (headline, stands, says, position, may_head),
    headline AND stands AS headline,
    value IS NOT NULL AND (
        contains(status, 'B')
        -- Before the first value of a line nothing else spoke.
        OR coalesce(
            survey <> lag(survey) OVER (
                PARTITION BY indicator, definition, area, sex, age, dimensions,
                    value IS NULL
                ORDER BY time
            ),
            FALSE
        )
    ) AS breaks
FROM chosen
WHERE stands
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures, for the history: pages that show some move when they do."""

    name: str
    history_reference: str = "observatory:figures"


@dataclass(frozen=True, slots=True)
class Filled:
    """A line of the registry with the vintage that fills it, and those it adds."""

    line: Line
    vintage: Vintage
    added: Sequence[tuple[Mapping[str, Any], Vintage]]

    @property
    def inputs(self) -> list[Any]:
        """All that the figures of the line depend on."""
        line = self.line
        return [
            line.indicator.code,
            line.position,
            line.series,
            line.sex,
            line.given_sex,
            line.age,
            line.dimensions,
            str(line.factor),
            line.definition,
            line.definition_keys,
            line.basis,
            self.vintage.content_hash,
            self.vintage.retrieved_on.year,
            [[entry, vintage.content_hash] for entry, vintage in self.added],
        ]


def compile_figures() -> str:
    """Compile the figures of the vintages in use and make them the current ones.

    Returns their name. Where they are there already, nothing is computed. When others
    become the current ones, history tells it.
    """
    filled = list(_filled_lines())
    inputs = json.dumps([FORM, [each.inputs for each in filled]], sort_keys=True)
    name = hashlib.sha256(inputs.encode()).hexdigest()[:32]
    with _alone() as folder:
        target = store.figures_folder(name)
        if not target.exists():
            unfinished = folder / f".{name}"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            _write(filled, unfinished)
            unfinished.rename(target)
        before = store.current_figures()
        if before != name:
            _switch(folder, before, name)
        _clear(folder, name)
    return name


def _filled_lines() -> Iterator[Filled]:
    newest: dict[tuple[int, str], Vintage] = {}
    in_use = VintageSeries.objects.filter(vintage__set_aside_on=None)
    for each in in_use.select_related("vintage").order_by(
        "vintage__imported_at", "vintage_id"
    ):
        newest[each.vintage.source_id, each.code] = each.vintage
    lines = Line.objects.select_related("indicator", "source")
    for line in lines.order_by("indicator__code", "position"):
        wanted = [line.series, *(each["series"] for each in line.plus)]
        found = [
            vintage
            for series in wanted
            if (vintage := newest.get((line.source_id, series)))
        ]
        if len(found) == len(wanted):
            added = list(zip(line.plus, found[1:], strict=True))
            yield Filled(line, found[0], added)


@contextmanager
def _alone() -> Iterator[Path]:
    """Hold the folder of figures: one process compiles at a time, others wait."""
    folder = Path(settings.OBSERVATORY_FOLDER) / store.FIGURES
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield folder


def _switch(folder: Path, before: str, name: str) -> None:
    """Make figures the current ones, and tell history: both or neither."""
    with transaction.atomic():
        history.record(
            Figures(name),
            "compiled",
            by=Actor.anonymous(),
            on=timezone.localdate(),
            before={"figures": before},
            after={"figures": name},
        )
        passing = folder / ".current"
        passing.write_text(name)
        passing.replace(folder / store.CURRENT)
    if before and (folder / before).is_dir():
        # From now on its age is counted.
        os.utime(folder / before)


def _clear(folder: Path, current: str) -> None:
    """Clear away the figures that nobody can be reading any more."""
    for each in folder.iterdir():
        is_old = time.time() - each.stat().st_mtime > KEPT_SECONDS
        if each.is_dir() and each.name != current and is_old:
            shutil.rmtree(each, ignore_errors=True)


def _write(filled: Sequence[Filled], folder: Path) -> None:
    # A large library, which only a compile needs.
    import duckdb  # noqa: PLC0415

    settled: dict[str, str | bool | int | float | list[str]] = {
        "threads": 2,
        "memory_limit": "1GB",
        "temp_directory": str(folder / "spill"),
    }
    with duckdb.connect(config=settled) as engine:
        engine.execute(_TABLES)
        for each in filled:
            _add(engine, each)
        engine.execute(_CHOOSE)
        for order, (terms, sorting) in _ORDERS.items():
            # Names and sorting are written above; only the path is ours to choose.
            engine.execute(
                f"COPY (SELECT {', '.join(COLUMNS)} FROM figures {terms}"  # noqa: S608
                f" ORDER BY {sorting}) TO '{_quoted(folder / order)}.parquet'"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
    shutil.rmtree(folder / "spill", ignore_errors=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _add(engine: "duckdb.DuckDBPyConnection", each: Filled) -> None:
    line = each.line
    place = {"indicator": line.indicator.code, "position": line.position}
    origin = {
        "path": str(store.observations_of(each.vintage.content_hash)),
        "series": line.series,
        "factor": float(line.factor),
    }
    engine.execute("DELETE FROM meanings")
    found = engine.execute(
        "SELECT DISTINCT dimensions FROM read_parquet($path) WHERE series = $series",
        {name: origin[name] for name in ("path", "series")},
    ).fetchall()
    if not found:
        return
    meanings = [(text, *_meaning(line, json.loads(text))) for (text,) in found]
    engine.executemany("INSERT INTO meanings VALUES (?, ?, ?, ?, ?)", meanings)
    engine.execute(
        _ADD_LINE,
        {
            **place,
            **origin,
            "sex": line.sex,
            "given_sex": line.given_sex,
            "age": line.age,
            "basis": line.basis,
            "source": line.source.code,
            "vintage": each.vintage.reference,
            "published": each.vintage.retrieved_on.year,
        },
    )
    for entry, vintage in each.added:
        added = {
            **place,
            "path": str(store.observations_of(vintage.content_hash)),
            "series": entry["series"],
            "sex": entry.get("sex", "T"),
            "age": entry.get("age", "_T"),
            "times": float(entry["times"]),
            "factor": float(line.factor),
        }
        for statement in _ADD_SERIES.split(";"):
            used = {name: added[name] for name in added if f"${name}" in statement}
            engine.execute(statement, used)


def _meaning(line: Line, given: Mapping[str, str]) -> tuple[str, str, str, bool]:
    """Say what one combination of dimensions is for a line.

    Returns the dimensions that are published, the definition, the survey behind the
    value, and whether it is the combination of the headline line.
    """
    apart = [given.get(key, "") for key in line.definition_keys]
    definition = ":".join([line.definition, *filter(None, apart)])
    published = dict(given)
    survey = "" if SURVEY in line.definition_keys else published.pop(SURVEY, "")
    for key in line.definition_keys:
        published.pop(key, None)
    # A dimension that the line does not settle would put several values in one place.
    is_main = published.keys() <= line.dimensions.keys() and all(
        given.get(key) == value for key, value in line.dimensions.items()
    )
    return dimensions_text(published), definition, survey, is_main
