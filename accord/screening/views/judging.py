"""Asking the applicant, recommending, deciding, taking it back."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.base import submissions
from accord.base.components import Choice
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.screening import access, letters, operations, subject
from accord.screening.forms import (
    DecisionForm,
    QuestionForm,
    RecommendationForm,
    SendBackForm,
    outcomes_of,
)
from accord.screening.models import Case, Outcome, Recommendation, State, Verdict
from accord.screening.views.door import UNPROCESSABLE, address, sent, trail, with_case

WAYS = ["GET", "HEAD", "POST"]


def _page(
    request: Request, case: Case, template: str, title: str, form: Any, **more: Any
) -> HttpResponse:
    return render(
        request,
        template,
        {
            "case": case,
            "about": subject.of(case),
            "form": form,
            "title": title,
            "trail": trail(case, title),
            **more,
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


def _once(
    request: Request, case: Case, form: Any, carry_out: Callable[[], object]
) -> HttpResponse | None:
    """Carry something out once and lead back to the case; None if it is not ready."""

    def once() -> str:
        carry_out()
        return address(case)

    try:
        found = submissions.once(form.cleaned_data["token"], once)
    except operations.NotReady as reason:
        form.add_error(None, reason.missing)
        return None
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        found = address(case)
    return redirect(found)


@require_http_methods(WAYS)
@with_case
def question(request: Request, case: Case) -> HttpResponse:
    """Ask the applicant for more information."""
    today = timezone.localdate()
    if case.state != State.OPEN or case.application is None:
        messages.error(request, _("This case is no longer open."))
        return redirect(address(case))
    form = QuestionForm(sent(request), today=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = _once(
            request,
            case,
            form,
            lambda: operations.ask(
                case,
                given["text"],
                wants_paper=given["wants_paper"],
                due_on=given["due_on"],
                by=request.actor,
                on=today,
            ),
        )
        if answer is not None:
            return answer
    return _page(request, case, "screening/question.html", _("Ask the applicant"), form)


@require_http_methods(WAYS)
@with_case
def recommendation(request: Request, case: Case) -> HttpResponse:
    """Recommend what should become of a case."""
    today = timezone.localdate()
    if case.state != State.OPEN:
        messages.error(request, _("This case is no longer open."))
        return redirect(address(case))
    if not access.may_recommend(request.actor, case, today):
        messages.error(request, _("Take the case first: its screener recommends."))
        return redirect(address(case))
    excluded = case.answers.filter(verdict=Verdict.CONFIRMED).exists()
    form = RecommendationForm(sent(request), case=case, excluded=excluded)
    if request.method == "POST" and form.is_valid():
        given = {
            name: value for name, value in form.cleaned_data.items() if name != "token"
        }
        advice = operations.Advice(**given | {"outcome": Outcome(given["outcome"])})
        answer = _once(
            request,
            case,
            form,
            lambda: operations.recommend(case, advice, by=request.actor, on=today),
        )
        if answer is not None:
            return answer
    return _page(
        request,
        case,
        "screening/recommendation.html",
        _("Recommendation"),
        form,
        excluded=excluded,
    )


@require_POST
@with_case
def take_back(request: Request, case: Case) -> HttpResponse:
    return _plainly(request, case, operations.take_back, _("The case is open again."))


@require_POST
@with_case
def undo(request: Request, case: Case) -> HttpResponse:
    return _plainly(
        request, case, operations.undo, _("The decision is taken back. Nothing left.")
    )


def _plainly(
    request: Request, case: Case, carry_out: Callable[..., object], done: str
) -> HttpResponse:
    form = SubmissionForm(request.POST)
    if not form.is_valid():
        return redirect(address(case))

    def once() -> str:
        carry_out(case, by=request.actor, on=timezone.localdate())
        return address(case)

    try:
        found = submissions.once(form.cleaned_data["token"], once)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect(address(case))
    messages.success(request, done)
    return redirect(found)


@require_http_methods(WAYS)
@with_case
def send_back(request: Request, case: Case) -> HttpResponse:
    """Send a case back to its screener, with what is to be looked at again."""
    today = timezone.localdate()
    _standing(request, case)
    form = SendBackForm(sent(request))
    if request.method == "POST" and form.is_valid():
        answer = _once(
            request,
            case,
            form,
            lambda: operations.send_back(
                case, form.cleaned_data["note"], by=request.actor, on=today
            ),
        )
        if answer is not None:
            return answer
    return _page(request, case, "screening/send_back.html", _("Send back"), form)


@require_http_methods(WAYS)
@with_case
def decision(request: Request, case: Case) -> HttpResponse:
    """Decide a case; the letter is drafted and can be edited before it goes."""
    today = timezone.localdate()
    if case.state != State.RECOMMENDED:
        messages.error(request, operations.why_not_decided(case))
        return redirect(address(case))
    standing = _standing(request, case)
    asked = request.POST.get("outcome") or request.GET.get("outcome")
    outcome = Outcome(asked if asked in Outcome.values else standing.outcome)
    about = subject.of(case)
    form = DecisionForm(
        sent(request),
        standing=standing,
        outcome=outcome,
        letter=letters.drafted(case, standing, outcome, on=today),
        language=about.language,
        has_letter=case.application is not None,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = _once(
            request,
            case,
            form,
            lambda: operations.decide(
                case,
                outcome,
                recommendation=given["recommendation"],
                letter=given.get("letter", ""),
                reasons=given.get("reasons", ""),
                by=request.actor,
                on=today,
            ),
        )
        if answer is not None:
            return answer
    return _page(
        request,
        case,
        "screening/decision.html",
        _("Decision"),
        form,
        standing=standing,
        outcome=outcome,
        choices=[
            Choice(value, label, checked=value == outcome)
            for value, label in outcomes_of(case)
        ],
        hold=settings.DECISION_HOLD_MINUTES,
    )


def _standing(request: Request, case: Case) -> Recommendation:
    """Return the recommendation to decide upon; 403 for whoever made it."""
    if not access.may_decide(request.actor, case, timezone.localdate()):
        raise PermissionDenied
    found: Recommendation = case.recommendations.select_related("by").get(
        taken_back_at=None
    )
    return found
