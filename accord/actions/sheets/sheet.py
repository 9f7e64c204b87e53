"""A sheet of actions from its bytes to its plan, for command and browser alike."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accord.actions import currencies
from accord.actions.exchange import COLUMNS
from accord.actions.models import Action
from accord.actions.sheets import targets
from accord.actions.sheets.fields import VOCABULARY
from accord.actions.sheets.known import Known
from accord.actions.sheets.leads import Scope, Whose
from accord.actions.sheets.planning import Mends, Plan
from accord.base.imports import cells, mapped
from accord.base.imports.cells import Unreadable
from accord.base.imports.fields import folded
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.tables import Refused
from accord.partners.models import Partner
from tally.sheets import CellRefused
from tally.sheets.amounts import parse_amount

WHAT = "actions"
_LIKE_A_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


class Sheet:
    """A file that was read, with the columns that it has."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """Raises `tables.Refused` if there is no table to read."""
        self.table, self.own, self.columns = mapped.opened(source, name, KIND)

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
        "targets": _no_number(lambda text: targets.named_in(text, known.targets)),
        "countries": lambda text: _countries(text, known),
        "challenges": lambda text: cells.several(text, known.challenges.code),
        "groups": lambda text: cells.several(text, known.groups.code),
        "starts_on": _when,
        "ends_on": _when,
        "budget": _amount,
        "currency": _code,
        "lead": known.partners.code,
        "partners": lambda text: cells.several(text, known.partners.code),
        "title": _title,
        "summary": _words,
        "number": _short,
    }
    read = readers.get(key)
    if read is None:
        return 0
    if key == "number" and len(set(values)) < len(values):
        return 0
    told = [value for value in values if not cells.is_silent(value)]
    return sum(_can(read, value) for value in told) / max(len(told), 1)


KIND = mapped.Kind(
    WHAT,
    gettext_noop("This is an export of {what}, not of actions."),
    COLUMNS,
    VOCABULARY,
    fits,
)


def _can(read: Any, value: str) -> bool:
    try:
        read(value)
    except (Unreadable, CellRefused):
        return False
    return True


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


def _when(text: str) -> None:
    if not cells.is_open(text):
        # 03/04/2026 is a day as well, though nobody can tell which.
        cells.period(_LIKE_A_DAY.sub("2026-01-01", text))


def _code(text: str) -> None:
    if text.upper() not in currencies.in_use():
        raise Unreadable("{value}", {"value": text})


def _amount(text: str) -> None:
    try:
        parse_amount(text)
    except CellRefused as refused:
        # 1,234 is an amount as well, though nobody can tell which.
        if refused.code != "number_two_ways":
            raise


def _countries(text: str, known: Known) -> None:
    if folded(text) not in known.countries.more_than_one:
        cells.several(text, known.countries.code)


def _title(text: str) -> None:
    if len(text) < 8 or not any(map(str.isalpha, text)):
        raise Unreadable("{value}", {"value": text})
