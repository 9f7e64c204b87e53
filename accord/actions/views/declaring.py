"""Declaring an action: a task list over short pages, a check, publishing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.actions import access, answers, facts, operations, sections
from accord.actions.forms import SectionForm
from accord.actions.models import Action, Stage
from accord.base import submissions
from accord.base.components import Step, SummaryRow, Task
from accord.base.forms import SubmissionForm
from accord.partners.access import is_secretariat

UNPROCESSABLE, CONFLICT = 422, 409
PAGE_SIZE = 25
# Names, once, the page whose draft on the device has arrived and can be forgotten.
SENT = "draft_sent"


def _acting_for_url() -> str:
    try:
        return reverse("partners:acting_for")
    except NoReverseMatch:
        return ""


def _page(
    request: HttpRequest,
    template: str | list[str],
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    sent = request.session.pop(SENT, "")
    return render(request, template, {"sent": sent, **context}, status=status)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List what the partner one acts for has begun and published."""
    today = timezone.localdate()
    partner = request.actor.partner
    own = Action.objects.filter(lead=partner).with_stage(today).for_listing()
    drafts = Paginator(own.filter(published_on=None).order_by("-id"), PAGE_SIZE)
    return _page(
        request,
        "actions/mine.html",
        {
            "partner": partner,
            "mandates": request.mandates,
            "acting_for_url": _acting_for_url(),
            "may_declare": access.may_declare(request.actor, today),
            "may_import": is_secretariat(request.actor, today),
            "page": drafts.get_page(request.GET.get("page")),
            "public": own.published().newest_first()[:PAGE_SIZE],
            "trail": _trail((_("Your actions"), None)),
        },
    )


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Say what declaring takes; a sent form starts one draft, however often sent."""
    today = timezone.localdate()
    if request.method == "POST":
        return _begin(request, today)
    if not access.may_declare(request.actor, today):
        return redirect("actions:mine")
    return _page(
        request,
        "actions/begin.html",
        {
            "form": SubmissionForm(),
            "partner": request.actor.partner,
            "may_publish": access.may_publish(
                request.actor, Action(lead=request.actor.partner), today
            ),
            "trail": _trail((_("Declare an action"), None)),
        },
    )


def _begin(request: HttpRequest, today: date) -> HttpResponse:
    partner = access.declaring_partner(request.actor, today)
    form = SubmissionForm(request.POST)
    if not form.is_valid():
        return redirect("actions:begin")
    address = submissions.once(
        form.cleaned_data["token"],
        lambda: _address(
            "tasks", operations.begin(partner, by=request.actor, on=today)
        ),
    )
    return redirect(address)


def _address(route: str, action: Action, *more: str) -> str:
    return reverse(f"actions:{route}", args=[action.reference, *more])


@require_safe
@login_required
def tasks(request: HttpRequest, reference: str) -> HttpResponse:
    action = access.editable_action(request.actor, reference, on=timezone.localdate())
    told = facts.facts_of(action)
    lines = [
        (
            section.is_required,
            Task(section.title, progress, _address("section", action, section.key)),
        )
        for section, progress in sections.with_progress(told)
    ]
    return _page(
        request,
        "actions/tasks.html",
        {
            "action": action,
            "needed": [task for required, task in lines if required],
            "welcome": [task for required, task in lines if not required],
            "missing": facts.missing_from(told),
            "may_publish": access.may_publish(
                request.actor, action, timezone.localdate()
            ),
            "trail": _trail(
                (_("Your actions"), reverse("actions:mine")), (action, None)
            ),
        },
    )


@login_required
def section(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show or save one page of a declaration."""
    action = access.editable_action(request.actor, reference, on=timezone.localdate())
    page = sections.BY_KEY[key]
    if request.method != "POST":
        return _section_page(request, action, page, page.form(action))
    form = page.form(action, request.POST)
    if not form.is_valid():
        return _section_page(request, action, page, form, status=UNPROCESSABLE)
    kept = {
        fact: value
        for fact, value in form.changes().items()
        if request.POST.get(f"keep_{fact}") != "theirs"
    }
    try:
        operations.revise(
            action,
            kept,
            by=request.actor,
            on=timezone.localdate(),
            version=form.cleaned_data["version"] or 0,
        )
    except operations.Conflict as conflict:
        return _conflict_page(request, page, form, conflict)
    except (operations.NotReady, ValidationError) as reason:
        form.add_error(None, _sentences(reason))
        return _section_page(request, action, page, form, status=UNPROCESSABLE)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect(_gone(reason) or action)
    request.session[SENT] = f"{action.reference}/{page.key}"
    return redirect(_next_address(request, action, page))


def _gone(reason: operations.NotPossible) -> str:
    """Return where to go on if the draft has no page any more."""
    return reverse("actions:mine") if isinstance(reason, operations.Discarded) else ""


def _sentences(reason: operations.NotReady | ValidationError) -> list[str]:
    if isinstance(reason, ValidationError):
        return reason.messages
    return [each.sentence for each in reason.missing]


