"""Who calls the API: nobody in particular, or the holder of a key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accord.base.actor import Actor
from accord.base.api.problems import Problem

SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class Caller:
    """`name` is what limits and idempotency keys are counted under."""

    name: str
    actor: Actor = field(default_factory=Actor.anonymous)
    scopes: frozenset[str] = frozenset()

    @property
    def has_key(self) -> bool:
        return self.actor.is_signed_in

    def needs(self, scope: str) -> None:
        """Refuse whoever has no key, or one that was not made for this."""
        if not self.has_key:
            raise no_key()
        if scope not in self.scopes:
            raise Problem(
                "not-allowed",
                _("The key was made for less: it lacks the scope “{scope}”.").format(
                    scope=scope
                ),
            )


def key_for(scope: str) -> Callable[[HttpRequest], Caller]:
    """Return what ninja asks before an operation that needs a key with that scope."""

    def holds(request: HttpRequest) -> Caller:
        caller: Caller = request.caller
        caller.needs(scope)
        return caller

    return holds


def no_key(*, given: bool = False) -> Problem:
    """Return one answer for every key that does not hold, whatever the reason."""
    challenge = 'Bearer realm="Accord"'
    if given:
        challenge += ', error="invalid_token"'
    return Problem(
        "no-key",
        _("Send the key of a partner as Authorization: Bearer. It may have ended."),
        headers={"WWW-Authenticate": challenge},
    )


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls; `Problem` for a key that does not hold."""
    given = request.headers.get("Authorization")
    if given is None:
        return Caller(f"address:{address_of(request)}")
    scheme, _space, token = given.partition(" ")
    # Asked even where the scheme is another, so that time tells nothing.
    found = _identify()(token.strip() if scheme.lower() == SCHEME else "")
    if found is None:
        raise no_key(given=True)
    return found


def address_of(request: HttpRequest) -> str:
    """Return the network address that asks, as the outermost trusted proxy saw it."""
    proxies = settings.TRUSTED_PROXIES
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(passed) >= proxies:
        return passed[-proxies].strip()[:60]
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


@cache
def _identify() -> Callable[[str], Any]:
    found: Callable[[str], Any] = import_string(settings.API_KEYS)
    return found
