"""Who might join: a list for the secretariat alone, filed by hand."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.base.sorting import sort_key
from accord.base.templatetags.components import number
from accord.partners import access, operations
from accord.partners.models import Prospect
from tally.sheets import csv_lines

PER_PAGE = 50


class FilingForm(SubmissionForm):
    """Where a prospect stands."""

    state = forms.ChoiceField(
        choices=[
            each for each in Prospect.State.choices if each[0] != Prospect.State.JOINED
        ]
    )


@require_safe
@login_required
def prospects(request: Request) -> HttpResponse:
    access.check_prospects(request.actor, on=timezone.localdate())
    found = _asked(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    return render(
        request,
        "partners/prospects.html",
        {
            "page": page,
            "words": request.GET.get("q", ""),
            "state": request.GET.get("state", ""),
            "states": Prospect.State.choices,
            "count": ngettext("{n} prospect", "{n} prospects", count).format(
                n=number(count)
            ),
            "form": FilingForm(),
            "trail": [
                (_("Partners"), reverse("partners:list")),
                (_("Prospects"), None),
            ],
        },
    )


def _asked(request: Request) -> QuerySet[Prospect]:
    found = Prospect.objects.select_related("country", "category", "partner")
    for word in sort_key(request.GET.get("q", "").replace("\x00", "")).split():
        found = found.filter(search_key__contains=word)
    state = request.GET.get("state", "")
    if state in Prospect.State.values:
        found = found.filter(state=state)
    return found.order_by("search_key", "id")


@require_safe
@login_required
def as_csv(request: Request) -> StreamingHttpResponse:
    """Give the list as it is asked for, as a file."""
    access.check_prospects(request.actor, on=timezone.localdate())
    heads = [str(label) for label, _value in _COLUMNS]
    rows = (
        [value(each) or None for _label, value in _COLUMNS]
        for each in _asked(request).iterator(chunk_size=500)
    )
    response = StreamingHttpResponse(
        csv_lines(heads, rows, guarded=True), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="prospects.csv"'
    response["Cache-Control"] = "no-store"
    return response


_COLUMNS: list[tuple[str, Any]] = [
    ("reference", lambda each: each.reference),
    ("name", lambda each: each.name),
    ("country", lambda each: each.country_id),
    ("category", lambda each: each.category.code if each.category else ""),
    ("website", lambda each: each.website),
    (
        "identifiers",
        lambda each: "; ".join(f"{scheme}: {value}" for scheme, value in each.numbers),
    ),
    ("state", lambda each: each.state),
    ("resembles", lambda each: each.resembles),
    ("source_file", lambda each: each.source_file),
    ("source_row", lambda each: str(each.source_row)),
    ("noted_on", lambda each: each.noted_on),
]


@require_POST
@login_required
def file(request: Request, reference: str) -> HttpResponse:
    """Say where a prospect stands."""
    today = timezone.localdate()
    prospect = access.prospect(request.actor, reference, on=today)
    form = FilingForm(request.POST)
    back = f"{reverse('partners:prospects')}#{prospect.reference}"
    if not form.is_valid():
        messages.error(request, _("Choose where the prospect stands."))
        return redirect(back)

    def save() -> str:
        operations.file_prospect(
            prospect, form.cleaned_data["state"], by=request.actor, on=today
        )
        return back

    try:
        address = submissions.once(form.cleaned_data["token"], save)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect(back)
    messages.success(request, _("Saved."))
    return redirect(address)
