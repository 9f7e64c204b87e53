"""Once it is sent: where an application stands, questions, withdrawing, a copy."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accord.base import history, submissions
from accord.base.actor import Actor
from accord.base.components import Moment, Step
from accord.base.forms import SubmissionForm
from accord.base.templatetags.components import day_in_words
from accord.joining import access, copies, operations
from accord.joining.forms import AnswerForm
from accord.joining.models import Application, State
from accord.joining.views import writing

# What the applicant is told of history, and in which words.
_MOMENTS = {
    "began": gettext_lazy("You began the application"),
    "submitted": gettext_lazy("You sent it"),
    "review started": gettext_lazy("The coalition’s office began to examine it"),
    "asked": gettext_lazy("The coalition’s office asked you for more"),
    "answered in part": gettext_lazy("You answered a question"),
    "answered": gettext_lazy("You answered"),
    "accepted": gettext_lazy("Your organization was admitted"),
    "declined": gettext_lazy("The coalition decided not to admit it"),
    "withdrawn": gettext_lazy("You withdrew it"),
}


def status_page(request: HttpRequest, held: Application) -> HttpResponse:
    entries = history.entries_of(held).filter(verb__in=_MOMENTS)
    asked = list(held.questions.prefetch_related("papers"))
    return render(
        request,
        "joining/status.html",
        {
            "application": held,
            "open_questions": [each for each in asked if each.answered_at is None],
            "answered": [each for each in asked if each.answered_at is not None],
            "moments": [Moment(each.at, _MOMENTS[each.verb]) for each in entries],
            "trail": writing.trail((_("Your application"), None)),
        },
    )


@never_cache
@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Send the application; however often it is sent, it arrives once."""
    held = access.held_application(request, key)
    try:
        operations.submit(held, by=Actor.anonymous(), on=timezone.localdate())
    except operations.NotComplete:
        return writing.check_page(request, held, status=writing.UNPROCESSABLE)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("joining:application", key)
    return redirect("joining:done", key)


@never_cache
@require_safe
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm what has arrived, and say what happens next and by when."""
    held = access.held_application(request, key)
    if held.due_on is None:
        return redirect("joining:application", key)
    return render(
        request,
        "joining/done.html",
        {
            "application": held,
            "next": [
                Step(
                    _("The coalition’s office examines it"),
                    _(
                        "Two people look at it. If something is missing, they ask, and"
                        " you answer in the same place."
                    ),
                ),
                Step(
                    _("You receive a decision by %(day)s")
                    % {"day": day_in_words(held.due_on)},
                    _("It comes by e-mail, with its reasons."),
                ),
                Step(
                    _("If you are admitted"),
                    _(
                        "Your profile becomes public, and the people you named are"
                        " invited to act for your organization."
                    ),
                ),
            ],
            "trail": writing.trail((_("Sent"), None)),
        },
    )


@never_cache
@require_safe
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """Give the answers as PDF."""
    held = access.held_application(request, key)
    response = HttpResponse(copies.as_pdf(held), content_type="application/pdf")
    name = held.reference or f"draft-{held.key}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@access.taking_papers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Answer a request for information in place, with a paper where one is wanted."""
    question = access.held_question(request, key, number)
    held = question.application
    if question.answered_at is not None or held.state != State.ASKED:
        return redirect("joining:application", key)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnswerForm(*data, wants_paper=question.wants_paper)
    if form.is_valid():
        paper = form.cleaned_data["paper"]

        def carry_out() -> str:
            operations.answer(
                question,
                form.cleaned_data["text"],
                [paper] if paper else [],
                on=timezone.localdate(),
            )
            return reverse("joining:application", args=[key])

        try:
            address = submissions.once(form.cleaned_data["token"], carry_out)
        except operations.NotPossible as reason:
            messages.error(request, str(reason))
            return redirect("joining:application", key)
        except ValidationError as refusal:
            form.add_error("paper", refusal)
        else:
            messages.success(request, _("Your answer has arrived."))
            return redirect(address)
    return render(
        request,
        "joining/answer.html",
        {
            "application": held,
            "question": question,
            "form": form,
            "trail": writing.trail(
                (_("Your application"), reverse("joining:application", args=[key])),
                (_("Your answer"), None),
            ),
        },
        status=422 if form.is_bound else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    held = access.held_application(request, key)
    if held.is_over:
        return redirect("joining:application", key)
    if request.method == "POST":
        try:
            operations.withdraw(held, on=timezone.localdate())
        except operations.NotPossible as reason:
            messages.error(request, str(reason))
        return redirect("joining:application", key)
    return render(
        request,
        "joining/withdraw.html",
        {
            "application": held,
            "form": SubmissionForm(),
            "trail": writing.trail(
                (_("Your application"), reverse("joining:application", args=[key])),
                (_("Withdraw"), None),
            ),
        },
    )
