"""The office: send a file, agree, set a vintage aside, retire a correction."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.imports.tables import Refused
from accord.base.requests import Request
from accord.observatory import access, operations
from accord.observatory.models import SeriesFile, Vintage
from accord.observatory.vintages import pages, sources, tables, uploads
from accord.observatory.vintages.forms import (
    AgreeForm,
    ReasonForm,
    SaidForm,
    UploadForm,
)
from accord.observatory.vintages.uploads import Gone
from accord.observatory.vintages.views import trail

UNPROCESSABLE = 422
# The browser asks again by itself, with or without script.
REFRESH_SECONDS = 4
READ = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(READ)
def upload(request: Request) -> HttpResponse:
    """Show the form; a sent file is kept once, however often it is sent."""
    today = timezone.localdate()
    access.check_importing(request.actor, on=today)
    if request.method != "POST":
        form = UploadForm(today=today, initial={"retrieved_on": today})
        return _upload_page(request, form)
    form = UploadForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _upload_page(request, form, status=UNPROCESSABLE)
    sent = form.cleaned_data["file"]

    def keep() -> str:
        file = uploads.receive(
            sent.name,
            sent.chunks(),
            form.said,
            size=sent.size,
            by=request.actor,
            on=today,
        )
        return file.get_absolute_url()

    try:
        return redirect(submissions.once(form.cleaned_data["token"], keep))
    except Refused as refused:
        form.add_error("file", str(refused))
        return _upload_page(request, form, status=UNPROCESSABLE)


def _upload_page(
    request: Request, form: UploadForm, *, status: int = 200
) -> HttpResponse:
    recent = SeriesFile.objects.select_related("source", "vintage").order_by("-id")
    return render(
        request,
        "observatory/vintages/upload.html",
        {
            "form": form,
            "recent": recent[:10],
            "trail": trail((_("Import series"), None)),
        },
        status=status,
    )


def _trail_of(file: SeriesFile) -> Any:
    return trail(
        (_("Import series"), reverse("observatory:import_series")), (file.name, None)
    )


@require_safe
@login_required
def series_file(request: Request, number: int) -> HttpResponse:
    """Show how far a file is: being read, broken, waiting for agreement, or done."""
    file = access.series_file(request.actor, number, on=timezone.localdate())
    return _page_of(request, file)


def _page_of(
    request: Request,
    file: SeriesFile,
    said: SaidForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"file": file, "trail": _trail_of(file)}
    if file.refusal:
        context["reason"] = tables.sentence(file.refusal)
        return render(request, "observatory/vintages/refused.html", context)
    if not file.planned_at:
        context["step"] = pages.STEPS.get(file.step, "")
        response = render(request, "observatory/vintages/waiting.html", context)
        response["Refresh"] = str(REFRESH_SECONDS)
        response["Cache-Control"] = "no-store"
        return response
    context |= pages.preview(file, request.GET)
    if file.done_at:
        return render(request, "observatory/vintages/done.html", context)
    context["form"] = AgreeForm(initial={"fingerprint": uploads.fingerprint_of(file)})
    context["said"] = said or _said_form(file)
    context["is_unknown"] = file.source and file.source.code == sources.UNKNOWN
    template = "observatory/vintages/preview.html"
    return render(request, template, context, status=status)


def _said_form(file: SeriesFile) -> SaidForm:
    return SaidForm(
        today=timezone.localdate(),
        initial={
            "source": None if file.is_guessed else file.source,
            "edition": file.edition,
            "retrieved_on": file.retrieved_on,
        },
    )


@require_POST
@login_required
def describe(request: Request, number: int) -> HttpResponse:
    """Take what a person says anew of a file that waits, and look at it again."""
    today = timezone.localdate()
    file = access.series_file(request.actor, number, on=today)
    if file.refusal or not file.planned_at:
        return redirect(file)
    form = SaidForm(request.POST, today=today)
    if not form.is_valid():
        return _page_of(request, file, form, status=UNPROCESSABLE)

    def take() -> str:
        uploads.describe(file, form.said, by=request.actor, on=today)
        return file.get_absolute_url()

    return _carried_out(request, file, form, take)


@require_POST
@login_required
def confirm(request: Request, number: int) -> HttpResponse:
    """Make a vintage of what the preview shows, once, however often it is sent."""
    today = timezone.localdate()
    file = access.series_file(request.actor, number, on=today)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return redirect(file)

    def agree() -> str:
        fingerprint = form.cleaned_data["fingerprint"]
        uploads.confirm(file, fingerprint, by=request.actor, on=today)
        return file.get_absolute_url()

    return _carried_out(request, file, form, agree)


def _carried_out(
    request: Request,
    file: SeriesFile,
    form: SubmissionForm,
    carry_out: Callable[[], str],
) -> HttpResponse:
    try:
        return redirect(submissions.once(form.cleaned_data["token"], carry_out))
    except Gone:
        uploads.look_again(file)
        sentence = _(
            "Meanwhile something has changed: what was said of the file, a correction,"
            " or a vintage it is compared with. The preview is made anew; look at it"
            " again."
        )
        messages.error(request, sentence)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(file)


# -- which vintages and corrections hold ----------------------------------------------


@require_http_methods(READ)
@login_required
def set_aside(request: Request, reference: str) -> HttpResponse:
    """Ask why, then let a vintage count no longer."""
    today = timezone.localdate()
    vintage = access.judged_vintage(request.actor, reference, on=today)
    if vintage.set_aside_on:
        return redirect(vintage)

    def carry_out(reason: str) -> str:
        operations.set_aside(vintage, reason, by=request.actor, on=today)
        return vintage.get_absolute_url()

    context = {
        "vintage": vintage,
        "trail": trail((reference, vintage.get_absolute_url()), (_("Set aside"), None)),
    }
    return _reasoned(request, "set_aside", context, carry_out)


@require_POST
@login_required
def take_back(request: Request, reference: str) -> HttpResponse:
    """Let a vintage count again."""
    today = timezone.localdate()
    vintage: Vintage = access.judged_vintage(request.actor, reference, on=today)
    form = SubmissionForm(request.POST)
    if form.is_valid():

        def carry_out() -> str:
            operations.take_back(vintage, by=request.actor, on=today)
            return vintage.get_absolute_url()

        submissions.once(form.cleaned_data["token"], carry_out)
    return redirect(vintage)


@require_http_methods(READ)
@login_required
def retire(request: Request, code: str) -> HttpResponse:
    """Ask why, then let a correction hold for no later import."""
    today = timezone.localdate()
    correction = access.judged_correction(request.actor, code, on=today)
    back = reverse("observatory:corrections")
    if correction.retired_on:
        return redirect(back)

    def carry_out(reason: str) -> str:
        operations.retire(correction, reason, by=request.actor, on=today)
        return back

    context = {
        "correction": correction,
        "trail": trail((_("Corrections"), back), (code, None)),
    }
    return _reasoned(request, "retire", context, carry_out)


def _reasoned(
    request: Request,
    template: str,
    context: dict[str, Any],
    carry_out: Callable[[str], str],
) -> HttpResponse:
    """Ask for a reason, and carry out once what it is the reason for."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return redirect(
            submissions.once(form.cleaned_data["token"], lambda: carry_out(reason))
        )
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(
        request,
        f"observatory/vintages/{template}.html",
        {**context, "form": form},
        status=status,
    )
