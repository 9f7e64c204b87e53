"""ILOSTAT bulk files: one observation a row, the columns that apply in any order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import Facet, Plan, Sample, Table
from tally.series.periods import read_period
from tally.series.reasons import refuse_cell
from tally.series.schema import dimensions_text

SEXES = {"SEX_T": "T", "SEX_F": "F", "SEX_M": "M", "SEX_O": "O", "SEX_X": "_X"}
# The last part of an age code of a classification of ILOSTAT.
AGE = re.compile(r"AGE_[A-Z0-9]+_(?:(TOTAL)|Y?GE(\d+)|Y?(\d+)-(\d+)|Y?LT(\d+))")
MODELLED = re.compile(r"[A-Z0-9]+_2")
# Kinds of missing that a status without a value gives (CL_OBS_STATUS of the ILO).
MISSING = {"C": "C", "N": "N", "S": "S", "U": "S", "X": "X"}
BASES = {
    "E": "modelled",
    "F": "projected",
    "I": "modelled",
    "M": "modelled",
    "Z": "modelled",
}
CLASSIFICATION = re.compile(r"classif\d+", re.IGNORECASE)
NOTES = ("note_classif", "note_indicator", "note_source")


def read_series(code: str) -> tuple[str, str]:
    """The code of the series and the basis that the code itself tells.

    The second character of the variable is 2 in the ILO's modelled estimates
    (UNE_2EAP…), which are made for every country and year.
    """
    series = code.strip()
    if not series:
        raise refuse_cell("series_missing")
    return series, "modelled" if MODELLED.match(series) else "reported"


def read_status(status: str) -> tuple[str, str, str]:
    """Status, basis, and the kind of missing, were there no value."""
    letter = status.strip()
    return letter or "A", BASES.get(letter, "reported"), MISSING.get(letter, "")


def read_age(code: str) -> str:
    """An age of ILOSTAT in the manner of SDMX: Y15T24, Y_GE15, _T."""
    found = AGE.fullmatch(code)
    if found is None:
        return code
    total, least, first, last, below = found.groups()
    if total:
        return "_T"
    if least:
        return f"Y_GE{least}"
    return f"Y_LT{below}" if below else f"Y{first}T{last}"


def breakdown(names: Sequence[str]) -> Callable[..., tuple[str, str, str, str]]:
    """Reads sex, classifications and whatever else tells observations apart.

    The sources XA are the ILO's own estimates, such as all those of regions.
    """

    def read(*cells: str) -> tuple[str, str, str, str]:
        sex, age, basis = "T", "_T", "reported"
        others: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=True):
            text = cell.strip()
            if not text:
                continue
            if name == "SEX":
                sex = SEXES.get(text, text.removeprefix("SEX_"))
            elif name.startswith("CLASSIF") and text.startswith("AGE_"):
                age = read_age(text)
            elif name.startswith("CLASSIF"):
                others[text.partition("_")[0]] = text
            else:
                others[name] = text
                if name == "SOURCE" and text.startswith("XA:"):
                    basis = "modelled"
        return sex, age, dimensions_text(others), basis

    return read


@dataclass(frozen=True, slots=True)
class Ilostat:
    """The bulk files and the answers of the rplumber service."""

    code: str = "ilostat-csv"
    title: str = N_("ILOSTAT bulk CSV (ref_area, indicator, time, obs_value)")

    def recognises(self, sample: Sample) -> bool:
        return sample.has("ref_area", "indicator", "time", "obs_value")

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        apart = [
            column
            for column in sample.columns
            if column.casefold() in {"sex", "source", "freq", "icls"}
            or CLASSIFICATION.fullmatch(column)
        ]
        indicator = sample.column("indicator") or ""
        area = sample.column("ref_area") or ""
        label = sample.column("ref_area.label")
        series_name = sample.column("indicator.label")
        status = sample.column("obs_status")
        facets = [
            Facet(
                (indicator, series_name) if series_name else (indicator,),
                ("series", "basis", "series_name"),
                lambda code, name="": (*read_series(code), name.strip()),
            ),
            Facet(
                (area, label) if label else (area,),
                ("area", "area_kind"),
                areas.resolved,
            ),
            Facet((sample.column("time") or "",), ("time",), read_period),
        ]
        if apart:
            read = breakdown([column.upper() for column in apart])
            facets.append(
                Facet(tuple(apart), ("sex", "age", "dimensions", "basis"), read)
            )
        if status:
            facets.append(Facet((status,), ("status", "basis", "missing"), read_status))
        return table, Plan(
            facets=facets,
            values=(sample.column("obs_value") or "",),
            notes=[found for name in NOTES if (found := sample.column(name))],
        )


LAYOUTS = (Ilostat(),)
