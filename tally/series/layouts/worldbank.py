"""The World Bank: World Development Indicators, wide, and reshaped by area and year."""

import re
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import PLACE, Facet, Plan, Sample, Table
from tally.series.layouts.words import poverty_of_name, read_code, unit_of_name
from tally.series.periods import read_period
from tally.series.reasons import refuse
from tally.series.schema import dimensions_text

# 1960, and in extracts of DataBank 1960 [YR1960].
YEAR = re.compile(r"(\d{4})(?: \[YR\d{4}\])?")
EDITION = re.compile(r"(\d{4})-\d\d-\d\d")
MODELLED = ("modeled", "modelled")
METADATA = (
    ("Country Code", "IncomeGroup"),
    ("INDICATOR_CODE", "SOURCE_NOTE"),
    ("Series Code", "Long definition"),
    ("CountryCode", "SeriesCode", "DESCRIPTION"),
)
AVERAGE = "average_value_"


def read_indicator(code: str, name: str = "") -> tuple[str, ...]:
    """Series, name, breakdown, unit and basis, much of which the name alone tells.

    The line of extreme poverty moves while its code stays (SI.POV.DDAY was at $1.90 of
    2011, then at $2.15 of 2017): line and round stand in the dimensions.
    """
    name = name.strip()
    is_modelled = any(word in name.casefold() for word in MODELLED)
    return (
        read_code(code),
        name,
        "T",
        "_T",
        dimensions_text(poverty_of_name(name)),
        unit_of_name(name),
        "modelled" if is_modelled else "reported",
    )


GIVEN_BY_INDICATOR = (
    "series",
    "series_name",
    "sex",
    "age",
    "dimensions",
    "unit",
    "basis",
)


@dataclass(frozen=True, slots=True)
class Wide:
    """A row for each area and indicator, a column for each year."""

    code: str = "worldbank-wdi"
    title: str = N_("World Bank indicators CSV (Country Code, Indicator Code, years)")

    def recognises(self, sample: Sample) -> bool:
        if any(sample.has(*names) for names in METADATA):
            raise refuse("metadata", found=", ".join(c for c in sample.columns if c))
        return (
            sample.has("Country Code")
            and sample.column("Indicator Code", "Series Code") is not None
            and any(YEAR.fullmatch(column) for column in sample.columns)
        )

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        indicator = sample.column("Indicator Code", "Series Code") or ""
        name = sample.column("Indicator Name", "Series Name")
        area = [c for n in ("Country Code", "Country Name") if (c := sample.column(n))]
        edition = edition_of(sample)

        def read_year(column: str) -> tuple[str, str]:
            found = YEAR.fullmatch(column)
            (period,) = read_period(found[1] if found else column)
            is_ahead = edition is not None and int(period) > edition
            return period, "projected" if is_ahead else "reported"

        return table, Plan(
            facets=(
                Facet(
                    (indicator, name) if name else (indicator,),
                    GIVEN_BY_INDICATOR,
                    read_indicator,
                ),
                Facet(tuple(area), ("area", "area_kind"), areas.resolved),
                Facet((PLACE,), ("time", "basis"), read_year),
            ),
            values=[c for c in sample.columns if YEAR.fullmatch(c)],
        )


def edition_of(sample: Sample) -> int | None:
    """The year of the day on which the file says that it was updated."""
    for record in sample.preamble:
        if len(record) > 1 and record[0].strip() == "Last Updated Date":
            found = EDITION.match(record[1].strip())
            return int(found[1]) if found else None
    return None


@dataclass(frozen=True, slots=True)
class ByYear:
    """A row for each area and year, a column for each indicator by its name."""

    code: str = "worldbank-by-year"
    title: str = N_("World Bank indicators by area and year (average_value_ columns)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("Country Code", "Year") and any(
            column.startswith(AVERAGE) for column in sample.columns
        )

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        def read_column(column: str) -> tuple[str, ...]:
            name = column.removeprefix(AVERAGE)
            return read_indicator(name, name)

        return table, Plan(
            facets=(
                Facet((PLACE,), GIVEN_BY_INDICATOR, read_column),
                Facet(
                    (sample.column("Country Code") or "",),
                    ("area", "area_kind"),
                    areas.resolved,
                ),
                Facet((sample.column("Year") or "",), ("time",), read_period),
            ),
            values=[c for c in sample.columns if c.startswith(AVERAGE)],
        )


LAYOUTS = (Wide(), ByYear())
