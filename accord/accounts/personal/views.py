"""What Accord knows of people: for everybody, and a person's own page about it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.accounts import access, operations
from accord.accounts.models import Copy
from accord.accounts.personal import copying, discovery, telling
from accord.accounts.personal.erasure import objections
from accord.accounts.personal.forms import EraseForm
from accord.base.requests import Request

View = Callable[..., HttpResponseBase]


def shown_anew(view: View) -> View:
    """Ask people to show again who they are, unless they did a moment ago."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return access.who_is_there(request) or view(request, *args, **kwargs)

    return asked


@require_safe
def known(request: Request) -> HttpResponse:
    """Tell everybody what is held of people, from the inventory itself."""
    return render(
        request,
        "accounts/personal/known.html",
        {
            "head": discovery.head(request),
            "chapters": telling.chapters(),
            "trail": [(telling.title(), None)],
        },
    )


@require_safe
def erased(request: Request) -> HttpResponse:
    return render(request, "accounts/personal/erased.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request) -> HttpResponse:
    """Show what is held of oneself; the form asks for a copy."""
    person = request.user
    if request.method == "POST":
        operations.ask_for_copy(
            person, by=request.actor, on=timezone.localdate(), at=timezone.now()
        )
        messages.success(
            request, _("Your copy is being made. Come back in a minute to fetch it.")
        )
        return redirect("personal")
    return render(
        request,
        "accounts/personal/own.html",
        {
            "counts": telling.counted(person),
            "copy": person.copies.filter(
                asked_by="", expires_at__gt=timezone.now()
            ).first(),
        },
    )


@login_required
@shown_anew
@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: Request, number: int) -> HttpResponseBase:
    copy = access.own_copy(request.actor, number, at=timezone.now())
    if request.method == "POST":
        return handed_out(request, copy)
    return render(
        request,
        "accounts/personal/copy.html",
        {"copy": copy, "back": reverse("personal")},
    )


def handed_out(request: Request, copy: Copy) -> FileResponse:
    """Answer with the file, and note it in the history."""
    copying.record_fetching(copy, by=request.actor, on=timezone.localdate())
    name = f"{copy.person.public_id}-{timezone.localdate()}.zip"
    return FileResponse(
        copying.path_of(copy).open("rb"), as_attachment=True, filename=name
    )


@login_required
@shown_anew
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request) -> HttpResponse:
    """Let a person erase themselves, for good."""
    today = timezone.localdate()
    reasons = objections(request.user, today)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.erase(request.user, by=request.actor, on=today)
        except operations.NotYet as refusal:
            reasons = refusal.reasons
        else:
            logout(request)
            return redirect("personal_data_erased")
    return render(
        request,
        "accounts/personal/erase.html",
        {"form": form, "reasons": reasons, "effects": telling.effects()},
        status=422 if form.is_bound else 200,
    )
