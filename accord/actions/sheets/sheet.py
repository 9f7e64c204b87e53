"""A sheet of actions from its bytes to its plan, for command and browser alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accord.actions.exchange import COLUMNS
from accord.actions.models import Action
from accord.actions.sheets.fields import VOCABULARY
from accord.actions.sheets.known import Known
from accord.actions.sheets.leads import Scope, Whose
from accord.actions.sheets.planning import Mends, Plan
from accord.base.imports import cells, mapped, tables
from accord.base.imports.cells import Unreadable
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.tables import Refused, Table
from accord.partners.models import Partner

WHAT = "actions"


class Sheet:
    """A file that was read, with the columns that it has."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """Raises `tables.Refused` if there is no table to read."""
        self.table: Table = tables.read(source, name)
        if self.table.what and not self.table.what.startswith(f"accord:{WHAT}:"):
            raise Refused(
                gettext_noop("This is an export of {what}, not of actions."),
                {"what": self.table.what.split(":")[1]},
            )
        self.own = mapped.own(self.table, COLUMNS)
        if len(self.table.rows) < 2 and not self.own:
            raise Refused(tables.NO_ROWS)
        self.columns = (
            self.own.columns
            if self.own
            else mapped.proposed(self.table, VOCABULARY, fits)
        )

    def plan(
        self,
        columns: ColumnMap,
        scope: Scope,
        mends: Mends,
        *,
        actions: QuerySet[Action] | None = None,
    ) -> Plan:
        return Plan(self.table, columns, scope, mends, own=self.own, actions=actions)


def scope_of(
    partner: Partner | None,
    columns: ColumnMap,
    *,
    on: date,
    is_bound: bool,
    is_own: bool,
) -> Scope:
    """Return for whom a file is; raises `Refused` where it does not say who leads."""
    chosen = columns.options.get("rows", "")
    has_lead = bool({"lead", "reference"} & columns.by_key.keys())
    default = Whose.OURS if partner else Whose.COLUMN
    whose = Whose(chosen) if chosen in set(Whose) else default
    if is_bound:
        whose = Whose.OURS
    elif is_own and not chosen:
        # Our own export says itself whose each action is.
        whose = Whose.COLUMN
    if partner is None and (not has_lead or whose is not Whose.COLUMN):
        raise Refused(
            gettext_noop(
                "It cannot be told who leads the actions: name the partner for whom the"
                " file is imported, or the column with the organizations."
            )
        )
    return Scope(partner, whose, on, is_bound=is_bound)


def check_columns(columns: ColumnMap) -> None:
    """Raise `Refused` where no column tells what the actions are."""
    keys = columns.by_key
    if not any(key.startswith(("title", "summary", "reference")) for key in keys):
        raise Refused(
            gettext_noop(
                "No column was recognised as title or text of an action. The heads in"
                " row {row} are: {heads}."
            ),
            {
                "row": columns.header_row,
                "heads": "; ".join(each.name for each in columns.columns[:20]),
            },
        )


def fits(key: str, values: Sequence[str]) -> float:
    """Return which share of values can be read as a field that a head only hints at."""
    known = Known.read()
    readers: Mapping[str, Any] = {
        "kind": known.kinds.code,
        "areas": lambda text: cells.several(text, _no_number(known.areas.code)),
        "targets": lambda text: cells.several(text, known.target),
        "countries": lambda text: cells.several(text, known.countries.code),
        "challenges": lambda text: cells.several(text, known.challenges.code),
        "groups": lambda text: cells.several(text, known.groups.code),
        "starts_on": cells.day,
        "ends_on": cells.day,
        "budget": cells.decimal,
        "lead": known.partners.code,
        "title": _words,
        "summary": _words,
        "number": _short,
    }
    read = readers.get(key)
    if read is None:
        return 0
    good = 0
    for value in values:
        try:
            read(value)
        except Unreadable:
            continue
        good += 1
    if key == "number" and len(set(values)) < len(values):
        return 0
    return good / len(values)


def _no_number(read: Any) -> Any:
    """A column of numbers is any numbering, not that of our areas."""

    def read_words(text: str) -> str:
        if text.isdecimal():
            raise Unreadable("{value}", {"value": text})
        return str(read(text))

    return read_words


def _words(text: str) -> None:
    if len(text) < 8 or " " not in text:
        raise Unreadable("{value}", {"value": text})


def _short(text: str) -> None:
    if len(text) > 40:
        raise Unreadable("{value}", {"value": text})
