"""The door of every page of a case."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accord.base.requests import Request
from accord.screening import access
from accord.screening.models import Case

UNPROCESSABLE, CONFLICT = 422, 409
Trail = list[tuple[object, str | None]]


def with_case(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Hand a view the case that the reader may look into.

    Who may not know of it gets 404; a screener who has not said whether they have an
    interest in it is led to say so.
    """

    @never_cache
    @login_required
    @wraps(view)
    def opened(
        request: Request, reference: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        try:
            case = access.case(request.actor, reference, on=timezone.localdate())
        except access.NotDeclared:
            return redirect("screening:interest", reference)
        return view(request, case, *args, **kwargs)

    return opened


def sent(request: Request) -> QueryDict | None:
    """Return what was sent for a form, even if it is nothing; None before that."""
    return request.POST if request.method == "POST" else None


def trail(case: Case | None = None, page: object = "") -> Trail:
    """Return the way up from a page of a case, or from the list."""
    start: Trail = [(_("Screening"), reverse("screening:list") if case else None)]
    if case is None:
        return start
    address = reverse("screening:case", args=[case.reference])
    if not page:
        return [*start, (case.reference, None)]
    return [*start, (case.reference, address), (page, None)]


def address(case: Case, part: str = "") -> str:
    """Return where a case is shown, at one of its parts."""
    found = reverse("screening:case", args=[case.reference])
    return f"{found}#{part}" if part else found
