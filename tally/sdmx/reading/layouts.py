"""SDMX data messages as layouts of `tally.series`: known by content, read by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tally.reasons import N_
from tally.sdmx.reading import meaning
from tally.sdmx.reading.areas import read_area
from tally.sdmx.reading.concepts import (
    ACTION,
    DATAFLOW,
    PSEUDO,
    Concepts,
    concepts,
)
from tally.sdmx.reading.envelope import Said
from tally.sdmx.reading.message import judge, read_message
from tally.sdmx.reading.objects import read_objects
from tally.sdmx.reading.reasons import reason, refuse
from tally.sdmx.reading.separated import named_table, separator_of
from tally.sdmx.reading.table import Rows
from tally.sdmx.reading.units import apart_of
from tally.series import Facet, Plan, Reason, Sample, Table
from tally.series.reasons import FileRefused

# How many names a sentence lists.
NAMED = 12


@dataclass(frozen=True, slots=True)
class SdmxMl:
    """SDMX-ML 2.1: generic and structure-specific data, and 3.0 as far as it is one."""

    code: str = "sdmx-ml"
    title: str = N_("SDMX-ML 2.1 data messages (generic and structure-specific)")

    def recognises(self, sample: Sample) -> bool:
        if sample.text.lstrip()[:1] != "<":
            return False
        try:
            judge(sample.text)
        except FileRefused as refused:
            # The beginning may end before the root, or be in an encoding of two bytes.
            if refused.code != "truncated" and "\0" not in sample.text:
                raise
        return True

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        with table.path.open("rb") as file:
            rows, said = read_message(file, work)
        return planned_rows(rows, said, work)


@dataclass(frozen=True, slots=True)
class SdmxJson:
    """SDMX-JSON 1.0, and 2.0 as far as a message has one measure."""

    code: str = "sdmx-json"
    title: str = N_("SDMX-JSON 1.0 data messages")

    def recognises(self, sample: Sample) -> bool:
        return sample.text.lstrip()[:1] in ("{", "[")

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        rows, said = read_objects(table.path, work)
        return planned_rows(rows, said, work)


@dataclass(frozen=True, slots=True)
class SdmxCsv:
    """SDMX-CSV 1.0 and 2.x, with or without names."""

    code: str = "sdmx-csv"
    title: str = N_("SDMX-CSV 1.0 and 2.0 (DATAFLOW or STRUCTURE first)")

    def recognises(self, sample: Sample) -> bool:
        return separator_of(sample) is not None

    def plan(self, table: Table, sample: Sample, work: Path) -> tuple[Table, Plan]:
        table, columns = named_table(table, sample)
        meant = concepts(columns.names, columns.attributes, time=columns.time)
        remarks = [reason("time_told", column=columns.time)] if columns.time else []
        return table, plan_of(
            meant, apart_of(meant, table, work), table.columns, remarks, columns.code_of
        )


def planned_rows(rows: Rows, said: Sequence[Said], work: Path) -> tuple[Table, Plan]:
    """The table and plan of a message that was read; FileRefused if it has no data."""
    found = "; ".join(message.text for message in said if message.text)
    if any(message.is_error for message in said):
        raise refuse("footer_error", found=found)
    if not rows.count and found:
        raise refuse("footer_only", found=found)
    if not rows.count:
        raise refuse("no_observations")
    if rows.deleted == rows.count:
        raise refuse("only_deletions")
    remarks = [reason("footer_said", found=found)] if found else []
    table = rows.table()
    known = rows.known
    meant = concepts(table.columns, known.attributes, known.dimensions)
    is_varied = meant.unit is not None and rows.varies(meant.unit)
    apart = apart_of(meant, table, work) if is_varied else None
    return table, plan_of(meant, apart, table.columns, remarks)


def plan_of(
    meant: Concepts,
    unit: str | None,
    columns: Sequence[str],
    remarks: Sequence[Reason] = (),
    code_of: Callable[[str], str] = str,
) -> Plan:
    """What the columns of a table mean.

    `unit` is the column of the unit where it tells observations apart; `code_of` takes
    a code from a cell.
    """
    if meant.value is None:
        raise refuse("no_value", found=_listed(columns))
    if meant.time is None:
        raise refuse("no_time", found=_listed(columns))
    if meant.series is None and DATAFLOW not in columns:
        raise refuse("no_series", found=_listed(columns))
    remarks = list(remarks)
    constants = {}
    if meant.area is None:
        constants = {"area": "", "area_kind": "other"}
        remarks.append(reason("area_absent"))
    if meant.aside:
        remarks.append(reason("left_out", found=", ".join(sorted(meant.aside))))
    apart = list(meant.dimensions)
    if meant.nature is not None:
        apart.append(meant.nature)
    if unit is not None:
        apart.append(unit)
        remarks.append(reason("units_differ", column=unit))
    return Plan(
        facets=_facets(meant, columns, apart, code_of),
        values=(meant.value,),
        lower=meant.lower,
        upper=meant.upper,
        notes=meant.notes,
        constants=constants,
        power=meant.power,
        withheld=_withheld(meant),
        remarks=remarks,
    )


def _facets(
    meant: Concepts,
    columns: Sequence[str],
    apart: Sequence[str],
    code_of: Callable[[str], str],
) -> list[Facet]:
    facets: list[Facet] = []

    def facet(
        read: Callable[..., Sequence[str]], gives: Sequence[str], *names: str | None
    ) -> None:
        of = [name for name in names if name is not None]
        if of and code_of is str:
            facets.append(Facet(of, gives, read))
        elif of:
            facets.append(
                Facet(of, gives, lambda *cells: read(*(code_of(c) for c in cells)))
            )

    if ACTION in columns:
        facet(meaning.read_action, ("basis",), ACTION)
    if meant.series is not None:
        facet(meaning.read_series, ("series",), meant.series)
    else:
        # The code of a dataflow holds colons, but none with a space behind it.
        facet(meaning.read_flow, ("series",), DATAFLOW)
    facet(read_area, ("area", "area_kind"), meant.area)
    facet(meaning.read_time, ("time",), meant.time)
    facet(
        meaning.breakdown(meant.sex, meant.age, apart),
        ("sex", "age", "dimensions"),
        meant.sex,
        meant.age,
        *apart,
    )
    facet(meaning.read_status, ("status", "basis", "missing"), meant.status)
    facet(meaning.read_nature, ("nature", "basis"), meant.nature)
    facet(meaning.read_freedom, ("missing",), meant.confidentiality)
    if meant.power:
        facet(meaning.read_unit, ("unit",), meant.power, meant.unit)
    else:
        facet(lambda unit: (unit.strip(),), ("unit",), meant.unit)
    return facets


def _withheld(meant: Concepts) -> tuple[str, dict[str, Reason]] | None:
    if meant.confidentiality is None:
        return None
    return meant.confidentiality, {
        code: reason("confidential", value=code) for code in meaning.NOT_FREE
    }


def _listed(columns: Sequence[str]) -> str:
    names = [name for name in columns if name.isprintable() and name not in PSEUDO]
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f", … (+{rest})" if rest > 0 else "")


LAYOUTS = (SdmxMl(), SdmxJson(), SdmxCsv())
