"""Signing in through the service of one's organization: there, and back."""

import logging
from dataclasses import asdict

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_POST, require_safe

from accord.accounts import operations
from accord.accounts.oidc import provider
from accord.accounts.oidc.provider import Attempt, Refused
from accord.base.requests import Request

logger = logging.getLogger(__name__)
KEPT = "oidc_attempt"


@require_POST
def begin(request: Request) -> HttpResponse:
    """Send the visitor to the service, with what they must bring back."""
    if not provider.is_set_up():
        raise Http404
    if request.user.is_authenticated:
        return redirect("account")
    attempt = Attempt.new()
    try:
        address = provider.address_to_ask(attempt)
    except Refused as reason:
        return _refused(request, reason)
    request.session[KEPT] = {"attempt": asdict(attempt), "language": get_language()}
    # The provider's own page, as discovered from the issuer that the operator set.
    return redirect(address)  # nosemgrep: redirect-from-input


@require_safe
def come_back(request: Request) -> HttpResponse:
    """Let in who the service vouches for, if they are here already.

    What was kept for the way back is used up by the first answer, right or wrong.
    """
    if not provider.is_set_up():
        raise Http404
    kept = request.session.pop(KEPT, None) or {}
    with override(kept.get("language") or get_language()):
        if request.user.is_authenticated:
            return redirect("account")
        try:
            identity = _identity(request, kept)
            person = operations.person_vouched_for(identity, on=timezone.localdate())
        except (Refused, operations.NobodyHere) as reason:
            return _refused(request, reason)
        record_authentication(request, person, "provider", uid=identity.subject)
        if identity.has_second_factor:
            record_authentication(request, person, "mfa", type="provider")
        return perform_login(request, Login(user=person))


def _identity(request: Request, kept: dict[str, object]) -> provider.Identity:
    state, code = (request.GET.get(name, "") for name in ("state", "code"))
    attempt = Attempt(**kept["attempt"]) if kept else None  # type: ignore[arg-type]
    if attempt is None or not attempt.is_fresh or state != attempt.state or not code:
        message = f"no answer to what was asked: {request.GET.get('error', '')[:80]!r}"
        raise Refused(message)
    return provider.identity(attempt, code=code, issuer=request.GET.get("iss"))


def _refused(request: Request, reason: Exception) -> HttpResponse:
    """Say the same whatever was wrong; the log says what."""
    logger.warning("Signing in through %s: %s", settings.OIDC_ISSUER, reason)
    return render(request, "accounts/not_vouched_for.html", status=403)
