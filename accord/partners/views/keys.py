"""API keys: what programs may do under somebody's mandate, and until when."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.accounts.access import who_is_there
from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.partners import access, operations
from accord.partners.forms import KeyForm
from accord.partners.models import Scope
from accord.partners.views.profile import trail


@login_required
@require_safe
def key_list(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner, found = access.keys_of(request.actor, slug, on=today)
    keys = list(found)
    return render(
        request,
        "partners/key_list.html",
        {
            "partner": partner,
            "holding": [each for each in keys if each.holds_on(today)],
            "ended": [each for each in keys if not each.holds_on(today)],
            "may_make": access.may_make_keys(request.actor, partner, today),
            "trail": trail(partner, _("API keys")),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, slug: str) -> HttpResponse:
    today = timezone.localdate()
    partner = access.key_maker(request.actor, slug, on=today)
    if (question := who_is_there(request)) is not None:
        return question
    scopes = operations.scopes_for(request.actor.mandate.role)
    form = KeyForm(request.POST or None, today=today, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        made: list[Any] = []

        def carry_out() -> str:
            made.extend(
                operations.make_key(
                    request.actor.mandate,
                    name=form.cleaned_data["name"],
                    scope=Scope(form.cleaned_data["scope"]),
                    expires_on=form.cleaned_data["expires_on"],
                    by=request.actor,
                    on=today,
                )
            )
            return reverse("partners:keys", args=[slug])

        address = submissions.once(form.cleaned_data["token"], carry_out)
        if not made:
            messages.warning(
                request,
                _("The key was made already. Whoever has not copied it makes another."),
            )
            return redirect(address)
        # Shown in this very answer, which nobody keeps; no address shows it again.
        return render(
            request,
            "partners/key_made.html",
            {
                "partner": partner,
                "key": made[0],
                "secret": made[1],
                "trail": trail(partner, _("The new key")),
            },
        )
    return render(
        request,
        "partners/key_form.html",
        {
            "partner": partner,
            "form": form,
            "trail": trail(partner, _("Make an API key")),
        },
        status=422 if form.is_bound else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, slug: str, prefix: str) -> HttpResponse:
    today = timezone.localdate()
    key = access.endable_key(request.actor, slug, prefix, on=today)
    form = SubmissionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def carry_out() -> str:
            operations.end_key(key, by=request.actor, on=today)
            return reverse("partners:keys", args=[slug])

        address = submissions.once(form.cleaned_data["token"], carry_out)
        messages.success(request, _("The key has ended. Nobody can use it any more."))
        return redirect(address)
    return render(
        request,
        "partners/key_end.html",
        {
            "partner": key.mandate.partner,
            "key": key,
            "form": form,
            "trail": trail(key.mandate.partner, _("End an API key")),
        },
    )
