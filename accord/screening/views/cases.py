"""The list of cases, a case, its papers and its history."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.joining.reading import path_of
from accord.screening import access, casepage, lines, listing, past
from accord.screening.models import Case
from accord.screening.views.door import trail, with_case

PER_PAGE = 25


@require_safe
@never_cache
@login_required
def case_list(request: Request) -> HttpResponse:
    """Show cases by what they wait for, with how many wait for how long."""
    today = timezone.localdate()
    person = access.check_screener(request.actor, on=today)
    cases = access.known_cases(request.actor, on=today)
    wanted = request.GET.get("show", "")
    view = wanted if wanted in listing.VIEWS else listing.first_view(cases, person)
    found = listing.in_view(cases, view, person, today)
    page = Paginator(found.for_listing(), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "screening/list.html",
        {
            "tabs": listing.tabs(cases, person, today, view),
            "view": listing.VIEWS[view],
            "ages": listing.ages(found, today),
            "lines": lines.lines(page.object_list, today),
            "page": page,
            "undeclared": Case.objects.undeclared_by(person).count(),
            "trail": trail(),
        },
    )


@require_safe
@with_case
def case(request: Request, case: Case) -> HttpResponse:
    """Show all there is to know of a case, in the order in which one works on it."""
    today = timezone.localdate()
    return render(
        request,
        "screening/case.html",
        {
            "case": case,
            "line": lines.line(case, today),
            "shown": casepage.shown(case, request.actor, today),
            "form": SubmissionForm(),
            "trail": trail(case),
        },
    )


@require_safe
@with_case
def history(request: Request, case: Case) -> HttpResponse:
    """Tell what happened to a case, without anybody's words."""
    return render(
        request,
        "screening/history.html",
        {
            "case": case,
            "moments": past.moments(case),
            "trail": trail(case, _("History")),
        },
    )


@require_safe
@with_case
def paper(request: Request, case: Case, number: int) -> HttpResponseBase:
    """Hand out a file that the applicant sent."""
    if case.application is None:
        raise Http404
    found = get_object_or_404(case.application.papers, pk=number)
    path = path_of(found)
    if not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
