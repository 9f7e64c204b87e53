"""What all pages of the queue share: the door, and where they stand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base.requests import Request
from accord.secretariat import access

UNPROCESSABLE, CONFLICT = 422, 409
View = Callable[..., HttpResponseBase]


def for_office(view: View) -> View:
    """Let in who serves in the office; visitors sign in, others find nothing."""

    @login_required
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        access.enter(request.actor, on=timezone.localdate())
        return view(request, *args, **kwargs)

    return guarded


def trail(*titles: str) -> list[tuple[str, str | None]]:
    """Return the pages above, for the breadcrumbs."""
    home = (_("What waits"), reverse("secretariat:queue") if titles else None)
    return [home, *((title, None) for title in titles)]


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a file out of every cache: it is one reader's."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers.pop("ETag", None)
    return response
