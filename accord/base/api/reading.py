"""What anybody may read is made once per state of the record, as pages are.

The moment up to which a list has told everything may be an earlier one than a fresh
answer would name: whoever asks from there is told something twice, and misses nothing.
"""

from collections.abc import Callable, Hashable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.translation import get_language

from accord.base.api import negotiation
from accord.base.page_cache import OK, Kept, state_of_record

NOT_MODIFIED = 304
# A hundred records, the longest page there is, take about half of it.
MOST_BYTES = 400_000
Make = Callable[[], HttpResponse]


def answer(request: HttpRequest, kept: Kept, make: Make) -> HttpResponse:
    """Return the answer to somebody who reads without a key; make it if need be."""
    key = (
        request.get_full_path(),
        request.get_host(),
        get_language(),
        timezone.localdate(),
        state_of_record(),
    )
    return _kept(request, kept, key) or _made(kept, key, make())


def _kept(request: HttpRequest, kept: Kept, key: Hashable) -> HttpResponse | None:
    known = request.headers.get("If-None-Match", "")
    whole = kept.get(key)
    same = whole or (kept.get((key, NOT_MODIFIED)) if known else None)
    if same is None or not known:
        return whole
    if not negotiation.names(known, same.headers.get("ETag", "")):
        return whole
    response = HttpResponseNotModified()
    for name, value in same.items():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _made(kept: Kept, key: Hashable, response: HttpResponse) -> HttpResponse:
    if response.status_code == NOT_MODIFIED:
        kept.keep((key, NOT_MODIFIED), response)
    elif (
        response.status_code == OK
        and not response.streaming
        and "no-store" not in response.headers.get("Cache-Control", "")
        and len(response.content) <= MOST_BYTES
    ):
        kept.keep(key, response)
    return response
