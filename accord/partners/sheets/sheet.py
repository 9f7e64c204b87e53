"""A sheet of organizations from its bytes to its plan."""

import re
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext_noop

from accord.atlas.access import names_of_countries
from accord.base.imports import mapped
from accord.base.imports.cells import Unreadable
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.tables import Refused
from accord.partners.exchange import COLUMNS
from accord.partners.sheets.fields import VOCABULARY
from accord.partners.sheets.planning import Mends, Plan

WHAT = "partners"
_LIKE = {
    "ror": re.compile(r"ror\.org/0"),
    "website": re.compile(r"^(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$"),
    "short_name": re.compile(r"^\S{2,15}$"),
    "org-id": re.compile(r"^[A-Z]{2,3}-[A-Z0-9]{2,8}-\S+$"),
    "mandate": re.compile(r"\S+(?:\s+\S+){4}"),
}


class Sheet:
    """A file that was read, with the columns that it has."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """Raises `tables.Refused` if there is no table to read."""
        self.table, self.own, self.columns = mapped.opened(source, name, KIND)

    def plan(self, columns: ColumnMap, mends: Mends, *, on: date) -> Plan:
        return Plan(self.table, columns, mends, own=self.own, on=on)


def check_columns(columns: ColumnMap) -> None:
    """Raise `Refused` where no column names the organizations."""
    if not any(key.startswith(("name", "reference")) for key in columns.by_key):
        raise Refused(
            gettext_noop(
                "No column was recognised as the name of an organization. The heads in"
                " row {row} are: {heads}."
            ),
            {
                "row": columns.header_row,
                "heads": "; ".join(each.name for each in columns.columns[:20]),
            },
        )


def fits(key: str, values: Sequence[str]) -> float:
    """Return which share of values can be read as a field that a head only hints at."""
    if key == "number":
        return float(len(set(values)) == len(values))
    if key in _LIKE:
        return sum(bool(_LIKE[key].search(each)) for each in values) / len(values)
    if key == "name":
        return sum(len(each) > 5 and " " in each for each in values) / len(values)
    if key != "country":
        return 0
    countries, good = names_of_countries(), 0
    for value in values:
        try:
            countries.code(value)
        except Unreadable:
            continue
        good += 1
    return good / len(values)


KIND = mapped.Kind(
    WHAT,
    gettext_noop("This is an export of {what}, not of partners."),
    COLUMNS,
    VOCABULARY,
    fits,
)