def _next_address(request: HttpRequest, action: Action, page: sections.Section) -> str:
    if "later" in request.POST:
        messages.success(request, _("Saved. Come back whenever it suits you."))
        return reverse("actions:mine")
    if "another" in request.POST:
        return f"{_address('section', action, page.key)}#last"
    if "to_check" in request.POST:
        return _address("check", action)
    following = sections.after(page)
    if following is None or action.published_on or not following.is_required:
        return _address("tasks", action)
    return _address("section", action, following.key)


def _section_page(
    request: HttpRequest,
    action: Action,
    page: sections.Section,
    form: SectionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    return _page(
        request,
        [f"actions/section_{page.key}.html", "actions/section.html"],
        {
            "action": action,
            "section": page,
            "form": form,
            "position": sections.SECTIONS.index(page) + 1,
            "count": len(sections.SECTIONS),
            "returns_to_check": "check" in request.GET or "to_check" in request.POST,
            "trail": _section_trail(action, page),
        },
        status=status,
    )


def _conflict_page(
    request: HttpRequest,
    page: sections.Section,
    form: SectionForm,
    conflict: operations.Conflict,
) -> HttpResponse:
    """Show both texts; the form holds mine where I wrote, theirs everywhere else."""
    current = conflict.action
    mine, theirs = facts.plain(form.changes()), facts.facts_of(current)
    shown = answers.Answers(mine, theirs)
    return _page(
        request,
        "actions/conflict.html",
        {
            "action": current,
            "section": page,
            "form": form.on_top_of(current, conflict.own),
            "differences": [
                {
                    "fact": fact,
                    "label": facts.LABELS[fact],
                    "mine": shown.shown(fact, mine),
                    "theirs": shown.shown(fact, theirs),
                    "who": answers.signer_of(entry),
                    "at": entry.at,
                }
                for fact, entry in conflict.entries.items()
            ],
            "returns_to_check": "to_check" in request.POST,
            "trail": _section_trail(current, page),
        },
        status=CONFLICT,
    )


@require_safe
@login_required
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show every answer with the page it is changed on, and how it will look."""
    today = timezone.localdate()
    action = access.editable_action(request.actor, reference, on=today)
    return _check_page(request, action, today)


def _check_page(
    request: HttpRequest, action: Action, today: date, *, status: int = 200
) -> HttpResponse:
    told = facts.facts_of(action)
    missing = {each.fact: each.sentence for each in facts.missing_from(told)}
    return _page(
        request,
        "actions/check.html",
        {
            "action": action,
            "missing": [
                (sentence, _address("section", action, sections.section_of(fact).key))
                for fact, sentence in missing.items()
            ],
            "rows": [
                row
                for page in sections.SECTIONS
                for row in _rows(action, page, told, missing)
            ],
            "may_publish": access.may_publish(request.actor, action, today),
            "form": SubmissionForm(),
            "stage": _stage_once_public(action, today),
            "trail": _section_trail(action, None),
        },
        status=status,
    )


def _rows(
    action: Action,
    page: sections.Section,
    told: facts.Facts,
    missing: dict[str, str],
) -> list[SummaryRow]:
    shown = answers.Answers(told)
    address = f"{_address('section', action, page.key)}?check"
    if page.key == "translations":
        names = answers.names_of_translations(told)
        return [SummaryRow(page.title, names or _("None yet"), address, page.change)]
    return [
        SummaryRow(
            facts.LABELS[fact],
            shown.shown(fact, told) or missing.get(fact) or _("Not given"),
            address,
            page.change,
        )
        for fact in page.facts
        if fact != "currency"
    ]


def _stage_once_public(action: Action, today: date) -> Stage:
    public = Action(
        published_on=action.published_on or today,
        starts_on=action.starts_on,
        ends_on=action.ends_on,
    )
    return public.stage_on(today)


@require_POST
@login_required
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    today = timezone.localdate()
    action = access.publishable_action(request.actor, reference, on=today)
    try:
        operations.publish(action, by=request.actor, on=today)
    except operations.NotReady:
        return _check_page(request, action, today, status=UNPROCESSABLE)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect(_gone(reason) or _address("check", action))
    return redirect(_address("published", action))


@require_safe
@login_required
def published(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm what has been published, and say what happens next."""
    action = access.editable_action(request.actor, reference, on=timezone.localdate())
    if action.published_on is None:
        return redirect(_address("tasks", action))
    return _page(
        request,
        "actions/published.html",
        {
            "action": action,
            "next": [
                Step(
                    _("It is public now"),
                    _(
                        "It shows in the list of actions, on the pages of its"
                        " countries and on the page of your organization."
                    ),
                ),
                Step(
                    _("Keep it true"),
                    _(
                        "You can change it at any time. Every change stays in its"
                        " history, with the date."
                    ),
                ),
                Step(
                    _("Share it"),
                    _("Its address and its reference never change."),
                ),
            ],
            "countries": action.countries.all(),
            "trail": _trail(
                (action, action.get_absolute_url()), (_("Published"), None)
            ),
        },
    )


def _trail(*steps: tuple[object, str | None]) -> list[tuple[object, str | None]]:
    return [(_("Actions"), reverse("actions:list")), *steps]


def _section_trail(
    action: Action, page: sections.Section | None
) -> list[tuple[object, str | None]]:
    return _trail(
        (_("Your actions"), reverse("actions:mine")),
        (action, _address("tasks", action)),
        (page.title if page else _("Check your answers"), None),
    )
