"""What of screening waits, on whom: for screeners alone.

Somebody of the office who is no screener learns how many applications wait, and not
whose.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.base.actor import Actor
from accord.base.templatetags.components import number
from accord.base.waiting import (
    Drafted,
    NotDone,
    On,
    Recipient,
    Source,
    Verb,
    Waiting,
    register,
)
from accord.joining.models import Question
from accord.joining.models import State as ApplicationState
from accord.screening import access, operations, subject
from accord.screening.models import Case, Recommendation, State
from accord.screening.querysets import CaseQuerySet

# So long before its day a review shows.
REVIEW_AHEAD = timedelta(days=14)


def _source(
    kind: str,
    found: Callable[[CaseQuerySet, Actor, date], CaseQuerySet],
    step: Callable[[Case], Waiting],
) -> Callable[[Actor, date], Iterable[Waiting]]:
    def ask(reader: Actor, on: date) -> Iterable[Waiting]:
        if not access.may_screen(reader, on):
            return []
        cases = access.known_cases(reader, on=on)
        return [step(each) for each in found(cases, reader, on).for_listing()]

    ask.__name__ = kind
    return ask


def _waiting(
    case: Case,
    step: str,
    title: str,
    *,
    since: datetime,
    due: date | None,
    verbs: tuple[str, ...] = (),
    page: str = "case",
) -> Waiting:
    return Waiting(
        key=f"screening:{case.reference}:{step}",
        kind=f"screening-{step}",
        title=title,
        url=reverse(f"screening:{page}", args=[case.reference]),
        organization=subject.of(case).name,
        on=On.OFFICE,
        since=since,
        due=due,
        verbs=verbs,
    )


def _to_take(case: Case) -> Waiting:
    title = _("Application to take") if case.application else _("Review to take")
    return _waiting(
        case, "take", title, since=case.opened_at, due=case.due_on, verbs=("take",)
    )


def _to_work(case: Case) -> Waiting:
    title = _("Case to go on with: %(person)s") % {"person": case.screener}
    # One that nobody has looked into begins with its checklist.
    page = "case" if case.answers.all() else "checklist"
    return _waiting(
        case, "work", title, since=case.moved_at, due=case.due_on, page=page
    )


def _to_decide(case: Case) -> Waiting:
    return _waiting(
        case,
        "decide",
        _("Recommendation to decide upon"),
        since=case.moved_at,
        due=case.due_on,
        verbs=("decide",),
    )


def _to_review(case: Case) -> Waiting:
    return _waiting(
        case,
        "review",
        _("Partner to look at again"),
        since=case.moved_at,
        due=case.review_on,
        verbs=("review",),
    )


def _untaken(cases: CaseQuerySet, _reader: Actor, _on: date) -> CaseQuerySet:
    return cases.filter(state=State.OPEN, screener=None)


def _open(cases: CaseQuerySet, _reader: Actor, _on: date) -> CaseQuerySet:
    """Return cases that wait on their screener, and not on the applicant."""
    found = cases.filter(state=State.OPEN, screener__isnull=False).exclude(
        application__state=ApplicationState.ASKED
    )
    return found.prefetch_related("answers")


def _undecided(cases: CaseQuerySet, reader: Actor, _on: date) -> CaseQuerySet:
    """Return cases to decide, without those that the reader recommended upon."""
    return cases.filter(state=State.RECOMMENDED).exclude(
        recommendations__in=_own_recommendations(reader)
    )


def _own_recommendations(reader: Actor) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(
        taken_back_at=None, by=access.person_of(reader)
    )


def _due_for_review(cases: CaseQuerySet, _reader: Actor, on: date) -> CaseQuerySet:
    return cases.to_review(on + REVIEW_AHEAD)


def _unanswered(reader: Actor, on: date) -> Iterable[Waiting]:
    """Return what applicants were asked and have not answered, as far as one may know.

    Whoever has an interest in a case does not learn what its applicant is asked.
    """
    if not access.may_screen(reader, on):
        return []
    known = access.known_cases(reader, on=on)
    questions = Question.objects.filter(
        answered_at=None, application__case__in=known
    ).filter(application__state=ApplicationState.ASKED)
    found = questions.select_related("application", "application__case")
    return [_to_answer(each) for each in found]


def _to_answer(question: Question) -> Waiting:
    application = question.application
    return Waiting(
        key=f"screening:{application.case.reference}:answer:{question.pk}",
        kind="screening-answer",
        title=_("Question to the applicant without an answer"),
        url=reverse("screening:case", args=[application.case.reference]),
        organization=application.organization,
        on=On.APPLICANT,
        since=question.asked_at,
        whom=application.reference or "",
        due=question.due_on,
        message=Drafted(
            "joining/emails/reminder.txt",
            {
                "reference": application.reference,
                "organization": application.organization,
                "text": question.text,
                "due_on": question.due_on,
            },
            (Recipient(application.email, "", application.language),),
        ),
    )


def _count_for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell an office that may not screen how many cases wait, and no more."""
    if access.may_screen(reader, on) or not reader.has_duty("secretariat", on):
        return []
    waiting = Case.objects.under_way().order_by("opened_at")
    oldest = waiting.first()
    if oldest is None:
        return []
    count = waiting.count()
    return [
        Waiting(
            key="screening::count",
            kind="screening-count",
            title=ngettext(
                "{n} application is being screened",
                "{n} applications are being screened",
                count,
            ).format(n=number(count)),
            url="",
            organization="",
            on=On.OFFICE,
            since=oldest.opened_at,
        )
    ]


