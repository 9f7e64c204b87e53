"""Saying, before the first look, whether one has an interest; taking a case."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.screening import access, lines, operations
from accord.screening.forms import InterestForm
from accord.screening.models import Case
from accord.screening.views.door import UNPROCESSABLE, address, sent, trail, with_case


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def interest(request: Request, reference: str) -> HttpResponse:
    """Ask whether the reader has an interest in a case; it opens if they have none."""
    today = timezone.localdate()
    case = access.known_case(request.actor, reference, on=today)
    form = InterestForm(sent(request))
    if request.method == "POST" and form.is_valid():

        def declare() -> str:
            operations.declare(
                case,
                conflict=form.cleaned_data["conflict"],
                note=form.cleaned_data["note"],
                by=request.actor,
                on=today,
            )
            return _next(request, case, conflict=form.cleaned_data["conflict"])

        return redirect(submissions.once(form.cleaned_data["token"], declare))
    return render(
        request,
        "screening/interest.html",
        {
            "case": case,
            "line": lines.line(case, today),
            "form": form,
            "trail": trail(case, _("Interest")),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


def _next(request: Request, case: Case, *, conflict: bool) -> str:
    """Return where to go on; who takes the case along begins with its checklist."""
    if conflict:
        messages.success(request, _("The case is closed to you. Others look at it."))
        return reverse("screening:list")
    if "take" not in request.POST:
        return address(case)
    try:
        operations.take(case, by=request.actor, on=timezone.localdate())
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return address(case)
    return reverse("screening:checklist", args=[case.reference])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def interests(request: Request) -> HttpResponse:
    """Say of all open cases at once in which one has an interest."""
    today = timezone.localdate()
    person = access.check_screener(request.actor, on=today)
    cases = list(Case.objects.undeclared_by(person).for_listing().order_by("opened_at"))
    form = SubmissionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        shown = set(request.POST.getlist("shown"))
        conflicts = set(request.POST.getlist("conflict"))

        def declare() -> str:
            for each in cases:
                if each.reference in shown:
                    operations.declare(
                        each,
                        conflict=each.reference in conflicts,
                        by=request.actor,
                        on=today,
                    )
            return reverse("screening:list")

        found = submissions.once(form.cleaned_data["token"], declare)
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(
        request,
        "screening/interests.html",
        {
            "lines": lines.lines(cases, today),
            "form": form,
            "trail": [
                *trail()[:-1],
                (_("Screening"), reverse("screening:list")),
                (_("Interests"), None),
            ],
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


@require_POST
@with_case
def take(request: Request, case: Case) -> HttpResponse:
    """Make the reader the screener of the case."""
    form = SubmissionForm(request.POST)
    if not form.is_valid():
        return redirect(address(case))

    def carry_out() -> str:
        operations.take(case, by=request.actor, on=timezone.localdate())
        return reverse("screening:checklist", args=[case.reference])

    try:
        found = submissions.once(form.cleaned_data["token"], carry_out)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        found = address(case)
    return redirect(found)
