"""Questions to the published figures: what a queryset is to tables.

All that is shown, drawn, downloaded or sent comes from here. One engine a process
reads the Parquet of the current figures; each question takes milliseconds.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from accord.observatory import engine, store
from accord.observatory.observations import (
    COLUMNS,
    LAST_OF_EACH,
    PLACE,
    Observation,
)

_LINE = ", ".join(PLACE)
_BATCH = 2_000
_AMONG = "area IN (SELECT unnest($areas::VARCHAR[]))"


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """What an indicator has values for; `main_…` are those of its headline line."""

    sexes: Sequence[str]
    ages: Sequence[str]
    dimensions: Sequence[str]
    areas: int
    first: int
    last: int
    main_sexes: Sequence[str]
    main_ages: Sequence[str]


def version() -> str:
    """Return the hash of the current figures, for caches and entity tags."""
    return store.current_figures()


def compiled_at() -> datetime | None:
    """Return when the current figures took their place, None before the first."""
    seconds = store.compiled_at()
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def of_indicator(  # noqa: PLR0913 (each narrows by itself)
    code: str,
    *,
    areas: Collection[str] | None = None,
    headline: bool | None = True,
    sex: str | None = None,
    age: str | None = None,
    dimensions: str | None = None,
    since: int | None = None,
    until: int | None = None,
) -> list[Observation]:
    """Return the observations of an indicator by area, line and time.

    None lets all through; with `headline` only the main line comes.
    """
    terms, given = _narrowed(
        code,
        areas,
        {"headline": headline, "sex": sex, "age": age, "dimensions": dimensions},
        (since, until),
    )
    return _ask("by_indicator", terms, _LINE, given)


def each_of_indicator(
    code: str,
    *,
    areas: Collection[str] | None = None,
    headline: bool | None = True,
    sex: str | None = None,
    age: str | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Iterator[Observation]:
    """Yield what `of_indicator` returns, however much it is, in little memory."""
    terms, given = _narrowed(
        code, areas, {"headline": headline, "sex": sex, "age": age}, (since, until)
    )
    for row in stream(_question(terms, _LINE), given):
        yield Observation(*row)


def page_of_indicator(  # noqa: PLR0913 (each narrows by itself)
    code: str,
    *,
    after: Sequence[str] | None,
    limit: int,
    areas: Collection[str] | None = None,
    headline: bool | None = True,
    sex: str | None = None,
    age: str | None = None,
    since: int | None = None,
    until: int | None = None,
) -> list[Observation]:
    """Return `limit` of what `of_indicator` returns, from behind the place `after`."""
    terms, given = _narrowed(
        code, areas, {"headline": headline, "sex": sex, "age": age}, (since, until)
    )
    if after is not None:
        names = [f"after_{name}" for name in PLACE]
        places = ", ".join(f"${name}" for name in names)
        terms = f"{terms} AND ({_LINE}) > ({places})"
        given |= dict(zip(names, after, strict=True))
    return _ask("by_indicator", terms, f"{_LINE} LIMIT {int(limit)}", given)


def _narrowed(
    code: str,
    areas: Collection[str] | None,
    asked: dict[str, Any],
    years: tuple[int | None, int | None],
) -> tuple[str, dict[str, Any]]:
    given = {name: value for name, value in asked.items() if value is not None}
    terms = ["indicator = $indicator", *(f"{name} = ${name}" for name in given)]
    given["indicator"] = code
    if areas is not None:
        terms.append("list_contains($areas::VARCHAR[], area)")
        given["areas"] = list(areas)
    since, until = years
    if since is not None:
        terms.append("year >= $since")
        given["since"] = since
    if until is not None:
        terms.append("year <= $until")
        given["until"] = until
    return " AND ".join(terms), given


def latest(
    code: str, *, kinds: Collection[str] = ("country",), until: int | None = None
) -> list[Observation]:
    """Return the last headline value of each area that has one; not projections."""
    of_kind = "indicator = $indicator AND list_contains($kinds::VARCHAR[], area_kind)"
    given: dict[str, Any] = {"indicator": code, "kinds": list(kinds)}
    if until is None:
        return _ask("latest", of_kind, "area", given)
    terms = f"{of_kind} AND year <= $until AND {LAST_OF_EACH}"
    return _ask("by_indicator", terms, "area", {**given, "until": until})


def profile(area: str) -> dict[str, list[Observation]]:
    """Return the headline lines of all indicators for one area, by indicator."""
    found: dict[str, list[Observation]] = {}
    for each in _ask(
        "by_area", "area = $area AND headline", f"indicator, {_LINE}", {"area": area}
    ):
        found.setdefault(each.indicator, []).append(each)
    return found


def latest_of(
    areas: Iterable[str], *, indicator: str | None = None
) -> dict[str, list[Observation]]:
    """Return the last headline value of each indicator in each of the areas.

    The same choice of line that `latest` makes, for all indicators in one question.
    """
    found: dict[str, list[Observation]] = {}
    given = {"areas": list(areas), "indicator": indicator}
    terms = f"{_AMONG} AND ($indicator::VARCHAR IS NULL OR indicator = $indicator)"
    for each in _ask("latest", terms, "indicator, area", given):
        found.setdefault(each.indicator, []).append(each)
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """Between which values the areas that have one lie, and how many they are."""

    areas: int
    lowest: float
    highest: float


def spreads_of(areas: Iterable[str]) -> dict[str, Spread]:
    """Return the spread of the last headline values of the areas, by indicator."""
    rows = _rows(
        "latest",
        # Terms are written here; values are bound.
        "SELECT indicator, count(*), min(value), max(value)"  # noqa: S608
        f" FROM read_parquet($path) WHERE {_AMONG} GROUP BY indicator",
        {"areas": list(areas)},
    )
    return {code: Spread(*values) for code, *values in rows}


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with its year, and no more than an aggregate must know of it."""

    area: str
    year: int
    value: float
    basis: str
    definition: str
    source: str


