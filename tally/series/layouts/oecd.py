"""OECD.Stat exports: each dimension twice, as a code and as a label."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.series import areas
from tally.series.layout import Facet, Plan, Sample, Table
from tally.series.layouts.words import read_age, read_code, read_sex
from tally.series.periods import read_period
from tally.series.schema import dimensions_text

AREAS = ("LOCATION", "COU", "COUNTRY", "REF_AREA")
TIMES = ("TIME", "_TIME_", "TIME_PERIOD", "YEA", "YEAR")
# The dimension that says what is measured, the first that the file has.
SUBJECTS = ("SUBJECT", "SERIES", "INDICATOR", "IND", "VAR", "VARIABLE", "MEASURE")
CODE = re.compile(r"[A-Z_][A-Z0-9_]*")
FREQUENCIES = {"FREQUENCY", "FREQ"}
# Words under the value that say how it is written, beside their codes.
UNITS = ("Unit Code", "Unit")
MEASURES = ("MEASURE", "MEAS")
# Flags of OECD.Stat: those that tell how a figure came about or why it is not there.
BASES = {"E": "modelled", "F": "projected", "I": "modelled"}
MISSING = {"M": "M", "L": "M", "N": "N", "C": "C", "Q": "S", "n": "N", "X": "X"}


def read_flag(text: str) -> tuple[str, str, str]:
    """Status, basis, and the kind of missing, were there no value."""
    letter = text.strip()
    return letter or "A", BASES.get(letter, "reported"), MISSING.get(letter, "")


def breakdown(names: Sequence[str]) -> Callable[..., tuple[str, str, str]]:
    """Reads sex, age and the codes of the other dimensions."""

    def read(*cells: str) -> tuple[str, str, str]:
        said = {n: c.strip() for n, c in zip(names, cells, strict=True) if c.strip()}
        sex = read_sex(said.pop("SEX", said.pop("GENDER", "")))
        age = read_age(said.pop("AGE", ""))
        return sex, age, dimensions_text(said)

    return read


@dataclass(frozen=True, slots=True)
class Stat:
    """A long file with codes in columns in capitals, labels in those beside them."""

    code: str = "oecd-stat"
    title: str = N_(
        "OECD.Stat CSV (LOCATION or COU, TIME or _TIME_, Value, Flag Codes)"
    )

    def recognises(self, sample: Sample) -> bool:
        return (
            self._first(sample, AREAS) is not None
            and self._first(sample, TIMES) is not None
            and "Value" in sample.columns
        )

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        area = self._first(sample, AREAS) or ""
        time = self._first(sample, TIMES) or ""
        subject = self._first(sample, SUBJECTS)
        taken = {area, time, subject, *FREQUENCIES}
        apart = [c for c in sample.columns if CODE.fullmatch(c) and c not in taken]
        facets = [
            Facet((area,), ("area", "area_kind"), areas.resolved),
            Facet((time,), ("time",), read_period),
        ]
        constants = {}
        if subject is None:
            constants["series"] = "OECD"
        else:
            label = self._beside(sample, subject)
            facets.append(
                Facet(
                    (subject, label) if label else (subject,),
                    ("series", "series_name"),
                    lambda code, name="": (read_code(code), " ".join(name.split())),
                )
            )
        if apart:
            gives = ("sex", "age", "dimensions")
            facets.append(Facet(tuple(apart), gives, breakdown(apart)))
        if flags := self._first(sample, ("Flag Codes",)):
            facets.append(Facet((flags,), ("status", "basis", "missing"), read_flag))
        if unit := self._unit(sample):
            facets.append(Facet((unit,), ("unit",), lambda text: (text.strip(),)))
        return table, Plan(
            facets=facets,
            values=("Value",),
            constants=constants,
            power=self._first(sample, ("PowerCode Code",)),
        )

    @staticmethod
    def _first(sample: Sample, names: Sequence[str]) -> str | None:
        """The first of the names that stands in the header exactly so."""
        return next((name for name in names if name in sample.columns), None)

    @staticmethod
    def _beside(sample: Sample, code: str) -> str | None:
        """The column of labels that follows a column of codes."""
        place = list(sample.columns).index(code) + 1
        if place < len(sample.columns) and not CODE.fullmatch(sample.columns[place]):
            return sample.columns[place] or None
        return None

    def _unit(self, sample: Sample) -> str | None:
        if found := self._first(sample, UNITS):
            return found
        measure = self._first(sample, MEASURES)
        return self._beside(sample, measure) if measure else None


LAYOUTS = (Stat(),)
