"""Headers and problem pages for every response."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from accord.base import problems

Respond = Callable[[HttpRequest], HttpResponse]

# Statuses that Django answers with an empty body.
_BARE = {405, 410, 413, 429}


class SecurityHeaders:
    """Headers that Django has no setting for, and no storing of private pages."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        actor = getattr(request, "actor", None)
        if actor is not None and actor.is_signed_in:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class PackedAnswers(GZipMiddleware):
    """Pack answers, apart from files: their parts are counted in their own bytes."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Accept-Ranges") == "bytes":
            return response
        return super().process_response(request, response)


class Bounds:
    """Refuse what is too large or cannot be stored, before any of it is read.

    The check against forged forms reads the whole body, files included, of whoever
    sends its cookie along; so a visitor could fill the disk.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Any
    ) -> HttpResponse | None:
        if "\x00" in request.path_info:
            reason = "An address holds no null character."
            raise BadRequest(reason)
        # A view may take files of people who do not sign in: it says of whom.
        room = getattr(view, "room_for_files", None)
        most = _most_bytes(request) + (room(request, kwargs) if room else 0)
        if _announced_bytes(request) > most:
            return problems.page(request, 413)
        return None


def _announced_bytes(request: HttpRequest) -> int:
    """Return the length of the body; without one, Django reads no body at all."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _most_bytes(request: HttpRequest) -> int:
    """People who have signed in send files; fields need a little room beside."""
    actor = getattr(request, "actor", None)
    files = actor is not None and actor.is_signed_in
    fields: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return fields + (settings.UPLOAD_LIMIT_BYTES if files else 0)


class ProblemPages:
    """Give a bare error response the page that explains it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code in _BARE
            and not response.streaming
            and not response.content
        ):
            page = problems.page(request, response.status_code)
            for name, value in response.items():
                if name.lower() not in {"content-type", "content-length"}:
                    page.headers[name] = value
            return page
        return response
