"""Pages for what went wrong: what it means and what to do, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"{status}.html", status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old, without losing what was typed."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def too_many_requests(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    response = page(request, 429)
    response.headers["Retry-After"] = "900"
    return response