def dated(code: str, areas: Iterable[str]) -> list[Dated]:
    """Return the headline values of an indicator in the areas; not projections."""
    rows = _rows(
        "by_indicator",
        # Terms are written here; values are bound.
        "SELECT area, year, value, basis, definition, source"  # noqa: S608
        f" FROM read_parquet($path) WHERE indicator = $indicator AND {_AMONG}"
        " AND headline AND value IS NOT NULL AND basis <> 'projected'"
        " ORDER BY area, time",
        {"indicator": code, "areas": list(areas)},
    )
    return [Dated(*row) for row in rows]


def indicators() -> frozenset[str]:
    """Return the codes of the indicators that have any figures."""
    return _indicators_of(figures_path("by_indicator"))


@lru_cache(maxsize=4)
def _indicators_of(_path: Path | None) -> frozenset[str]:
    rows = _rows(
        "by_indicator", "SELECT DISTINCT indicator FROM read_parquet($path)", {}
    )
    return frozenset(code for (code,) in rows)


def breakdowns(code: str) -> Breakdowns | None:
    """Say what there is of an indicator, or None where it has no figures."""
    return _breakdowns(code, figures_path("by_indicator"))


@lru_cache(maxsize=64)
def _breakdowns(code: str, _path: Path | None) -> Breakdowns | None:
    rows = _rows(
        "by_indicator",
        "SELECT list_sort(list(DISTINCT sex)), list_sort(list(DISTINCT age)),"
        " list_sort(list(DISTINCT dimensions)),"
        " count(DISTINCT area), min(year), max(year),"
        " coalesce(list(DISTINCT sex) FILTER (WHERE headline), []),"
        " coalesce(list(DISTINCT age) FILTER (WHERE headline), [])"
        " FROM read_parquet($path) WHERE indicator = $indicator",
        {"indicator": code},
    )
    if not rows or not rows[0][3]:
        return None
    return Breakdowns(*rows[0])


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the world an indicator's headline values tell of, and since when."""

    countries: int
    first: int
    last: int
    sources: Sequence[str]


