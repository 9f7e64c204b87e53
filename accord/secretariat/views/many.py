"""One verb for many things: what will happen, what came of it, taking it back."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.secretariat import access, bulk, reminding
from accord.secretariat.queue import Row, queue
from accord.secretariat.views.office import for_office, trail
from accord.secretariat.views.queue import back_to

# A page holds fifty; whoever sends more did not press our button.
MOST = 200


class ManyForm(SubmissionForm):
    verb = forms.CharField(max_length=80, widget=forms.HiddenInput)
    query = forms.CharField(max_length=500, widget=forms.HiddenInput, required=False)


def _asked(request: Request) -> tuple[bulk.Chosen | None, list[Row]]:
    """Return the verb and the things that were chosen, as far as the reader has them.

    A key of something else, there or not, is as if it had not been sent.
    """
    keys = set(request.POST.getlist("key")[:MOST])
    rows = [
        row
        for row in queue(request.actor, timezone.localdate()).rows
        if row.key in keys
    ]
    verb = bulk.chosen(request.POST.get("verb", ""))
    if verb is not None and verb.name not in {
        each.name for each in bulk.verbs_for(rows)
    }:
        verb = None
    return verb, rows


def _nothing_asked(request: Request, rows: list[Row]) -> HttpResponse:
    said = (
        _("Say what shall be done with the things you chose.")
        if rows
        else _("Nothing was chosen. Tick the things first.")
    )
    messages.error(request, said)
    return redirect(back_to(request.POST.get("query", "")[:500]))


@for_office
@require_POST
def confirm(request: Request) -> HttpResponse:
    """Show what will happen to each; nothing has happened yet."""
    verb, rows = _asked(request)
    if verb is None:
        return _nothing_asked(request, rows)
    fitting = [row for row in rows if verb.fits(row)]
    query = request.POST.get("query", "")[:500]
    return render(
        request,
        "secretariat/many_confirm.html",
        {
            "verb": verb,
            "rows": fitting,
            "left_out": [row for row in rows if not verb.fits(row)],
            "drafts": _drafts(verb, fitting),
            "form": ManyForm(initial={"verb": verb.name, "query": query}),
            "back": back_to(query),
            "trail": trail(str(verb.label)),
        },
    )


def _drafts(verb: bulk.Chosen, rows: list[Row]) -> list[tuple[Row, object]]:
    """Return with each thing what would be written, where the verb writes."""
    if verb.name != f"{bulk.OFFICE}/remind":
        return [(row, None) for row in rows]
    ladders = reminding.ladders([row.item.kind for row in rows])
    return [(row, reminding.draft(row, ladders[row.item.kind])) for row in rows]


@for_office
@require_POST
def carry_out(request: Request) -> HttpResponse:
    verb, rows = _asked(request)
    form = ManyForm(request.POST)
    if verb is None or not form.is_valid():
        return _nothing_asked(request, rows)
    chosen = verb

    def do() -> str:
        batch = bulk.carry_out(
            chosen,
            [row for row in rows if chosen.fits(row)],
            by=request.actor,
            on=timezone.localdate(),
        )
        return reverse("secretariat:batch", args=[batch.pk])

    return redirect(submissions.once(form.cleaned_data["token"], do))


@for_office
@require_safe
def batch(request: Request, number: int) -> HttpResponse:
    found = access.batch(request.actor, number, on=timezone.localdate())
    verb = bulk.chosen(f"{found.kind}/{found.verb}")
    counted = {
        outcome: sum(each["outcome"] == outcome for each in found.outcomes)
        for outcome in (bulk.DONE, bulk.UNDONE, bulk.NOT_DONE)
    }
    return render(
        request,
        "secretariat/batch.html",
        {
            "batch": found,
            "verb": verb.label if verb else found.verb,
            "done": counted[bulk.DONE],
            "undone": counted[bulk.UNDONE],
            "not_done": counted[bulk.NOT_DONE],
            "can_undo": bulk.can_undo(found),
            "trail": trail(cast("str", verb.label) if verb else found.verb),
        },
    )


@for_office
@require_POST
def undo(request: Request, number: int) -> HttpResponse:
    today = timezone.localdate()
    found = access.batch(request.actor, number, on=today)
    bulk.undo(found, by=request.actor, on=today)
    return redirect("secretariat:batch", found.pk)
