"""The sums of an import, the same for a preview and for what was carried out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.base.imports.outcomes import Outcome, Place, Remark

# A file of a hundred thousand records may give a million remarks.
MOST_WARNINGS = 5_000


class Said(Protocol):
    """A remark as reports list it: its sentence is its `str`."""

    @property
    def where(self) -> Any: ...


class Planned(Protocol):
    """What becomes of one record, as far as a report cares."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def refusal(self) -> Any: ...
    @property
    def remarks(self) -> Any: ...


@dataclass(slots=True)
class Report:
    """How many records there are, of each outcome, and what was said of them."""

    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refused: list[Any] = field(default_factory=list)
    warnings: list[Any] = field(default_factory=list)
    more_warnings: int = 0
    # What was said of the file itself; part of the warnings too.
    notices: list[Any] = field(default_factory=list)

    def add(self, batch: Iterable[Planned]) -> None:
        for each in batch:
            self.read += 1
            self.outcomes[each.outcome] += 1
            if each.refusal is not None:
                self.refused.append(each.refusal)
            self.warn(each.remarks)

    def close(self, notices: Iterable[Any]) -> None:
        """Add what was said of the file itself, and how much was not listed."""
        self.notices = list(notices)
        self.warn(self.notices)
        if self.more_warnings:
            self.warnings.append(self.not_listed(self.more_warnings))

    def not_listed(self, count: int) -> Said:
        template = gettext_noop("{count} more remarks are not listed.")
        return Remark(Place(0), template, {"count": count})

    def warn(self, remarks: Iterable[Said]) -> None:
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
        }

    def summary(self) -> dict[str, Any]:
        """Return the numbers, and the remarks on the file itself, fit to be kept."""
        told = self.to_json()
        return {
            **{name: told[name] for name in ("read", "new", "changed", "unchanged")},
            "refused": len(self.refused),
            "warnings": len(self.warnings) + self.more_warnings,
            "notices": [each.to_json() for each in self.notices],
        }

    def sentence(self) -> str:
        return _(
            "Rows read: {read}. New: {new}, changed: {changed}, unchanged:"
            " {unchanged}, refused: {refused}."
        ).format(
            read=self.read,
            new=self.outcomes[Outcome.NEW],
            changed=self.outcomes[Outcome.CHANGED],
            unchanged=self.outcomes[Outcome.UNCHANGED],
            refused=len(self.refused),
        )


def _told(remark: Said) -> dict[str, str]:
    return {"where": str(remark.where), "reason": str(remark)}
