"""The images of pages, at addresses whose content never changes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accord.base import drawn_files
from accord.base.discovery import cards, records

A_YEAR = 365 * 24 * 3600
A_WHILE = 600


@require_safe
def card(
    request: HttpRequest, kind: str, code: str, language: str, digest: str = ""
) -> HttpResponse:
    """Return the image of a public record or page as it is now.

    Without a digest, or with an old one, the address leads to the present image; so
    what was shared long ago still shows something, and only present words are drawn.
    """
    with override(language):
        found = records.card_of(kind, code, timezone.localdate())
        if found is None:
            raise Http404
        if digest != found.digest:
            return _leading_to(found.path)
        try:
            image = cards.image_of(found)
        except drawn_files.Busy:
            return _busy()
    response = HttpResponse(image, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response.headers["ETag"] = f'"{digest}"'
    # Other sites show it beside their link.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _leading_to(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.headers["Cache-Control"] = f"public, max-age={A_WHILE}"
    return response


def _busy() -> HttpResponse:
    response = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = f"{drawn_files.SECONDS_TO_WAIT}"
    return response
