"""UNDP: the composite indices of the Human Development Report, wide."""

import re
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import PLACE, Facet, Plan, Sample, Table
from tally.series.periods import read_period

COLUMN = re.compile(r"([a-z][a-z0-9_]*)_(\d{4})", re.IGNORECASE)
SEXES = {"f": "F", "m": "M"}


def read_column(column: str) -> tuple[str, str, str, str, str]:
    """Series, breakdown and period of a column such as le_f_2022."""
    found = COLUMN.fullmatch(column)
    series, year = (found[1], found[2]) if found else (column, "")
    sex = SEXES.get(series.rpartition("_")[2].casefold(), "T")
    return series.casefold(), sex, "_T", "{}", *read_period(year)


@dataclass(frozen=True, slots=True)
class Composite:
    """A row for each country, a column for each index and year.

    Names of countries are often damaged on the way; the codes are not.
    """

    code: str = "undp-hdr"
    title: str = N_("UNDP composite indices, complete time series (iso3, hdi_1990, …)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("iso3", "country") and any(
            COLUMN.fullmatch(column) for column in sample.columns
        )

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        return table, Plan(
            facets=(
                Facet(
                    (PLACE,),
                    ("series", "sex", "age", "dimensions", "time"),
                    read_column,
                ),
                Facet(
                    (sample.column("iso3") or "",),
                    ("area", "area_kind"),
                    areas.resolved,
                ),
            ),
            values=[c for c in sample.columns if COLUMN.fullmatch(c)],
        )


LAYOUTS = (Composite(),)
