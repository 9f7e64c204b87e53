"""Importing in the browser: send, see what would happen, agree, go on to publish."""

from collections.abc import Mapping
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

from accord.actions.iati import access, pages, uploads
from accord.actions.iati.forms import ConfirmForm, UploadForm
from accord.actions.models import Format, ImportFile
from accord.base import submissions
from accord.base.requests import Request
from accord.partners.access import is_secretariat
from tally.iati import FileRefused

UNPROCESSABLE, CONFLICT = 422, 409
# The browser asks again by itself, with or without script.
REFRESH_SECONDS = 4


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request) -> HttpResponse:
    """Show the form; a sent file is kept once, however often it is sent."""
    today = timezone.localdate()
    partners = access.partners_to_import_for(request.actor, today)
    chooses = is_secretariat(request.actor, today)
    make = UploadForm if chooses else UploadForm.for_one
    if request.method != "POST":
        return _upload_page(request, make(partners), partners)
    form = make(partners, request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form, partners, status=UNPROCESSABLE)
    partner = form.cleaned_data["partner"] if chooses else partners.get()
    sent = form.cleaned_data["file"]

    def keep() -> str:
        file = uploads.receive(
            partner,
            sent.name,
            sent.chunks(),
            size=sent.size,
            by=request.actor,
            on=today,
        )
        return file.get_absolute_url()

    try:
        address = submissions.once(form.cleaned_data["token"], keep)
    except FileRefused as refused:
        form.add_error("file", pages.sentence_of(refused.reason))
        return _upload_page(request, form, partners, status=UNPROCESSABLE)
    return redirect(address)


def _upload_page(
    request: Request, form: UploadForm, partners: Any, *, status: int = 200
) -> HttpResponse:
    recent = ImportFile.objects.filter(
        partner__in=partners, format=Format.IATI
    ).select_related("partner")
    return render(
        request,
        "actions/iati/upload.html",
        {
            "form": form,
            "partner": request.actor.partner,
            "recent": recent.order_by("-id")[:10],
            "trail": _trail((_("Import activities"), None)),
        },
        status=status,
    )


@require_safe
@login_required
def import_file(request: Request, number: int) -> HttpResponse:
    """Show how far a file is: worked out, broken, on its way, or done."""
    file = access.import_file(request.actor, number, on=timezone.localdate())
    return _page_of(request, file, ConfirmForm(initial={"sha256": file.sha256}))


def _page_of(
    request: Request, file: ImportFile, form: ConfirmForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "file": file,
        "form": form,
        "trail": _trail(
            (_("Import activities"), reverse("actions:import_iati")), (file.name, None)
        ),
    }
    if file.refusal:
        return _refused_page(request, context, file.refusal)
    if not file.planned_at or (file.confirmed_at and not file.done_at):
        return _waiting_page(request, context)
    context |= pages.listing(file, request.GET)
    template = "actions/iati/done.html" if file.done_at else "actions/iati/preview.html"
    return render(request, template, context, status=status)


def _refused_page(
    request: Request, context: dict[str, Any], refusal: Mapping[str, Any]
) -> HttpResponse:
    template = refusal["template"]
    context["reason"] = _(template).format_map(refusal["values"])
    return render(request, "actions/iati/refused.html", context)


def _waiting_page(request: Request, context: dict[str, Any]) -> HttpResponse:
    response = render(request, "actions/iati/waiting.html", context)
    response["Refresh"] = str(REFRESH_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def confirm(request: Request, number: int) -> HttpResponse:
    """Carry out what the preview says, once, however often the form is sent."""
    today = timezone.localdate()
    file = access.import_file(request.actor, number, on=today)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return redirect(file)

    def agree() -> str:
        sha256 = form.cleaned_data["sha256"]
        return uploads.confirm(
            file, sha256, by=request.actor, on=today
        ).get_absolute_url()

    try:
        return redirect(submissions.once(form.cleaned_data["token"], agree))
    except uploads.Gone:
        messages.error(
            request,
            _("The file of this preview is no longer there. Send it again."),
        )
        return redirect("actions:import_iati")


def _trail(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [
        (_("Actions"), reverse("actions:list")),
        (_("Your actions"), reverse("actions:mine")),
        *more,
    ]
