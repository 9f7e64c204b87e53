"""Headers and problem pages for every response."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
