"""The office's lists as files, and people from a file."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accord.base import submissions
from accord.base.exchange.answering import answer_list
from accord.base.exchange.blanks import answer_blank
from accord.base.exchange.formats import Format
from accord.base.forms import SubmissionForm
from accord.base.imports.forms import SheetForm
from accord.base.imports.tables import Refused
from accord.base.requests import Request
from accord.base.templatetags.components import number
from accord.secretariat import access, exchange, people
from accord.secretariat.blank import BLANK
from accord.secretariat.listing import Listing
from accord.secretariat.queue import queue
from accord.secretariat.views.office import (
    CONFLICT,
    UNPROCESSABLE,
    for_office,
    private,
    trail,
)


@for_office
@require_safe
def waiting(request: Request, ending: Format) -> HttpResponseBase:
    """Answer with what the list of this address shows, all pages of it."""
    person = cast("Any", request.actor.person)
    listing = Listing.of(request.GET, reader=person.public_id)
    rows = listing.rows(queue(request.actor, timezone.localdate()).rows)
    return private(answer_list(request, ending, exchange.QUEUE, rows))


@for_office
@require_safe
def mandates(request: Request, ending: Format) -> HttpResponseBase:
    today = timezone.localdate()
    access.enter_people(request.actor, on=today)
    found = exchange.mandates_on(today)
    return private(answer_list(request, ending, exchange.PEOPLE, found))


@for_office
@require_safe
def applications(request: Request, ending: Format) -> HttpResponseBase:
    found = exchange.applications(request.actor, timezone.localdate())
    return private(answer_list(request, ending, exchange.APPLICATIONS, found))


@for_office
@require_safe
def template(request: Request) -> HttpResponseBase:
    """Answer with a workbook to fill in."""
    access.enter_people(request.actor, on=timezone.localdate())
    return answer_blank(request, BLANK)


class SealedForm(SubmissionForm):
    rows = forms.CharField(widget=forms.HiddenInput)


@for_office
@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: Request) -> HttpResponse:
    """Show the form, or what would become of the rows of a sent sheet."""
    access.enter_people(request.actor, on=timezone.localdate())
    if request.method != "POST":
        return _page(request, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    sent = form.cleaned_data["file"]
    try:
        rows = people.rows_of(sent, sent.name)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, form, status=UNPROCESSABLE)
    return _preview(request, rows)


def _page(request: Request, form: Any, *, status: int = 200) -> HttpResponse:
    return render(
        request,
        "secretariat/people_import.html",
        {"form": form, "trail": trail(_("Invite people from a list"))},
        status=status,
    )


def _preview(
    request: Request, rows: Any, *, status: int = 200, again: bool = False
) -> HttpResponse:
    lines = people.plan(rows, on=timezone.localdate())
    counted = {
        each.value: sum(line.becomes is each for line in lines)
        for each in people.Becomes
    }
    form = SealedForm(initial={"rows": people.seal(rows, request.actor)})
    return render(
        request,
        "secretariat/people_preview.html",
        {
            "lines": lines,
            "counted": counted,
            "again": again,
            "form": form,
            "trail": trail(_("Invite people from a list")),
        },
        status=status,
    )


@for_office
@require_POST
def invite_people(request: Request) -> HttpResponse:
    """Invite those of a preview, all or nobody, once."""
    today = timezone.localdate()
    access.enter_people(request.actor, on=today)
    form = SealedForm(request.POST)
    try:
        if not form.is_valid():
            raise signing.BadSignature
        rows = people.unseal(form.cleaned_data["rows"], request.actor)
    except signing.BadSignature:
        messages.error(
            request, _("The preview is no longer good. Send the file again.")
        )
        return redirect("secretariat:import_people")

    def invite() -> str:
        lines = people.plan(rows, on=today)
        return str(people.invite(lines, by=request.actor, on=today))

    try:
        count = int(submissions.once(form.cleaned_data["token"], invite))
    except people.operations.InvitedAlready:
        return _preview(request, rows, status=CONFLICT, again=True)
    said = ngettext("%(n)s person is invited.", "%(n)s people are invited.", count)
    messages.success(request, said % {"n": number(count)})
    return redirect("secretariat:queue")
