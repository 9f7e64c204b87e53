"""Who is asking, and whether they have shown enough to be believed."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accord.accounts.models import Person
from accord.accounts.safety import BEGAN, USED
from accord.base.actor import Actor
from accord.base.requests import Request

# Noting every use would write the session with every page.
_NOTED_EACH_SECONDS = 60

Respond = Callable[[Request], HttpResponse]


class ActorMiddleware:
    """Put `request.actor`; the mandate they act under is added by `partners`."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        person = request.user
        request.actor = (
            Actor(person=person) if person.is_authenticated else Actor.anonymous()
        )
        return self.get_response(request)


class SessionLimits:
    """End a session that has lasted too long, or that the office has left lying."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        person = request.user
        if person.is_authenticated:
            now = int(timezone.now().timestamp())
            began = request.session.setdefault(BEGAN, now)
            used = request.session.setdefault(USED, now)
            idle = (
                settings.OFFICE_IDLE_SECONDS
                if person.needs_second_factor(timezone.localdate())
                else settings.SESSION_COOKIE_AGE
            )
            if now - began > settings.SESSION_COOKIE_AGE or now - used > idle:
                logout(request)
            elif now - used > _NOTED_EACH_SECONDS:
                request.session[USED] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Keep staff and the office outside until they have a second factor.

    Whoever has one is asked for it at sign-in; whoever must have one and has not is
    led to setting it up and can do nothing else until then.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        person = request.user
        if (
            person.is_authenticated
            and person.needs_second_factor(timezone.localdate())
            and not _is_about_the_account(request)
            and not _used_second_factor(request)
        ):
            return HttpResponseRedirect(reverse(_next_step(person)))
        return self.get_response(request)


def _next_step(person: Person) -> str:
    """Return the page that asks for the factor they have, or sets up a first one."""
    kinds = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    if Authenticator.Type.TOTP in kinds:
        return "mfa_reauthenticate"
    if Authenticator.Type.WEBAUTHN in kinds:
        return "mfa_reauthenticate_webauthn"
    return "mfa_activate_totp"


def _used_second_factor(request: Request) -> bool:
    """Look at what this very person has shown in this session.

    A passkey is one, as it verifies its holder (MFA_WEBAUTHN_USER_VERIFICATION).
    """
    records = get_authentication_records(request, request.user)
    return any(each.get("method") == "mfa" for each in records)


def _is_about_the_account(request: Request) -> bool:
    first, second = [*request.path_info.split("/"), "", ""][1:3]
    if first in {"static", "healthz", "readyz"}:
        return True
    return first in dict(settings.LANGUAGES) and second == "account"
