"""The sums of an import, the same for a preview and for what was carried out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.actions.iati.planning import Outcome, Planned
from accord.actions.iati.remarks import Remark
from tally.iati import Activity, Notice, Where

# A file of a hundred thousand activities may give a million remarks.
MOST_WARNINGS = 5_000


@dataclass(slots=True)
class Report:
    """How many activities there are, of each outcome, and what was said of them.

    `counts` holds how many dates, countries, budgets and participating organizations
    the activities of the file name, element by element.
    """

    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    more_warnings: int = 0
    # What was said of the file itself; part of the warnings too.
    notices: list[Remark] = field(default_factory=list)

    def add(self, batch: Iterable[Planned]) -> None:
        for each in batch:
            self.read += 1
            self.outcomes[each.outcome] += 1
            if each.activity is not None:
                self.counts.update(counts_of(each.activity))
            if each.refusal is not None:
                self.refused.append(each.refusal)
            self._warn(each.remarks)

    def close(self, notices: Iterable[Notice]) -> None:
        """Add what was said of the file itself, and how much was not listed."""
        self.notices = [Remark.of(each) for each in notices]
        self._warn(self.notices)
        if self.more_warnings:
            template = gettext_noop("{count} more remarks are not listed.")
            where = Where(0, None, "iati-activities")
            values = {"count": self.more_warnings}
            self.warnings.append(Remark(where, template, values))

    def _warn(self, remarks: Iterable[Remark]) -> None:
        for each in remarks:
            if len(self.warnings) < MOST_WARNINGS:
                self.warnings.append(each)
            else:
                self.more_warnings += 1

    def to_json(self) -> dict[str, Any]:
        """Return the report as the command prints it."""
        return {
            "read": self.read,
            "new": self.outcomes[Outcome.NEW],
            "changed": self.outcomes[Outcome.CHANGED],
            "unchanged": self.outcomes[Outcome.UNCHANGED],
            "refused": [_told(each) for each in self.refused],
            "warnings": [_told(each) for each in self.warnings],
            "counts": {name: self.counts[name] for name in COUNTED},
        }

    def sentence(self) -> str:
        return _(
            "Activities read: {read}. New: {new}, changed: {changed}, unchanged:"
            " {unchanged}, refused: {refused}."
        ).format(
            read=self.read,
            new=self.outcomes[Outcome.NEW],
            changed=self.outcomes[Outcome.CHANGED],
            unchanged=self.outcomes[Outcome.UNCHANGED],
            refused=len(self.refused),
        )


COUNTED = ("dates", "countries", "budgets", "participating_organisations")


def counts_of(activity: Activity) -> Mapping[str, int]:
    return {
        "dates": len(activity.dates),
        "countries": len(activity.countries),
        "budgets": len(activity.budgets),
        "participating_organisations": len(activity.participants),
    }


def _told(remark: Remark) -> dict[str, str]:
    return {"where": str(remark.where), "reason": str(remark)}
