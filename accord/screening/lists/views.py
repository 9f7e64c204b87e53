"""Pages of lists, of an edition before it counts, and of a hit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.screening import access as screeners
from accord.screening.lists import access, operations, showing
from accord.screening.lists.forms import ListForm, VerdictForm
from accord.screening.models import Edition, Hit, HitVerdict, NameList
from accord.screening.views.door import CONFLICT, UNPROCESSABLE, Trail

# So many names of each kind of difference are shown; the rest are counted.
SHOWN = 20
MOST_HITS = 200
WAYS = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
def lists(request: Request) -> HttpResponse:
    """Show the hits to judge, those confirmed, and the lists with their editions."""
    hits = access.hits(request.actor, on=timezone.localdate()).order_by("-score", "pk")
    still = hits.filter(verdict="", gone_at=None)
    return render(
        request,
        "screening/lists/lists.html",
        {
            "waiting": [_line(each) for each in still[:MOST_HITS]],
            "count": still.count(),
            "judged": [
                _line(each)
                for each in hits.exclude(verdict="").order_by("-judged_at")[:SHOWN]
            ],
            "lists": NameList.objects.filter(editions__isnull=False)
            .distinct()
            .prefetch_related(
                Prefetch("editions", Edition.objects.order_by("-sent_at"))
            )
            .order_by("name"),
            "trail": _trail(),
        },
    )


@require_http_methods(WAYS)
@never_cache
@login_required
def send(request: Request) -> HttpResponse:
    """Take a file in; nothing counts before somebody has looked at it."""
    today = timezone.localdate()
    screeners.check_screener(request.actor, on=today)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]

        def keep() -> str:
            made = operations.send(
                form.cleaned_data["name"].strip(),
                file.name,
                file,
                by=request.actor,
                on=today,
            )
            return reverse("screening:edition", args=[made.pk])

        try:
            return redirect(submissions.once(form.cleaned_data["token"], keep))
        except operations.NotTaken as reason:
            form.add_error("file", str(reason))
    return render(
        request,
        "screening/lists/send.html",
        {
            "form": form,
            "names": NameList.objects.order_by("name"),
            "trail": _trail(_("Send a list")),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


@require_http_methods(WAYS)
@never_cache
@login_required
def edition(request: Request, number: int) -> HttpResponse:
    """Show what an edition says anew, and let it count."""
    today = timezone.localdate()
    found = access.edition(request.actor, number, on=today)
    form = SubmissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def confirm() -> str:
            operations.confirm(found, by=request.actor, on=today)
            messages.success(
                request, _("The list counts. Names are compared in the background.")
            )
            return reverse("screening:lists")

        return redirect(submissions.once(form.cleaned_data["token"], confirm))
    return render(
        request,
        "screening/lists/edition.html",
        {
            "edition": found,
            "form": form,
            "parts": _parts(found),
            "skipped": [
                (place, _(template).format_map(values))
                for place, template, values in found.skipped[:SHOWN]
            ],
            "trail": _trail(found.name_list.name),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


@require_http_methods(WAYS)
@never_cache
@login_required
def hit(request: Request, number: int) -> HttpResponse:
    """Show what speaks for a match, word by word, and take the verdict."""
    today = timezone.localdate()
    try:
        found = access.hit(request.actor, number, on=today)
    except screeners.NotDeclared as asked:
        return redirect("screening:interest", asked.case.reference)
    form = VerdictForm(request.POST or None)
    status = UNPROCESSABLE if form.is_bound else 200
    if request.method == "POST" and form.is_valid():

        def judge() -> str:
            operations.judge(
                found,
                HitVerdict(form.cleaned_data["verdict"]),
                form.cleaned_data["reason"],
                by=request.actor,
                on=today,
            )
            return reverse("screening:lists")

        try:
            return redirect(submissions.once(form.cleaned_data["token"], judge))
        except operations.NotTaken as reason:
            form.add_error(None, str(reason))
            found.refresh_from_db()
            status = CONFLICT
    return render(
        request,
        "screening/lists/hit.html",
        {
            "hit": found,
            "about": showing.name_of(found),
            "role": showing.ROLES.get(found.role, found.role),
            "pairs": showing.pairs_of(found),
            "alone": [" ".join(each) for each in found.alone],
            "case": getattr(found.application, "case", None),
            "form": form,
            "trail": _trail(_("Name to compare")),
        },
        status=status,
    )


def _line(hit: Hit) -> dict[str, object]:
    return {"hit": hit, "about": showing.name_of(hit), "role": showing.ROLES[hit.role]}


def _parts(edition: Edition) -> list[tuple[str, int, list[str]]]:
    found = operations.differences(edition)
    return [
        (_("New"), len(found.added), sorted(found.added)[:SHOWN]),
        (_("Changed"), len(found.changed), sorted(found.changed)[:SHOWN]),
        (_("No longer listed"), len(found.removed), sorted(found.removed)[:SHOWN]),
    ]


def _trail(page: object = "") -> Trail:
    way: Trail = [(_("Screening"), reverse("screening:list"))]
    if not page:
        return [*way, (_("Names compared with lists"), None)]
    return [
        *way,
        (_("Names compared with lists"), reverse("screening:lists")),
        (page, None),
    ]
