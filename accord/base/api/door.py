"""The door of the API: everything under /api/ comes in and goes out here.

No cookie counts there: who calls is said by a key or not at all. So nothing that knows
sessions stands in its way, and no form of another site can act for anybody.
"""

import logging
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core import signals
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accord.base.actor import Actor
from accord.base.api import limits, negotiation, problems, reading
from accord.base.api.caller import Caller, address_of, caller_of
from accord.base.api.problems import Problem
from accord.base.page_cache import Kept

Respond = Callable[[HttpRequest], HttpResponse]

MOST_BYTES = 1024 * 1024
SENDING = {"POST", "PATCH", "PUT"}
EXPOSED = (
    "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy,"
    " X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
)
logger = logging.getLogger("django.request")


class ApiDoor:
    """Answer requests for the API; let all others pass."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self.kept = Kept()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_for_api(request.path_info):
            return self.get_response(request)
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        request.actor = Actor.anonymous()
        with translation.override(negotiation.language_of(request)):
            response = answer(request, self.kept)
        return completed(request, response)


def is_for_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


def answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Count, resolve, carry out. Whatever goes wrong becomes a problem document."""
    allowance = None
    try:
        refused = None
        try:
            request.caller = caller_of(request)
        except Problem as problem:
            # Guessing keys is counted like any other asking.
            refused, request.caller = problem, Caller(f"address:{address_of(request)}")
        allowance = limits.count(request.caller)
        if allowance is not None and allowance.is_used_up:
            raise allowance.problem()
        if refused is not None:
            raise refused
        request.actor = request.caller.actor
        response = carry_out(request, kept)
    except Exception as reason:  # noqa: BLE001 - told apart below, and logged
        response = problems.response_to(request, problem_of(request, reason))
    if allowance is not None:
        allowance.announce(response)
    return response


def carry_out(request: HttpRequest, kept: Kept) -> HttpResponse:
    refuse_unreadable(request)
    match = resolved(request)
    if request.method == "OPTIONS":
        return preflight()
    if request.method in SENDING:
        refuse_body(request)
    negotiation.refuse_unacceptable(request)
    is_head = request.method == "HEAD"
    if is_head:
        request.method = "GET"
    make = partial(match.func, request, *match.args, **match.kwargs)
    if request.method == "GET" and not request.caller.has_key:
        response = reading.answer(request, kept, make)
    else:
        response = make()
    if response.status_code == 405:
        allowed = sorted({*response.headers.get("Allow", "").split(", "), "OPTIONS"})
        if "GET" in allowed:
            allowed.insert(0, "HEAD")
        raise Problem(
            "method-not-allowed",
            _("Allowed are: {methods}.").format(methods=", ".join(allowed)),
            headers={"Allow": ", ".join(allowed)},
        )
    if is_head:
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def refuse_unreadable(request: HttpRequest) -> None:
    if "\x00" in request.path_info:
        raise problems.not_found()
    for name, values in request.GET.lists():
        if any("\x00" in each for each in (name, *values)):
            raise Problem("bad-request", _("An address holds no null character."))


def resolved(request: HttpRequest) -> ResolverMatch:
    try:
        match = resolve(request.path_info)
    except Resolver404 as error:
        raise problems.not_found() from error
    request.resolver_match = match
    return match


def refuse_body(request: HttpRequest) -> None:
    """Refuse what is too large before any of it is read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MOST_BYTES:
        raise too_large()


def too_large() -> Problem:
    return Problem(
        "too-large",
        _("A body has at most {number} bytes.").format(number=MOST_BYTES),
    )


def preflight() -> HttpResponse:
    """Allow pages of other sites to read; keys do not belong in pages."""
    response = HttpResponse(status=204)
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Accept-Language, If-None-Match"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def problem_of(request: HttpRequest, reason: Exception) -> Problem:
    match reason:
        case Problem():
            return reason
        case Http404():
            return problems.not_found()
        case PermissionDenied():
            return Problem(
                "not-allowed", _("The person's role at the partner does not allow it.")
            )
        case RequestDataTooBig():
            return too_large()
        case SuspiciousOperation() | BadRequest():
            return Problem("bad-request", _("Check the address and the headers."))
    signals.got_request_exception.send(sender=ApiDoor, request=request)
    logger.error("Internal Server Error: %s", request.path, exc_info=reason)
    return Problem("server-error", _("We have been told. Try again later."))


def completed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization"))
    if request.actor.is_signed_in:
        response.headers["Cache-Control"] = "no-store, private"
    return response
