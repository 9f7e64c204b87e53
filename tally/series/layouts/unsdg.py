"""The UN SDG Global Database: its official CSV, and one file a series with codes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import Facet, Plan, Sample, Table
from tally.series.layouts.words import read_age, read_code, read_nature, read_sex
from tally.series.periods import read_period
from tally.series.reasons import refuse_cell
from tally.series.schema import dimensions_text

# Columns of the official file that are neither dimensions nor attributes we keep.
ASIDE = {
    "goal",
    "target",
    "indicator",
    "seriesdescription",
    "geoareaname",
    "time_detail",
    "timecoverage",
    "geoinfourl",
    "nature",
    "units",
    "observation status",
    "seriescode",
    "geoareacode",
    "timeperiod",
    "value",
    "upperbound",
    "lowerbound",
    "source",
    "footnote",
    "islatestbaseperiod",
    "valuetype",
    "time_coverage",
}
SERIES = re.compile(r"[a-z]{2}_[a-z0-9]{2,}_?[a-z0-9_]*")
KNOWN_DIMENSIONS = {
    "age",
    "sex",
    "location",
    "activity",
    "migratory_status",
    "quantile",
    "disability_status",
    "type_of_occupation",
    "education_level",
    "observation_status",
    "nature",
    "units",
}
# What an observation status says of a value that is not there.
MISSING = {"O": "M", "M": "X", "L": "M", "Q": "S", "N": "S"}
BASES = {"E": "modelled", "I": "modelled", "F": "projected"}


def breakdown(names: Sequence[str]) -> Callable[..., tuple[str, str, str]]:
    """Reads sex, age and the other dimensions, whose codes are kept upper-cased."""

    def read(*cells: str) -> tuple[str, str, str]:
        sex, age = "T", "_T"
        others = {}
        for name, cell in zip(names, cells, strict=True):
            text = cell.strip()
            if name == "SEX":
                sex = read_sex(text)
            elif name == "AGE":
                # The snapshots write 15 for 15+, as their list of codes says.
                age = read_age(f"{text}+" if text.isdigit() else text.upper())
            elif text:
                others[name] = text.upper()
        return sex, age, dimensions_text(others)

    return read


def read_status(text: str) -> tuple[str, str, str]:
    """Status, basis, and the kind of missing, were there no value."""
    status = text.strip().upper() or "A"
    return status, BASES.get(status, "reported"), MISSING.get(status, "")


def read_number_of_area(code: str) -> tuple[str, str]:
    """The area by its M49 number, which is all this database gives.

    Spreadsheets write 404.0 where other cells of the column are empty.
    """
    number = code.strip().removesuffix(".0")
    if number and not number.isdigit():
        raise refuse_cell("area_impossible", value=code)
    return areas.resolved(number)


@dataclass(frozen=True, slots=True)
class Official:
    """The CSV that the database itself gives, long, with its dimensions in brackets."""

    code: str = "unsdg-csv"
    title: str = N_("UN SDG database CSV (SeriesCode, GeoAreaCode, TimePeriod, Value)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("SeriesCode", "GeoAreaCode", "TimePeriod", "Value")

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        apart = [c for c in sample.columns if c and bare(c).casefold() not in ASIDE]
        facets = [
            Facet(
                _given(sample, "SeriesCode", "SeriesDescription"),
                ("series", "series_name"),
                lambda code, name="": (read_code(code), name.strip()),
            ),
            Facet(
                _given(sample, "GeoAreaCode"),
                ("area", "area_kind"),
                read_number_of_area,
            ),
            Facet(_given(sample, "TimePeriod"), ("time",), read_period),
        ]
        if apart:
            names = [dimension_of(column) for column in apart]
            gives = ("sex", "age", "dimensions")
            facets.append(Facet(tuple(apart), gives, breakdown(names)))
        if nature := sample.column("[Nature]", "Nature"):
            facets.append(Facet((nature,), ("nature", "basis", "missing"), read_nature))
        if status := sample.column("[Observation Status]", "Observation Status"):
            facets.append(Facet((status,), ("status", "basis", "missing"), read_status))
        if units := sample.column("[Units]", "Units"):
            facets.append(Facet((units,), ("unit",), lambda text: (text.strip(),)))
        return table, Plan(
            facets=facets,
            values=(sample.column("Value") or "",),
            lower=sample.column("LowerBound"),
            upper=sample.column("UpperBound"),
            notes=[c for n in ("Source", "FootNote") if (c := sample.column(n))],
        )


def bare(column: str) -> str:
    """A column's name without the brackets around it."""
    return column.strip().removeprefix("[").removesuffix("]").strip()


def dimension_of(column: str) -> str:
    """The name of a dimension: [Reporting Type] is REPORTING_TYPE."""
    return re.sub(r"\W+", "_", bare(column)).upper()


def _given(sample: Sample, *names: str) -> tuple[str, ...]:
    return tuple(found for name in names if (found := sample.column(name)))


@dataclass(frozen=True, slots=True)
class OneSeries:
    """A file for each series: codes in lower case, the value under the series' name."""

    code: str = "unsdg-series"
    title: str = N_("UN SDG database, one series a file (geo_area, year, the series)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("geo_area", "year") and self._value(sample) is not None

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        value = self._value(sample) or ""
        core = {value, "geo_area", "year", "nature", "units", "observation_status"}
        apart = [c for c in sample.columns if c and c.casefold() not in core]
        facets = [
            Facet(("geo_area",), ("area", "area_kind"), read_number_of_area),
            Facet(("year",), ("time",), read_period),
        ]
        if apart:
            read = breakdown([column.upper() for column in apart])
            facets.append(Facet(tuple(apart), ("sex", "age", "dimensions"), read))
        if sample.has("nature"):
            gives = ("nature", "basis", "missing")
            facets.append(Facet(("nature",), gives, read_nature))
        if sample.has("observation_status"):
            gives = ("status", "basis", "missing")
            facets.append(Facet(("observation_status",), gives, read_status))
        if sample.has("units"):
            read_unit = lambda text: (text.strip().upper(),)  # noqa: E731
            facets.append(Facet(("units",), ("unit",), read_unit))
        return table, Plan(
            facets=facets, values=(value,), constants={"series": value.upper()}
        )

    @staticmethod
    def _value(sample: Sample) -> str | None:
        named = [
            column
            for column in sample.columns
            if SERIES.fullmatch(column)
            and column not in KNOWN_DIMENSIONS
            and column != "geo_area"
        ]
        return named[-1] if named else None


LAYOUTS = (Official(), OneSeries())
