"""Pages that are the same for every visitor are made once per state of the record.

Every change of state writes an entry of history in its own transaction; so the state
of history says exactly how long a page stays true. Only a request without any cookie
and without credentials is answered from here, and only a page that no cookie, nonce
or message has touched is kept: nothing of a person can get in or out.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

Respond = Callable[[HttpRequest], HttpResponse]

OK = 200
MOST_PAGES = 400
MOST_BYTES = 100_000
MOST_BYTES_TOGETHER = 32_000_000
# Entries may commit in another order than their numbers; counting the last ones too
# notices one that comes late.
_STATE = """
    SELECT max(id), count(*) FROM base_entry
    WHERE id > (SELECT coalesce(max(id), 0) FROM base_entry) - 500
"""


class Kept:
    """The answers that were asked for last, in the memory of the process."""

    def __init__(self) -> None:
        self.answers: OrderedDict[Hashable, HttpResponse] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def get(self, key: Hashable) -> HttpResponse | None:
        with self.lock:
            kept = self.answers.get(key)
            if kept is not None:
                self.answers.move_to_end(key)
        return kept and copy_of(kept)

    def keep(self, key: Hashable, response: HttpResponse) -> None:
        with self.lock:
            self._drop(self.answers.pop(key, None))
            self.answers[key] = copy_of(response)
            self.size += len(response.content)
            while len(self.answers) > MOST_PAGES or self.size > MOST_BYTES_TOGETHER:
                self._drop(self.answers.popitem(last=False)[1])

    def _drop(self, response: HttpResponse | None) -> None:
        self.size -= len(response.content) if response else 0


class PageCache:
    """Keep whole public pages."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self.pages = Kept()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_anonymous_reading(request):
            return self.get_response(request)
        key = (
            request.get_full_path(),
            request.get_host(),
            "gzip" in request.headers.get("Accept-Encoding", ""),
            timezone.localdate(),
            state_of_record(),
        )
        if kept := self.pages.get(key):
            return unless_known(request, kept)
        response = self.get_response(request)
        if is_for_everyone(request, response):
            self.pages.keep(key, response)
        return response


def is_anonymous_reading(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not request.headers.get("Cookie")
        and "Authorization" not in request.headers
        and request.path_info[3:4] == "/"
        and not request.path_info[3:].startswith("/account/")
    )


def is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the page holds nothing that was made for this very request."""
    return (
        response.status_code == OK
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and not getattr(request, "_csp_nonce", None)
        and len(response.content) <= MOST_BYTES
    )


_further: list[Callable[[], Hashable]] = []


def moves_with(state: Callable[[], Hashable]) -> None:
    """Have pages made anew when `state` changes too: what history does not tell.

    An app says so in its `apps.py`. It is asked at every request, and so answers fast.
    """
    if state not in _further:
        _further.append(state)


def state_of_record() -> tuple[Hashable, ...]:
    """Return what changes with all that public pages are made of; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        last, recent = cursor.fetchone()
    return last, recent, *(state() for state in _further)


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the response, or that the reader has it already (304)."""
    etag = response.headers.get("ETag")
    if etag is None:
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def copy_of(response: HttpResponse) -> HttpResponse:
    """Return a new response: later middleware adds headers of its own to it."""
    copy = HttpResponse(response.content, status=response.status_code)
    for name, value in response.items():
        copy.headers[name] = value
    return copy
