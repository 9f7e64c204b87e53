"""Who is asking, and whether they have shown enough to be believed."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.requests import Request

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
            has_one = Authenticator.objects.filter(
                user=person, type=Authenticator.Type.TOTP
            ).exists()
            route = "mfa_reauthenticate" if has_one else "mfa_activate_totp"
            return HttpResponseRedirect(reverse(route))
        return self.get_response(request)


def _used_second_factor(request: Request) -> bool:
    records = request.session.get("account_authentication_methods", [])
    return any(each.get("method") == "mfa" for each in records)


def _is_about_the_account(request: Request) -> bool:
    first, second = [*request.path_info.split("/"), "", ""][1:3]
    if first in {"static", "healthz", "readyz"}:
        return True
    return first in dict(settings.LANGUAGES) and second == "account"
