"""What was sent, and when people are reminded."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.base import submissions, waiting
from accord.base.requests import Request
from accord.secretariat import access, operations, reminding
from accord.secretariat.forms import LadderForm
from accord.secretariat.listing import PAGE_SIZE
from accord.secretariat.views.office import (
    CONFLICT,
    UNPROCESSABLE,
    for_office,
    trail,
)


@for_office
@require_safe
def log(request: Request) -> HttpResponse:
    today = timezone.localdate()
    sources = [
        each
        for each in waiting.sources()
        if access.recallable(request.actor, each.kind, today)
    ]
    ladders = reminding.ladders([each.kind for each in sources])
    page = Paginator(access.reminders(request.actor, today), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "secretariat/reminders.html",
        {
            "ladders": [
                (
                    each,
                    ladders[each.kind],
                    [
                        reminding.in_words(f"due{days:+d}")
                        for days in ladders[each.kind].days
                    ],
                )
                for each in sources
            ],
            "page": page,
            "sent": [(each, reminding.in_words(each.rung)) for each in page],
            "trail": trail(_("Reminders")),
        },
    )


@for_office
@require_http_methods(["GET", "HEAD", "POST"])
def ladder(request: Request, kind: str) -> HttpResponse:
    today = timezone.localdate()
    source = waiting.source(kind)
    if source is None or not access.recallable(request.actor, kind, today):
        raise Http404
    current = reminding.ladders([kind])[kind]
    form = LadderForm(
        request.POST or None,
        initial={
            "days": ", ".join(str(each) for each in current.days),
            "is_automatic": current.switched_on_by_id is not None,
            "version": current.version,
        },
    )
    status = 200
    if request.method == "POST" and form.is_valid():

        def save() -> str:
            operations.set_ladder(
                kind,
                form.cleaned_data["days"],
                is_automatic=form.cleaned_data["is_automatic"],
                version=form.cleaned_data["version"] or 0,
                by=request.actor,
                on=today,
            )
            return ""

        try:
            submissions.once(form.cleaned_data["token"], save)
        except operations.Stale:
            form.add_error(
                None, _("Somebody else set this meanwhile. Open the page again.")
            )
            status = CONFLICT
        else:
            messages.success(request, _("The reminders are set."))
            return redirect("secretariat:reminders")
    elif form.is_bound or request.method == "POST":
        status = UNPROCESSABLE
    return render(
        request,
        "secretariat/ladder.html",
        {
            "form": form,
            "source": source,
            "ladder": current,
            "trail": trail(_("Reminders"), str(source.label)),
        },
        status=status,
    )
