"""Accepting an invitation: whoever holds its link, and has the address it is for.

The link leads on at once to a page whose address says nothing; what it holds stays in
the session, as a digest. So no page with the link in its address is ever shown, kept
or named to another site, and a program that looks at links in mail uses nothing up.
"""

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accord.accounts.models import Person
from accord.base import submissions
from accord.base.forms import SubmissionForm
from accord.base.requests import Request
from accord.partners import access, operations
from accord.partners.mandate_forms import NewPersonForm
from accord.partners.middleware import SESSION_KEY
from accord.partners.models import Invitation, Mandate, digest_of

HELD = "invitation"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GONE = 410


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what the link holds and lead on, to an address without it."""
    request.session[HELD] = digest_of(token)
    answer = redirect("partners:invitation")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@login_required
@require_safe
def open_own(request: Request, reference: str) -> HttpResponse:
    """Lead somebody who is signed in to what they are invited to, without the link."""
    request.session[HELD] = access.own_invitation(request.actor, reference).digest
    return redirect("partners:invitation")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request) -> HttpResponse:
    found = access.held_invitation(request.session.get(HELD, ""))
    if found is None:
        return render(request, "partners/invitation_unknown.html", status=404)
    if not found.is_pending_on(timezone.localdate()):
        return _over(request, found)
    if request.actor.is_signed_in:
        return _for_who_is_signed_in(request, found)
    if Person.objects.filter(email=found.email).exists():
        return _page(request, "partners/invitation_sign_in.html", found)
    return _for_somebody_new(request, found)


def _for_somebody_new(request: Request, found: Invitation) -> HttpResponse:
    form = NewPersonForm(
        request.POST or None,
        email=found.email,
        initial={"name": found.name, "language": found.language},
    )
    if not form.is_valid():
        return _page(request, "partners/invitation_new_person.html", found, form)
    today = timezone.localdate()
    accepted: list[Mandate] = []

    def begin() -> str:
        accepted.append(
            operations.accept_as_new_person(
                found,
                name=form.cleaned_data["name"],
                language=form.cleaned_data["language"],
                password=form.cleaned_data["password"],
                on=today,
            )
        )
        return reverse("desk:desk")

    try:
        address = submissions.once(form.cleaned_data["token"], begin)
    except operations.NotPending as reason:
        return _over(request, found, str(reason))
    # Who sent the form twice at once signs in with the password they have now.
    for mandate in accepted:
        login(request, mandate.person, backend=BACKEND)
        _welcome(request, mandate)
    return redirect(address)


def _for_who_is_signed_in(request: Request, found: Invitation) -> HttpResponse:
    person = cast("Person", request.actor.person)
    if person.email != found.email:
        return _page(
            request,
            "partners/invitation_of_another.html",
            found,
            status=403 if request.method == "POST" else 200,
        )
    form = SubmissionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "partners/invitation_accept.html", found, form)
    today = timezone.localdate()

    def begin() -> str:
        operations.accept_invitation(found, person, on=today)
        return reverse("desk:desk")

    try:
        address = submissions.once(form.cleaned_data["token"], begin)
    except operations.NotPending as reason:
        return _over(request, found, str(reason))
    found.refresh_from_db()
    _welcome(request, cast("Mandate", found.mandate))
    return redirect(address)


def _welcome(request: Request, mandate: Mandate) -> None:
    """Act under the new mandate from here on, and say so."""
    request.session.pop(HELD, None)
    if mandate.in_force_on(timezone.localdate()):
        request.session[SESSION_KEY] = mandate.reference
    messages.success(
        request,
        _("Your mandate for %(partner)s is recorded.") % {"partner": mandate.partner},
    )


def _over(request: Request, found: Invitation, reason: str = "") -> HttpResponse:
    found.refresh_from_db()
    person = request.actor.person
    if found.mandate is not None and person == found.mandate.person:
        return redirect("desk:desk")
    return _page(
        request, "partners/invitation_over.html", found, status=GONE, reason=reason
    )


def _page(
    request: Request,
    template: str,
    found: Invitation,
    form: SubmissionForm | None = None,
    *,
    status: int | None = None,
    reason: str = "",
) -> HttpResponse:
    usual = 422 if form is not None and form.is_bound else 200
    return render(
        request,
        template,
        {
            "invitation": found,
            "state": found.state_on(timezone.localdate()),
            "form": form,
            "reason": reason,
        },
        status=status or usual,
    )
