"""What the pages show of an import: its numbers, and one page of its activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.actions import facts
from accord.actions.answers import Answers
from accord.actions.iati.planning import Outcome
from accord.actions.iati.remarks import Remark
from accord.actions.iati.storage import STORAGE, Line
from accord.actions.models import ExternalIdentifier, ImportFile, Register
from accord.base.components import SummaryRow
from accord.base.templatetags.accord import direction_of
from tally.reasons import Reason

PER_PAGE = 25
# Facts that the heading, or another fact, tells.
UNSHOWN = {"title", "currency", "external_identifiers"}
LABELS = {
    Outcome.NEW: gettext_lazy("New draft"),
    Outcome.CHANGED: gettext_lazy("Changed"),
    Outcome.UNCHANGED: gettext_lazy("Unchanged"),
    Outcome.REFUSED: gettext_lazy("Refused"),
}
KINDS = {
    Outcome.NEW: "success",
    Outcome.CHANGED: "info",
    Outcome.UNCHANGED: "quiet",
    Outcome.REFUSED: "error",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One activity as a page shows it."""

    outcome: str
    label: Any
    kind: str
    line: int
    identifier: str
    title: str
    language: str
    direction: str
    # What tells activities apart at a glance.
    starts_on: SafeString | str
    ends_on: SafeString | str
    budget: SafeString | str
    rows: list[SummaryRow]
    missing: list[str]
    remarks: list[Remark]
    refusal: Remark | None
    # The action it is, once it is one and the reader may open it.
    reference: str
    is_published: bool

    @property
    def points(self) -> int:
        return len(self.missing) + len(self.remarks)


def listing(file: ImportFile, query: QueryDict) -> dict[str, Any]:
    """Return what the page of a preview or of a finished import needs."""
    summary = file.summary
    chosen = query.get("show", "")
    outcome = chosen if chosen in set(Outcome) else ""
    kind = STORAGE.OUTCOME if file.done_at else STORAGE.PLAN
    count = summary[outcome] if outcome else summary["read"]
    pages: Paginator[Line] = Paginator(
        STORAGE.cut(file, kind, outcome, count), PER_PAGE
    )
    page = pages.get_page(query.get("page"))
    return {
        "page": page,
        "activities": _shown(file, list(page.object_list)),
        "choices": _choices(summary),
        "shown": outcome,
        "counts": _counts(summary),
        "notices": [Remark.from_json(each) for each in summary["notices"]],
        "writes": summary["new"] + summary["changed"],
    }


def _choices(summary: Mapping[str, Any]) -> list[tuple[Any, int, str]]:
    """Return (label, how many, value) of each outcome there is; "" is all."""
    rows: list[tuple[Any, int, str]] = [(_("All"), summary["read"], "")]
    rows += [(LABELS[each], summary[each.value], each.value) for each in Outcome]
    return [(label, count, value) for label, count, value in rows if count or not value]


def _counts(summary: Mapping[str, Any]) -> list[tuple[str, int]]:
    counts = summary["counts"]
    return [
        (_("Activities"), summary["read"]),
        (_("Dates"), counts["dates"]),
        (_("Countries"), counts["countries"]),
        (_("Budgets"), counts["budgets"]),
        (_("Participating organizations"), counts["participating_organisations"]),
    ]


def _shown(file: ImportFile, lines: list[Line]) -> list[Shown]:
    answers = Answers(*(line["facts"] for line in lines if line["facts"]))
    actions = _actions(file, lines)
    return [_one(line, answers, actions) for line in lines]


def _actions(file: ImportFile, lines: list[Line]) -> dict[str, tuple[str, bool]]:
    """Return reference and whether published, by number; refused ones stay out."""
    numbers = [line["identifier"] for line in lines if not line["refusal"]]
    rows = ExternalIdentifier.objects.filter(
        scheme=Register.IATI, value__in=numbers, action__lead=file.partner_id
    ).values_list("value", "action__reference", "action__published_on")
    return {value: (reference, on is not None) for value, reference, on in rows}


def _one(
    line: Line, answers: Answers, actions: Mapping[str, tuple[str, bool]]
) -> Shown:
    outcome = Outcome(line["outcome"])
    told = line["facts"]
    rows = [
        SummaryRow(label, answers.shown(fact, told))
        for fact, label in facts.LABELS.items()
        if fact not in UNSHOWN
        and facts.is_told(told, fact)
        and (outcome is Outcome.NEW or fact in line["changes"])
    ]
    reference, is_published = actions.get(line["identifier"], ("", False))
    is_new = outcome is Outcome.NEW
    return Shown(
        outcome=outcome.value,
        label=LABELS[outcome],
        kind=KINDS[outcome],
        line=line["line"],
        identifier=line["identifier"],
        title=line["title"] or line["identifier"] or _("An activity without a number"),
        language=line["language"] if line["title"] else "",
        direction=direction_of(line["language"]),
        starts_on=answers.shown("starts_on", told),
        ends_on=answers.shown("ends_on", told),
        budget=answers.shown("budget", told),
        rows=rows,
        missing=[each.sentence for each in facts.missing_from(told)] if is_new else [],
        remarks=[Remark.from_json(each) for each in line["remarks"]],
        refusal=Remark.from_json(line["refusal"]) if line["refusal"] else None,
        reference=reference,
        is_published=is_published,
    )


def sentence_of(reason: Reason) -> str:
    """Return the reader's sentence on why a file was refused."""
    return _(reason.template).format_map(reason.values)
