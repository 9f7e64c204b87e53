"""Finding out what joining means, beginning, and coming back by the link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accord.joining import access, operations


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "joining/about.html")


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the secret of a link for this browser's session, and lead on.

    The page that follows does not have the secret in its address, so that no link
    followed from there can pass it on.
    """
    application = operations.holder_of(token)
    if application is None:
        raise Http404
    access.hold(request, application)
    response = redirect("joining:about")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
