"""The sums of an import, the same for a preview and for what was carried out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.actions.iati.remarks import Remark
from accord.base.imports import reporting
from accord.base.imports.outcomes import Outcome
from accord.base.imports.reporting import MOST_WARNINGS
from tally.iati import Activity, Where

__all__ = ["COUNTED", "MOST_WARNINGS", "Report"]
COUNTED = ("dates", "countries", "budgets", "participating_organisations")


@dataclass(slots=True)
class Report(reporting.Report):
    """A report on activities, with what they name.

    `counts` holds how many dates, countries, budgets and participating organizations
    the activities of the file name, element by element.
    """

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Iterable[Any]) -> None:
        every = list(batch)
        reporting.Report.add(self, every)
        for each in every:
            if each.activity is not None:
                self.counts.update(counts_of(each.activity))

    def close(self, notices: Iterable[Any]) -> None:
        reporting.Report.close(self, [Remark.of(each) for each in notices])

    def not_listed(self, count: int) -> Remark:
        template = gettext_noop("{count} more remarks are not listed.")
        return Remark(Where(0, None, "iati-activities"), template, {"count": count})

    def to_json(self) -> dict[str, Any]:
        counts = {name: self.counts[name] for name in COUNTED}
        return reporting.Report.to_json(self) | {"counts": counts}

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


def counts_of(activity: Activity) -> Mapping[str, int]:
    return {
        "dates": len(activity.dates),
        "countries": len(activity.countries),
        "budgets": len(activity.budgets),
        "participating_organisations": len(activity.participants),
    }
