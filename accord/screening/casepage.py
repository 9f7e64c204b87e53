"""What the page of a case shows, and what its reader can do next."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accord.base.actor import Actor
from accord.base.components import SummaryRow
from accord.base.templatetags.components import day
from accord.joining.models import Paper, Question
from accord.joining.reading import answered
from accord.screening import access, checklists, lines
from accord.screening.forms import choices_of
from accord.screening.models import (
    Case,
    Controversy,
    Decision,
    Recommendation,
    Risk,
    State,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An item of the checklist with its answer in words."""

    item: checklists.Item
    verdict: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page prints, asked for once."""

    # By the titles of the parts; a partner has one without a title.
    told: list[tuple[str, list[SummaryRow]]]
    checked: list[Checked]
    questions: list[Question]
    papers: list[Paper]
    controversies: list[Controversy]
    risks: list[Risk]
    recommendation: Recommendation | None
    grounds: list[str]
    sent_back: Recommendation | None
    decision: Decision | None
    # What the reader can do.
    is_open: bool
    is_asked: bool
    is_own: bool
    may_take: bool
    may_decide: bool
    may_undo: bool

    @property
    def open_items(self) -> int:
        return sum(not each.verdict for each in self.checked)

    @property
    def notable(self) -> list[Checked]:
        """What speaks against it: concerns, and exclusions that apply."""
        return [each for each in self.checked if each.verdict in _AGAINST]

    @property
    def others(self) -> list[Checked]:
        return [each for each in self.checked if each.verdict not in _AGAINST]

    @property
    def is_excluded(self) -> bool:
        return any(each.verdict == Verdict.CONFIRMED for each in self.checked)


_AGAINST = {Verdict.CONCERN, Verdict.CONFIRMED}


def shown(case: Case, reader: Actor, today: date) -> Shown:
    """Return what the page of `case` shows to `reader`."""
    recommendations = list(case.recommendations.select_related("by").order_by("-at"))
    standing = next((each for each in recommendations if not each.taken_back_at), None)
    latest = recommendations[0] if recommendations else None
    decision = case.decisions.select_related("by").filter(undone_at=None).first()
    is_open = case.state == State.OPEN
    return Shown(
        told=_told(case),
        checked=_checked(case),
        questions=_questions(case),
        papers=_papers(case),
        controversies=list(case.controversies.order_by("-dated_on", "pk")),
        risks=sorted(case.risks.all(), key=lambda each: (-each.weight, each.pk)),
        recommendation=standing,
        grounds=_grounds(standing),
        sent_back=latest if is_open and latest and latest.sent_back_with else None,
        decision=decision,
        is_open=is_open,
        is_asked=lines.is_asked(case),
        is_own=case.screener == reader.person,
        may_take=is_open and case.screener != reader.person,
        may_decide=standing is not None
        and case.state == State.RECOMMENDED
        and standing.by != reader.person,
        may_undo=access.may_undo(reader, case, today),
    )


def _checked(case: Case) -> list[Checked]:
    answers = {each.item: each for each in case.answers.all()}
    made = []
    for item in checklists.read(case.checklist).items:
        answer = answers.get(item.code)
        verdict = answer.verdict if answer else ""
        made.append(
            Checked(
                item,
                verdict,
                str(dict(choices_of(item)).get(verdict, "")),
                answer.note if answer else "",
            )
        )
    return made


def _told(case: Case) -> list[tuple[str, list[SummaryRow]]]:
    """Return what the organization said of itself, part by part."""
    if case.application is not None:
        return [
            (title, [SummaryRow(label, value) for label, value in told])
            for title, told in answered(case.application)
        ]
    partner = case.partner
    if partner is None:
        return []
    rows = [
        SummaryRow(
            _("Name"), str(partner.name), partner.get_absolute_url(), _("Its page")
        ),
        SummaryRow(_("Joined on"), day(partner.joined_on)),
    ]
    return [("", rows)]


def _grounds(standing: Recommendation | None) -> list[str]:
    known = checklists.grounds()
    codes = standing.grounds if standing else []
    return [checklists.worded(known[code]) for code in codes if code in known]


def _questions(case: Case) -> list[Question]:
    if case.application is None:
        return []
    found = case.application.questions.select_related("asked_by")
    return list(found.prefetch_related("papers").order_by("asked_at"))


def _papers(case: Case) -> list[Paper]:
    """Return what came with the application; what came later is with its question."""
    if case.application is None:
        return []
    return list(case.application.papers.filter(question=None).order_by("sent_at"))