def coverage() -> dict[str, Coverage]:
    """Return what there is of each indicator that has values; not projections.

    Reads all figures, and therefore once for each compile of them.
    """
    return _coverage(figures_path("by_indicator"))


@lru_cache(maxsize=2)
def _coverage(_path: Path | None) -> dict[str, Coverage]:
    rows = _rows(
        "by_indicator",
        "SELECT indicator,"
        " count(DISTINCT area) FILTER (WHERE area_kind = 'country'),"
        " min(year), max(year), list_sort(list_distinct(list(source)))"
        " FROM read_parquet($path)"
        " WHERE headline AND value IS NOT NULL AND basis <> 'projected'"
        " GROUP BY indicator",
        {},
    )
    return {row[0]: Coverage(*row[1:]) for row in rows}


def world() -> dict[str, Observation]:
    """Return the last headline value of the world, by indicator; not projections."""
    found = _ask("latest", "area = '001'", "indicator", {})
    return {each.indicator: each for each in found}


@dataclass(frozen=True, slots=True)
class Origin:
    """What one vintage gives of one series and definition to an indicator."""

    source: str
    series: str
    vintage: str
    definition: str
    values: int
    areas: int
    first: int
    last: int


def origins(code: str) -> Sequence[Origin]:
    """Return from which vintages the values of an indicator come, the most first."""
    return _origins(code, figures_path("by_indicator"))


@lru_cache(maxsize=64)
def _origins(code: str, _path: Path | None) -> Sequence[Origin]:
    rows = _rows(
        "by_indicator",
        "SELECT source, series, vintage, definition, count(value),"
        " count(DISTINCT area), min(year), max(year)"
        " FROM read_parquet($path) WHERE indicator = $indicator"
        " GROUP BY ALL ORDER BY count(value) DESC, series, vintage, definition",
        {"indicator": code},
    )
    return tuple(Origin(*row) for row in rows)


def areas_of(code: str) -> dict[str, str]:
    """Return the kind of each area that an indicator has a headline value for."""
    return _areas_of(code, figures_path("latest"))


@lru_cache(maxsize=64)
def _areas_of(code: str, _path: Path | None) -> dict[str, str]:
    return dict(
        _rows(
            "latest",
            "SELECT area, area_kind FROM read_parquet($path)"
            " WHERE indicator = $indicator ORDER BY area",
            {"indicator": code},
        )
    )


def _ask(
    order: str, terms: str, sorting: str, given: dict[str, Any]
) -> list[Observation]:
    rows = _rows(order, _question(terms, sorting), given)
    return [Observation(*row) for row in rows]


def _question(terms: str, sorting: str) -> str:
    # Column names and terms are written here; values are bound.
    return (
        f"SELECT {', '.join(COLUMNS)} FROM read_parquet($path)"  # noqa: S608
        f" WHERE {terms} ORDER BY {sorting}"
    )


def _rows(order: str, question: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    path = figures_path(order)
    if path is None:
        return []
    return engine.cursor().execute(question, {**given, "path": str(path)}).fetchall()


def stream(question: str, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Ask the figures in words of one's own; `$path` names them in the question.

    Rows come some thousand at a time. Before the first compile there is none.
    """
    path = figures_path("by_indicator")
    if path is None:
        return
    # A cursor of its own: other questions are asked while this one is read.
    with engine.start().cursor() as own:
        own.execute(question, {**given, "path": str(path)})
        while rows := own.fetchmany(_BATCH):
            yield from rows


def write_parquet(code: str, target: Path) -> None:
    """Write all lines of an indicator to a file of ours, in the columns of figures."""
    path = figures_path("by_indicator")
    asked = _question("indicator = $indicator", _LINE)
    # The name of the file is ours; everything else is bound.
    engine.cursor().execute(
        f"COPY ({asked}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)",
        {"indicator": code, "path": str(path)},
    )


def figures_path(order: str) -> Path | None:
    """Return the Parquet of the current figures, None before the first compile."""
    name = store.current_figures()
    return store.figures_folder(name) / f"{order}.parquet" if name else None
