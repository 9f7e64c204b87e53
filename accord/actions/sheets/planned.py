"""What becomes of one row, and what keeps an action from becoming what a row says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from accord.actions import facts
from accord.actions.facts import Facts
from accord.actions.models import Action
from accord.actions.sheets.reading import Told
from accord.base.imports.cells import Fault, Unreadable
from accord.base.imports.outcomes import Outcome, Remark
from accord.partners.models import Partner


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row.

    `changes` is what is written, `mapped` what the row says, `standing` what the
    action says before. `key` tells the row again when its file comes back.
    """

    outcome: Outcome
    row: int
    lead: Partner | None = None
    title: str = ""
    language: str = ""
    action: Action | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    mapped: Facts = field(default_factory=dict)
    standing: Facts = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    refusal: Any = None
    faults: tuple[Fault, ...] = ()
    key: str = ""
    digest: str = ""
    # A published action is changed as on its own page, under all its conditions.
    is_revision: bool = False


def hindrance(told: Told, action: Action, after: Facts) -> Unreadable | None:
    """Return why an action cannot become what a row says, if it cannot."""
    if told.version and told.version != str(action.version):
        return Unreadable(
            gettext_noop(
                "Somebody has changed {reference} since this file was taken; take the"
                " file again and change it there."
            ),
            {"reference": action.reference},
        )
    starts, ends = after["starts_on"], after["ends_on"]
    if starts and ends and ends < starts:
        return Unreadable(gettext_noop("The end cannot be before the start."))
    if after["budget"] and not after["currency"]:
        return Unreadable(gettext_noop("Say in which currency the amount is."))
    missing = facts.missing_from(after) if action.published_on else []
    return Unreadable(missing[0].sentence) if missing else None
