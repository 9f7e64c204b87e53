"""Papers leave as attachments, to whoever holds the application."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accord.base.actor import Actor
from accord.joining import access, operations
from accord.joining.models import Paper
from accord.joining.reading import path_of


@never_cache
@require_safe
def paper(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    return attachment(access.held_paper(request, key, number))


def attachment(paper: Paper) -> HttpResponseBase:
    """Answer with a paper, to be saved and never to be shown by the browser."""
    try:
        file = path_of(paper).open("rb")
    except OSError as missing:
        raise Http404 from missing
    answer = FileResponse(
        file, as_attachment=True, filename=paper.name, content_type=paper.media_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@never_cache
@require_POST
def remove(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take a paper out of a draft."""
    found = access.held_paper(request, key, number)
    if found.application.is_draft:
        operations.remove_paper(found, by=Actor.anonymous(), on=timezone.localdate())
    return redirect("joining:section", key, "authority")
