"""Writing into a case: note, checklist, controversies, risks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accord.base import submissions
from accord.base.requests import Request
from accord.screening import checklists, operations
from accord.screening.editing import EditingForm
from accord.screening.edits import Conflict
from accord.screening.forms import (
    ChecklistForm,
    ControversyForm,
    NoteForm,
    RiskForm,
    choices_of,
)
from accord.screening.models import Case, Controversy, Risk, State
from accord.screening.views.door import (
    CONFLICT,
    UNPROCESSABLE,
    address,
    sent,
    trail,
    with_case,
)

WAYS = ["GET", "HEAD", "POST"]
NOTE_FIELDS = ("note", "due_on", "review_on")


@dataclass(frozen=True, slots=True)
class Page:
    """What the page around a form says; `part` is where on the case one returns to."""

    title: str | Promise
    part: str
    template: str = "screening/form.html"
    hint: str | Promise = ""
    # Whether the form edits something that can be removed.
    removes: bool = False


def _page(
    request: Request,
    case: Case,
    form: Any,
    page: Page,
    *,
    differences: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    status = 200
    if form.is_bound:
        status = CONFLICT if differences else UNPROCESSABLE
    return render(
        request,
        page.template,
        {
            "case": case,
            "form": form,
            "page": page,
            "differences": differences,
            "trail": trail(case, page.title),
        },
        status=status,
    )


def _saved(
    request: Request,
    case: Case,
    form: Any,
    page: Page,
    save: Callable[[], object],
    *,
    onward: str = "",
) -> HttpResponse:
    """Carry `save` out once and go on; explain what it refuses."""
    found = onward or address(case, page.part)

    def once() -> str:
        save()
        return found

    try:
        found = submissions.once(form.cleaned_data["token"], once)
    except Conflict as conflict:
        fresh = form.over(_fields(conflict))
        return _page(
            request, case, fresh, page, differences=_differences(form, conflict)
        )
    except ValidationError as reason:
        form.add_error(None, reason.messages)
        return _page(request, case, form, page)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect(address(case))
    messages.success(request, _("Saved."))
    return redirect(found)


def _fields(conflict: Conflict) -> dict[str, Any]:
    """Return what stands now by form field; an item of a checklist has two."""
    found: dict[str, Any] = {}
    for field, value in conflict.theirs.items():
        if isinstance(value, tuple):
            found |= {f"{field}.verdict": value[0], f"{field}.note": value[1]}
        else:
            found[field] = value
    return found


def _differences(form: EditingForm, conflict: Conflict) -> list[dict[str, Any]]:
    """Return both texts of every field in conflict, as the component shows them."""
    shown = []
    for field, theirs in conflict.theirs.items():
        if isinstance(form, ChecklistForm):
            item = form.checklist.item(field)
            mine = form.answers()[field].now
            words = dict(choices_of(item))
            label: object = item.text
            pair = [
                " — ".join(str(each) for each in (words.get(verdict), note) if each)
                for verdict, note in (mine, theirs)
            ]
        else:
            label = form.fields[field].label
            pair = [str(each or "") for each in (form.cleaned_data[field], theirs)]
        shown.append(
            {"fact": field, "label": label, "mine": pair[0], "theirs": pair[1]}
        )
    return shown


def _kept(form: EditingForm, request: Request) -> dict[str, Any]:
    """Return the edits without those where the other's text shall stand."""
    return {
        field: edit
        for field, edit in form.edits().items()
        if request.POST.get(f"keep_{field}") != "theirs"
    }


@require_http_methods(WAYS)
@with_case
def note(request: Request, case: Case) -> HttpResponse:
    """Edit the working note and the days of a case."""
    page = Page(_("Note and days"), "note")
    shown = {field: getattr(case, field) for field in NOTE_FIELDS}
    form = NoteForm(sent(request), shown=shown)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, page)
    return _saved(
        request,
        case,
        form,
        page,
        lambda: operations.change(
            case, _kept(form, request), by=request.actor, on=timezone.localdate()
        ),
    )


@require_http_methods(WAYS)
@with_case
def checklist(request: Request, case: Case) -> HttpResponse:
    """Answer the checklist, item by item or all that is left at once."""
    page = Page(_("Checklist"), "checklist", "screening/checklist.html")
    form = ChecklistForm(
        sent(request),
        checklist=checklists.read(case.checklist),
        answers=case.answers.all(),
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, page)
    onward = reverse("screening:recommend", args=[case.reference])

    def save() -> None:
        today = timezone.localdate()
        wanted = {
            item: edit
            for item, edit in form.answers().items()
            if request.POST.get(f"keep_{item}") != "theirs"
        }
        operations.answer_items(case, wanted, by=request.actor, on=today)
        if "rest" in request.POST:
            operations.answer_rest(case, by=request.actor, on=today)

    return _saved(
        request, case, form, page, save, onward=onward if "rest" in request.POST else ""
    )


CONTROVERSY = Page(gettext_lazy("A controversy"), "controversies")
RISK = Page(gettext_lazy("A risk"), "risks")


@require_http_methods(WAYS)
@with_case
def add_controversy(request: Request, case: Case) -> HttpResponse:
    form = ControversyForm(sent(request))
    return _add(request, case, form, CONTROVERSY, operations.add_controversy)


@require_http_methods(WAYS)
@with_case
def add_risk(request: Request, case: Case) -> HttpResponse:
    return _add(request, case, RiskForm(sent(request)), RISK, operations.add_risk)


def _add(
    request: Request,
    case: Case,
    form: EditingForm,
    page: Page,
    add: Callable[..., object],
) -> HttpResponse:
    if case.state != State.OPEN:
        messages.error(request, _("This case is no longer open."))
        return redirect(address(case))
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, page)
    fields = {
        name: value for name, value in form.cleaned_data.items() if name != "token"
    }
    return _saved(
        request,
        case,
        form,
        page,
        lambda: add(case, fields, by=request.actor, on=timezone.localdate()),
    )


@require_http_methods(WAYS)
@with_case
def change_controversy(request: Request, case: Case, number: int) -> HttpResponse:
    finding = get_object_or_404(case.controversies, pk=number)
    return _change(
        request,
        finding,
        ControversyForm,
        CONTROVERSY,
        operations.change_controversy,
    )


@require_http_methods(WAYS)
@with_case
def change_risk(request: Request, case: Case, number: int) -> HttpResponse:
    finding = get_object_or_404(case.risks, pk=number)
    return _change(request, finding, RiskForm, RISK, operations.change_risk)


def _change(
    request: Request,
    finding: Controversy | Risk,
    kind: type[EditingForm],
    page: Page,
    change: Callable[..., object],
) -> HttpResponse:
    """Edit a finding, or remove it where that button was pressed."""
    case, today = finding.case, timezone.localdate()
    page = Page(page.title, page.part, page.template, page.hint, removes=True)
    fields = [name for name in kind.base_fields if name != "token"]
    shown = {field: getattr(finding, field) for field in fields}
    form = kind(sent(request), shown=shown)
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, finding, page)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, page)
    return _saved(
        request,
        case,
        form,
        page,
        lambda: change(finding, _kept(form, request), by=request.actor, on=today),
    )


def _remove(request: Request, finding: Controversy | Risk, page: Page) -> HttpResponse:
    try:
        operations.remove(finding, by=request.actor, on=timezone.localdate())
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Removed."))
    return redirect(address(finding.case, page.part))
