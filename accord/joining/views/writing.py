"""Writing an application: its parts, its pages, a check and a preview."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accord.accounts.reading import consent
from accord.base.actor import Actor
from accord.base.components import SummaryRow, Task
from accord.base.forms import SubmissionForm
from accord.joining import access, likeness, operations, previewing, sections
from accord.joining.forms import AuthorityForm, SectionForm
from accord.joining.models import Application, Paper
from accord.joining.questions import LABELS
from accord.joining.reading import facts
from accord.joining.views import standing
from accord.joining.words import Words

UNPROCESSABLE, CONFLICT = 422, 409
# Names, once, the page whose draft on the device has arrived and can be forgotten.
SENT = "draft_sent"


def trail(*steps: tuple[object, str | None]) -> list[tuple[object, str | None]]:
    return [(_("Become a partner"), reverse("joining:about")), *steps]


def _page(
    request: HttpRequest,
    template: str | list[str],
    application: Application,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    sent = request.session.pop(SENT, "")
    context = {
        "application": application,
        "sent": sent,
        "secretariat_email": settings.SECRETARIAT_EMAIL,
        **context,
    }
    return render(request, template, context, status=status)


@never_cache
@require_safe
def application(request: HttpRequest, key: str) -> HttpResponse:
    """Show what there is to do; once it is sent, where it stands."""
    held = access.held_application(request, key)
    if not held.is_draft:
        return standing.status_page(request, held)
    missing = operations.missing_from(held)
    lines = [
        (
            section.is_required,
            Task(
                section.title,
                section.progress(held, missing),
                reverse("joining:section", args=[key, section.key]),
            ),
        )
        for section in sections.SECTIONS
    ]
    return _page(
        request,
        "joining/tasks.html",
        held,
        {
            "needed": [task for required, task in lines if required],
            "welcome": [task for required, task in lines if not required],
            "missing": missing,
            "likes": likeness.partners_like(facts(held)),
            "trail": trail((_("Your application"), None)),
        },
    )


@access.taking_papers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, key: str, section_key: str) -> HttpResponse:
    """Show or save one page of an application."""
    held = access.held_application(request, key)
    page = sections.BY_KEY[section_key]
    if not held.is_draft:
        return redirect("joining:application", key)
    if request.method != "POST":
        return _section_page(request, held, page, page.form(held))
    form = page.form(held, request.POST, request.FILES)
    if not form.is_valid():
        return _section_page(request, held, page, form, status=UNPROCESSABLE)
    kept = {
        name: value
        for name, value in form.changes().items()
        if request.POST.get(f"keep_{name}") != "theirs"
    }
    by, today = Actor.anonymous(), timezone.localdate()
    try:
        saved = operations.save(
            held, kept, version=form.cleaned_data["version"] or 0, by=by, on=today
        )
        if isinstance(form, AuthorityForm) and form.cleaned_data["authority"]:
            operations.add_paper(saved, form.cleaned_data["authority"], by=by, on=today)
    except operations.Conflict as conflict:
        return _conflict_page(request, page, form, conflict)
    except operations.NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("joining:application", key)
    request.session[SENT] = f"joining/{key}/{page.key}"
    return redirect(_next_address(request, saved, page))


def _next_address(
    request: HttpRequest, saved: Application, page: sections.Section
) -> str:
    tasks = reverse("joining:application", args=[saved.key])
    if "later" in request.POST:
        messages.success(
            request, _("Saved. Come back whenever it suits you, by your link.")
        )
        return tasks
    if page.key == "organization" and likeness.partners_like(facts(saved)):
        return f"{tasks}#known"
    if "to_check" in request.POST:
        return reverse("joining:check", args=[saved.key])
    following = sections.after(page)
    if following is None:
        return tasks
    return reverse("joining:section", args=[saved.key, following.key])


def _section_page(
    request: HttpRequest,
    held: Application,
    page: sections.Section,
    form: SectionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    return _page(
        request,
        [f"joining/section_{page.key}.html", "joining/section.html"],
        held,
        {
            "section": page,
            "form": form,
            # What is agreed to is shown as it is kept: in the application's language.
            "consent": consent("joining").words_in(held.language),
            "papers": held.papers.filter(purpose=Paper.Purpose.AUTHORITY),
            "position": sections.SECTIONS.index(page) + 1,
            "count": len(sections.SECTIONS),
            "returns_to_check": "check" in request.GET or "to_check" in request.POST,
            "trail": _section_trail(held, page.title),
        },
        status=status,
    )


def _section_trail(held: Application, title: object) -> list[tuple[object, str | None]]:
    tasks = reverse("joining:application", args=[held.key])
    return trail((_("Your application"), tasks), (title, None))


def _conflict_page(
    request: HttpRequest,
    page: sections.Section,
    form: SectionForm,
    conflict: operations.Conflict,
) -> HttpResponse:
    """Show both texts; the form holds mine where I wrote, theirs everywhere else."""
    current = conflict.current
    words = Words(current)
    mine = {**current.answers, **conflict.wanted}
    merged = page.form(current)
    for name in conflict.wanted.keys() & merged.fields.keys():
        merged.fields[name].initial = conflict.wanted[name]
    return _page(
        request,
        "joining/conflict.html",
        current,
        {
            "section": page,
            "form": merged,
            "differences": [
                {
                    "fact": name,
                    "label": LABELS[name],
                    "mine": words.of(name, mine),
                    "theirs": words.of(name),
                    "who": "",
                    "at": current.changed_at,
                }
                for name in conflict.crossed
            ],
            "returns_to_check": "to_check" in request.POST,
            "trail": _section_trail(current, page.title),
        },
        status=CONFLICT,
    )


@never_cache
@require_safe
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Show every answer with the page it is changed on, and how it will look."""
    held = access.held_application(request, key)
    if not held.is_draft:
        return redirect("joining:application", key)
    return check_page(request, held)


def check_page(
    request: HttpRequest, held: Application, *, status: int = 200
) -> HttpResponse:
    missing = operations.missing_from(held)
    words = Words(held)
    return _page(
        request,
        "joining/check.html",
        held,
        {
            "missing": [
                (
                    LABELS[name],
                    reverse(
                        "joining:section",
                        args=[held.key, sections.section_of(name).key],
                    ),
                )
                for name in missing
            ],
            "parts": [
                (page.title, list(_rows(held, page, words, missing)))
                for page in sections.SECTIONS
            ],
            "form": SubmissionForm(),
            "likes": likeness.partners_like(facts(held)),
            "trail": _section_trail(held, _("Check your answers")),
        },
        status=status,
    )


def _rows(
    held: Application, page: sections.Section, words: Words, missing: list[str]
) -> list[SummaryRow]:
    address = f"{reverse('joining:section', args=[held.key, page.key])}?check"
    return [
        SummaryRow(
            LABELS[name],
            words.of(name)
            or (_("Still missing") if name in missing else _("Not given")),
            address,
            page.change,
        )
        for name in page.asks
        if name != f"name_{held.language}"
    ]


@never_cache
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show the profile as everybody would see it on the partner's page."""
    held = access.held_application(request, key)
    return _page(
        request,
        "joining/preview.html",
        held,
        {
            **previewing.profile_of(held, on=timezone.localdate()),
            "trail": _section_trail(held, _("Preview")),
        },
    )
