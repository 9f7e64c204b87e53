"""The catalogue at its address, in the form that is wanted."""

import hashlib
from functools import lru_cache
from math import ceil

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from accord.base.page_cache import state_of_record
from accord.snapshots import storage
from accord.snapshots.catalogue import listed

PAGE = 500
# Endings by the media type they have; the first is for whoever takes anything.
ENDINGS = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/xml": "rdf",
    "application/json": "jsonld",
}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Answer in the form that `Accept` prefers, Turtle where all are the same."""
    wanted = request.get_preferred_type(list(ENDINGS))
    if wanted is None:
        response = HttpResponse(
            f"The catalogue is there as {', '.join(ENDINGS)}; ask for one of them.\n",
            status=406,
            content_type="text/plain; charset=utf-8",
        )
    else:
        response = _answered(request, ENDINGS[wanted])
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def in_form(request: HttpRequest, form: str) -> HttpResponse:
    return _answered(request, form)


def _answered(request: HttpRequest, form: str) -> HttpResponse:
    # The library is large, and only this needs it.
    from accord.snapshots.catalogue import graph  # noqa: PLC0415

    page = request.GET.get("page", "1")
    if not page.isdecimal() or len(page) > 6 or not int(page):
        raise Http404
    state = (state_of_record(), tuple(storage.names()), settings.PUBLIC_URL)
    told = f"{state} {settings.VERSION} {page} {form}"
    etag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    known = get_conditional_response(request, etag=etag)
    response: HttpResponse
    if isinstance(known, HttpResponse):
        response = known
    else:
        content = _written(state, form, int(page))
        media_type = graph.FORMS[form][1]
        response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@lru_cache(maxsize=8)
def _written(state: object, form: str, page: int) -> str:
    """Write a page of the catalogue once for each state of what it lists."""
    from accord.snapshots.catalogue import graph  # noqa: PLC0415

    found = listed.datasets()
    pages = max(ceil(len(found) / PAGE), 1)
    if page > pages:
        raise Http404
    told = graph.catalogue(
        found[(page - 1) * PAGE : page * PAGE],
        address=f"{settings.PUBLIC_URL}/catalog",
        page=page,
        pages=pages,
        total=len(found),
    )
    return told.serialize(format=graph.FORMS[form][0])
