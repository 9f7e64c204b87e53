"""One thing that waits: who has it, what would be sent, what was noted."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accord.accounts.models import Person
from accord.base import history, submissions
from accord.base.components import Moment
from accord.base.requests import Request
from accord.base.waiting import Waiting
from accord.secretariat import access, operations, reminding
from accord.secretariat.forms import AssignForm, MessageForm, NoteForm, SnoozeForm
from accord.secretariat.models import Handling, Note, Reminder
from accord.secretariat.queue import Row, with_handling
from accord.secretariat.views.office import (
    CONFLICT,
    UNPROCESSABLE,
    for_office,
    trail,
)


@for_office
@require_safe
def show(request: Request, key: str) -> HttpResponse:
    return _page(request, access.thing(request.actor, key, on=timezone.localdate()))


def _row(thing: Waiting) -> Row:
    today = timezone.localdate()
    return with_handling([thing], on=today, now=timezone.now())[0]


def _draft(row: Row) -> reminding.Draft | None:
    return reminding.draft(row, reminding.ladders([row.item.kind])[row.item.kind])


def _page(
    request: Request, thing: Waiting, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Show the thing, with the forms that were sent and could not be carried out."""
    today = timezone.localdate()
    row, held = _row(thing), {}
    found = _draft(row)
    if row.handling:
        person = row.handling.assigned_to
        held = {"person": person.public_id if person else ""}
    version = {"version": row.version}
    people = access.colleagues(today)
    until = row.handling.snoozed_until if row.handling else None
    context = {
        "assign": AssignForm(people, initial={**version, **held}, auto_id="assign_%s"),
        "snooze": SnoozeForm(
            initial={**version, "until": until}, today=today, auto_id="snooze_%s"
        ),
        "note": NoteForm(auto_id="note_%s"),
        "message": found
        and MessageForm(
            found.letters, initial={"rung": found.rung}, auto_id="message_%s"
        ),
    }
    return render(
        request,
        "secretariat/thing.html",
        {
            "row": row,
            "draft": found,
            "is_mine": row.handling
            and row.handling.assigned_to_id == cast("Person", request.actor.person).pk,
            "notes": Note.objects.filter(key=thing.key).select_related("by"),
            "moments": _moments(thing),
            "trail": trail(str(thing.title)),
            **context,
            **forms,
        },
        status=status,
    )


def _moments(thing: Waiting) -> list[Moment]:
    """Return what the office did with the thing, newest first, in three queries."""
    entries = list(history.entries_of(Handling(key=thing.key)))
    wanted = [entry.after.get("assigned_to") for entry in entries]
    people = dict(
        Person.objects.filter(
            public_id__in=[each for each in wanted if each]
        ).values_list("public_id", "name")
    )
    sent = Reminder.objects.filter(key=thing.key)
    told = [
        (entry.at, _sentence(entry.verb, entry.after, people), _signed(entry))
        for entry in entries
        if entry.verb != "reminded"
    ]
    told += [
        (
            each.at,
            _("Sent to %(name)s: %(subject)s")
            % {"name": each.recipient_name or each.recipient, "subject": each.subject},
            reminding.in_words(each.rung),
        )
        for each in sent
    ]
    told.sort(key=lambda one: one[0], reverse=True)
    return [Moment(at, title, who=who) for at, title, who in told]


def _signed(entry: Any) -> str:
    personal = getattr(entry, "personal", None)
    return personal.values.get("by", "") if personal else ""


def _sentence(verb: str, after: dict[str, Any], people: dict[str, str]) -> str:
    match verb:
        case "assigned" if after.get("assigned_to"):
            name = people.get(after["assigned_to"], "")
            return _("Assigned to %(name)s") % {"name": name}
        case "assigned":
            return _("Assigned to nobody")
        case "put-off":
            return _("Put off until %(day)s") % {"day": after["snoozed_until"]}
        case "taken-back":
            return _("Taken back into the queue")
    return _("A note was written")


# -- what is done with it --------------------------------------------------------------