def _case(key: str, by: Actor, on: date) -> Case:
    """Return the case of a key; `NotDone` alike for what is not there or not theirs."""
    reference = key.split(":")[1] if key.count(":") == 2 else ""
    found = None
    if access.may_screen(by, on):
        found = access.known_cases(by, on=on).filter(reference=reference).first()
    if found is None:
        raise NotDone(_("There is no such case."))
    return found


def _take(key: str, by: Actor, on: date) -> None:
    case = _case(key, by, on)
    if not Case.objects.declared_by(access.person_of(by)).filter(pk=case.pk).exists():
        raise NotDone(_("Say first whether you have an interest in it."))
    try:
        operations.take(case, by=by, on=on)
    except operations.NotPossible as reason:
        raise NotDone(str(reason)) from reason


def _decide(key: str, by: Actor, on: date) -> None:
    try:
        operations.decide_as_recommended(_case(key, by, on), by=by, on=on)
    except (operations.NotPossible, operations.NotReady) as reason:
        raise NotDone(str(reason)) from reason


def _undo(key: str, by: Actor, on: date) -> None:
    try:
        operations.undo(_case(key, by, on), by=by, on=on)
    except operations.NotPossible as reason:
        raise NotDone(str(reason)) from reason


def _review(key: str, by: Actor, on: date) -> None:
    case = _case(key, by, on)
    application = case.application
    partner = case.partner or (application.partner if application else None)
    if partner is None:
        raise NotDone(_("There is no partner to look at again."))
    operations.open_review(partner, by=by, on=on)


register(
    Source(
        "screening-take",
        gettext_lazy("Applications to take"),
        for_office=_source("take", _untaken, _to_take),
        verbs=(Verb("take", gettext_lazy("Take the cases"), _take),),
    )
)
register(
    Source(
        "screening-work",
        gettext_lazy("Cases under way"),
        for_office=_source("work", _open, _to_work),
    )
)
register(
    Source(
        "screening-decide",
        gettext_lazy("Cases to decide"),
        for_office=_source("decide", _undecided, _to_decide),
        verbs=(Verb("decide", gettext_lazy("Decide as recommended"), _decide, _undo),),
    )
)
register(
    Source(
        "screening-answer",
        gettext_lazy("Questions to applicants"),
        for_office=_unanswered,
    )
)
register(
    Source(
        "screening-review",
        gettext_lazy("Partners to look at again"),
        for_office=_source("review", _due_for_review, _to_review),
        verbs=(Verb("review", gettext_lazy("Open a review"), _review),),
    )
)
register(
    Source(
        "screening-count",
        gettext_lazy("Screening"),
        for_office=_count_for_office,
    )
)
