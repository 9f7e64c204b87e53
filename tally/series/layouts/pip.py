"""The World Bank's Poverty and Inequality Platform: its CSV, and as OWID packs it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import PLACE, Facet, Plan, Sample, Table
from tally.series.layouts.words import read_code, round_of_line
from tally.series.periods import read_period
from tally.series.schema import dimensions_text

MEASURES = (
    "mean",
    "median",
    "headcount",
    "poverty_gap",
    "poverty_severity",
    "watts",
    "gini",
    "mld",
    "polarization",
    "spl",
    "spr",
    "pg",
    "reporting_pop",
    "pop_in_poverty",
    "poor",
    *(f"decile{number}" for number in range(1, 11)),
)
# Measures that are those of a poverty line; the others are the same beside each line.
OF_A_LINE = {
    "headcount",
    "poverty_gap",
    "poverty_severity",
    "watts",
    "pop_in_poverty",
    "poor",
}
IN_MONEY = {"mean", "median", "spl"}
UNITS = {
    "mean": "PPP $ a day",
    "median": "PPP $ a day",
    "spl": "PPP $ a day",
    "reporting_pop": "persons",
    "pop_in_poverty": "persons",
    "poor": "persons",
}
APART = ("reporting_level", "welfare_type", "poverty_line", "ppp_version")
PROJECTED = {"projection", "nowcast"}
MODELLED = {"interpolation", "extrapolation", "interpolated", "extrapolated"}
LINE = re.compile(r"\$(\d+(?:\.\d+)?)(?:-\$(\d+(?:\.\d+)?))?(?: a day)? - ")
RELATIVE = re.compile(r"(\d+% of median) - ")
# As OWID writes the part of a country that a survey covers.
PART = re.compile(r"(.+?) - (urban|rural)", re.IGNORECASE)
# Names of the World Bank's regions, which the UN uses for other sets of countries.
REGIONS = {
    "Latin America and the Caribbean": "LCN",
    "Sub-Saharan Africa": "SSF",
    "Other high income countries": "OHI",
}


def read_origin(*cells: str) -> tuple[str]:
    """The basis that is_interpolated, estimation_type and estimate_type tell."""
    said = {cell.strip().casefold() for cell in cells}
    if said & PROJECTED:
        return ("projected",)
    return ("modelled" if said & {*MODELLED, "true", "1"} else "reported",)


def breakdown(names: Sequence[str]) -> Callable[..., tuple[str, ...]]:
    """Reads the column of a measure together with what tells its rows apart."""

    def read(measure: str, *cells: str) -> tuple[str, ...]:
        said = {
            name.upper(): cell.strip()
            for name, cell in zip(names, cells, strict=True)
            if cell.strip()
        }
        series = measure.casefold()
        line = said.get("POVERTY_LINE", "")
        ppp = said.pop("PPP_VERSION", "") or round_of_line(line)
        if series not in OF_A_LINE:
            said.pop("POVERTY_LINE", None)
        if ppp and series in OF_A_LINE | IN_MONEY:
            said["PPP"] = ppp
        unit = UNITS.get(series, "share" if series in OF_A_LINE else "")
        return series, "T", "_T", dimensions_text(said), unit

    return read


@dataclass(frozen=True, slots=True)
class Platform:
    """The CSV of the platform's own service: a row for each survey and line."""

    code: str = "pip-csv"
    title: str = N_("World Bank PIP CSV (country_code, reporting_level, headcount, …)")

    def recognises(self, sample: Sample) -> bool:
        return (
            sample.column("country_code", "region_code") is not None
            and sample.column("year", "reporting_year") is not None
            and sample.has("poverty_line", "headcount")
        )

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        area = sample.column("country_code", "region_code") or ""
        year = sample.column("year", "reporting_year") or ""
        apart = [c for name in APART if (c := sample.column(name))]
        name = sample.column("country_name", "region_name")
        origin = [
            column
            for n in ("is_interpolated", "estimation_type", "estimate_type")
            if (column := sample.column(n))
        ]
        facets = [
            Facet(
                (PLACE, *apart),
                ("series", "sex", "age", "dimensions", "unit"),
                breakdown(apart),
            ),
            Facet(
                (area, name) if name else (area,),
                ("area", "area_kind"),
                areas.resolved,
            ),
            Facet((year,), ("time",), read_period),
        ]
        if origin:
            facets.append(Facet(tuple(origin), ("basis",), read_origin))
        notes = ("survey_acronym", "survey_comparability", "comparable_spell")
        return table, Plan(
            facets=facets,
            values=[c for c in sample.columns if c.casefold() in MEASURES],
            notes=[column for n in notes if (column := sample.column(n))],
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """OWID's file: a row for each country and year, the lines in names of columns."""

    code: str = "pip-owid"
    title: str = N_("World Bank PIP as packed by Our World in Data (Entity, Year, …)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("Entity", "Year") and any(
            LINE.match(column) for column in sample.columns
        )

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        lines = {m[1] for column in sample.columns if (m := LINE.match(column))}
        # 2.15 is the line of one round alone; the others of the file are of the same.
        rounds = sorted({ppp for line in lines if (ppp := round_of_line(line))})
        ppp = rounds[0] if len(rounds) == 1 else ""

        def read_column(column: str, entity: str) -> tuple[str, ...]:
            said = {}
            if line := LINE.match(column):
                said["POVERTY_LINE"] = "-".join(part for part in line.groups() if part)
            elif relative := RELATIVE.match(column):
                said["POVERTY_LINE"] = relative[1]
            is_in_money = line or "per day" in column or column in {"P10", "P90"}
            if ppp and is_in_money:
                said["PPP"] = ppp
            if part := PART.fullmatch(entity.strip()):
                said["LOCATION"] = part[2].upper()
            return read_code(column), column, "T", "_T", dimensions_text(said)

        def read_entity(entity: str) -> tuple[str, str]:
            part = PART.fullmatch(entity.strip())
            name = part[1] if part else entity.strip()
            return areas.resolved(REGIONS.get(name, name))

        gives = ("series", "series_name", "sex", "age", "dimensions")
        return table, Plan(
            facets=(
                Facet((PLACE, "Entity"), gives, read_column),
                Facet(("Entity",), ("area", "area_kind"), read_entity),
                Facet(("Year",), ("time",), read_period),
            ),
            values=[c for c in sample.columns if c and c not in {"Entity", "Year"}],
        )


LAYOUTS = (Platform(), Packed())