def _done(
    request: Request,
    thing: Waiting,
    form: Any,
    carry_out: Callable[[], object],
    said: str,
) -> HttpResponse:
    """Carry out a valid form once, and lead back to the thing."""
    address = reverse("secretariat:thing", args=[thing.key])

    def once() -> str:
        carry_out()
        return address

    submissions.once(form.cleaned_data["token"], once)
    messages.success(request, said)
    return redirect(address)


@for_office
@require_POST
def assign(request: Request, key: str) -> HttpResponse:
    today = timezone.localdate()
    thing = access.thing(request.actor, key, on=today)
    form = AssignForm(access.colleagues(today), request.POST, auto_id="assign_%s")
    if not form.is_valid():
        return _page(request, thing, status=UNPROCESSABLE, assign=form)

    def give() -> None:
        operations.assign(
            key,
            form.chosen,
            by=request.actor,
            on=today,
            version=form.cleaned_data["version"] or 0,
        )

    try:
        return _done(request, thing, form, give, _("It is noted who has it."))
    except operations.Stale as stale:
        return _stale(request, thing, stale)


@for_office
@require_POST
def snooze(request: Request, key: str) -> HttpResponse:
    today = timezone.localdate()
    thing = access.thing(request.actor, key, on=today)
    form = SnoozeForm(request.POST, today=today, auto_id="snooze_%s")
    if not form.is_valid():
        return _page(request, thing, status=UNPROCESSABLE, snooze=form)

    def put_off() -> None:
        operations.snooze(
            key,
            form.cleaned_data["until"],
            by=request.actor,
            on=today,
            version=form.cleaned_data["version"] or 0,
        )

    said = _("It is put off.") if form.cleaned_data["until"] else _("It waits again.")
    try:
        return _done(request, thing, form, put_off, said)
    except operations.Stale as stale:
        return _stale(request, thing, stale)


def _stale(request: Request, thing: Waiting, stale: operations.Stale) -> HttpResponse:
    """Say who was faster: the page shows how it is now, and nothing was changed."""
    person = getattr(stale.current, "assigned_to", None)
    reason = (
        _("Somebody changed this meanwhile: now %(name)s has it. Nothing was saved.")
        % {"name": person}
        if person
        else _("Somebody changed this meanwhile. Nothing was saved; look again.")
    )
    return _page(request, thing, status=CONFLICT, stale=reason)


@for_office
@require_POST
def note(request: Request, key: str) -> HttpResponse:
    today = timezone.localdate()
    thing = access.thing(request.actor, key, on=today)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return _page(request, thing, status=UNPROCESSABLE, note=form)

    def write() -> None:
        operations.note(key, form.cleaned_data["text"], by=request.actor, on=today)

    return _done(request, thing, form, write, _("The note is kept."))


@for_office
@require_POST
def send(request: Request, key: str) -> HttpResponse:
    """Send the message in the words of the form; once for each recipient and rung."""
    today = timezone.localdate()
    thing = access.thing(request.actor, key, on=today)
    found = _draft(_row(thing))
    if found is None:
        return _page(
            request,
            thing,
            status=UNPROCESSABLE,
            stale=_("There is nobody to write to about this."),
        )
    form = MessageForm(found.letters, request.POST, auto_id="message_%s")
    if not form.is_valid():
        return _page(request, thing, status=UNPROCESSABLE, message=form)
    if form.cleaned_data["rung"] != found.rung:
        reason = _("The message has changed since you opened the page. Read it again.")
        return _page(request, thing, status=CONFLICT, stale=reason)
    letters = reminding.with_words(found, form.words)
    sent = operations.remind(thing, letters, found.rung, by=request.actor, on=today)
    if sent:
        said = ngettext(
            "The message is on its way to %(n)s person.",
            "The message is on its way to %(n)s people.",
            len(sent),
        )
        messages.success(request, said % {"n": len(sent)})
    else:
        messages.info(request, _("This message was sent before; nothing was sent."))
    return redirect(reverse("secretariat:thing", args=[key]))
