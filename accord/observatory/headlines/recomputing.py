"""Printed values, and what the published figures give for the same statement."""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from accord.observatory import reading
from accord.observatory.models import Indicator, Line
from accord.observatory.reading import Observation
from accord.observatory.registry import DATA


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as a page prints it; `words` where it is no number, by language."""

    period: str
    value: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Headline:
    """A statement of the report. Texts are by language; `recompute` says how."""

    code: str
    pillar: str
    unit: str
    names: Mapping[str, str]
    printed: Sequence[Printed]
    cited: str
    evidence: str
    note: Mapping[str, str]
    recompute: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A value of ours with what it is made of.

    Of extremes, `value` is the greatest and `least` the smallest, each with the
    observation it is.
    """

    time: str
    value: float
    made_of: Sequence[Observation]
    least: float | None = None


@cache
def headlines() -> Sequence[Headline]:
    """Return all statements, in the order of the file."""
    entries = tomllib.loads((DATA / "headlines.toml").read_text("utf-8"))["headline"]
    return tuple(_headline(entry) for entry in entries)


def _headline(entry: dict[str, Any]) -> Headline:
    printed = [
        Printed(each["period"], each["value"], each.get("words", {}))
        for each in entry.pop("printed")
    ]
    return Headline(**{"recompute": {}, **entry, "printed": printed})


def recomputed(
    headline: Headline, lines: Mapping[tuple[str, str], Line]
) -> list[Recomputed]:
    """Return what the figures give, nothing where there are none for it.

    `lines` are those of the indicators by indicator and series, "" being the first.
    """
    how = headline.recompute
    return _WAYS[how["what"]](how, lines) if how else []


def lines_of(indicators: Mapping[str, Indicator]) -> dict[tuple[str, str], Line]:
    """Return the lines of indicators that were loaded with theirs."""
    found: dict[tuple[str, str], Line] = {}
    for code, indicator in indicators.items():
        for line in sorted(indicator.lines.all(), key=lambda each: each.position):
            found.setdefault((code, ""), line)
            found[code, line.series] = line
    return found


Lines = Mapping[tuple[str, str], Line]
How = Mapping[str, Any]


def _value(how: How, lines: Lines) -> list[Recomputed]:
    return [
        Recomputed(each.time, each.value, [each])
        for each in _asked(how, _course(how, how["indicator"], lines))
        if each.value is not None
    ]


def _extremes(how: How, lines: Lines) -> list[Recomputed]:
    everywhere = [
        each
        for each in reading.of_indicator(how["indicator"])
        if each.area_kind == "country" and each.value is not None
    ]
    years = {each.year for each in everywhere if each.basis != "projected"}
    found = []
    for year in how["years"]:
        wanted = max(years, default=0) if year == "last" else year
        there = [each for each in everywhere if each.year == wanted]
        if there:
            most = max(there, key=_size)
            least = min(there, key=_size)
            found.append(
                Recomputed(most.time, _size(most), [least, most], _size(least))
            )
    return found


_WAYS: Mapping[str, Callable[[How, Lines], list[Recomputed]]] = {
    "value": _value,
    "extremes": _extremes,
}


def _size(each: Observation) -> float:
    return each.value or 0.0


def _course(how: How, indicator: str, lines: Lines) -> list[Observation]:
    """Return the values of one line for the area, those without one left out."""
    line = lines.get((indicator, how.get("series", "")))
    if line is None:
        return []
    return [
        each
        for each in reading.of_indicator(
            indicator,
            areas=[how["area"]],
            headline=None,
            sex=line.sex,
            age=line.age,
        )
        if each.series == line.series
        and each.value is not None
        and each.basis != "projected"
        and line.dimensions.items() <= json.loads(each.dimensions).items()
    ]


def _asked(how: How, course: Sequence[Observation]) -> list[Observation]:
    """Return the observations of the years asked for, of each year once."""
    by_year = {each.year: each for each in course}
    last = max(by_year, default=None)
    years = [last if year == "last" else year for year in how["years"]]
    return [by_year[year] for year in dict.fromkeys(years) if year in by_year]
