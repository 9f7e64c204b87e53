"""Our World in Data: a row for each entity and year, a column for each series."""

from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import PLACE, Facet, Plan, Sample, Table
from tally.series.layouts.words import read_code
from tally.series.periods import read_period

NO_VALUES = {"entity", "code", "year", "day", "continent", "world regions"}


def read_column(column: str) -> tuple[str, ...]:
    """Series, name, breakdown, unit and basis of a column, known by its name alone.

    What stands in parentheses may be a unit, a source or a group: no unit is taken
    from there.
    """
    name = column.casefold()
    basis = "projected" if "projection" in name else "reported"
    return read_code(column), column, "T", "_T", "{}", "", basis


@dataclass(frozen=True, slots=True)
class Grapher:
    """The CSV under a chart of Our World in Data, and its packed datasets."""

    code: str = "owid-csv"
    title: str = N_("Our World in Data CSV (Entity, Year, columns of values)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("Entity", "Year") and len(_values(sample)) > 0

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        code = sample.column("Code")
        entity = sample.column("Entity") or ""
        gives = ("series", "series_name", "sex", "age", "dimensions", "unit", "basis")
        return table, Plan(
            facets=(
                Facet((PLACE,), gives, read_column),
                Facet(
                    (code, entity) if code else (entity,),
                    ("area", "area_kind"),
                    areas.resolved,
                ),
                Facet((sample.column("Year") or "",), ("time",), read_period),
            ),
            values=_values(sample),
        )


def _values(sample: Sample) -> list[str]:
    return [c for c in sample.columns if c and c.casefold() not in NO_VALUES]


LAYOUTS = (Grapher(),)
