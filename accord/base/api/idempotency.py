"""A request that is sent again is answered again, and carried out once."""

import hashlib
import re
from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.base.api.problems import Problem
from accord.base.models import Replay

_KEY = re.compile(r"[!-~]{1,200}")
_KEPT = ("Content-Type", "ETag", "Location", "Last-Modified")
_FORGET = "DELETE FROM base_replay WHERE at < now() - interval '24 hours'"


@transaction.atomic
def once(request: HttpRequest, carry_out: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer; the same to every repetition within 24 hours, simultaneous ones included.

    The unique index makes a simultaneous request wait until the first has ended. What
    went wrong is not kept: a request that was mended may use its key again.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return carry_out()
    if not _KEY.fullmatch(key):
        raise Problem(
            "bad-request",
            _("An Idempotency-Key has 1 to 200 visible ASCII characters."),
        )
    caller, digest = request.caller.name, _digest_of(request)
    with connection.cursor() as cursor:
        cursor.execute(  # nosemgrep: sql-from-text
            f"{_FORGET} AND caller = %s AND key = %s", [caller, key]
        )
        cursor.execute(
            "INSERT INTO base_replay (caller, key, digest, status, headers, body, at)"
            " VALUES (%s, %s, %s, 0, '{}', '', now()) ON CONFLICT DO NOTHING",
            [caller, key, digest],
        )
        is_first = cursor.rowcount == 1
    kept = Replay.objects.get(caller=caller, key=key)
    if is_first:
        response = carry_out()
        kept.status, kept.body = response.status_code, response.content.decode()
        kept.headers = {
            name: response.headers[name] for name in _KEPT if name in response.headers
        }
        kept.save(update_fields=["status", "body", "headers"])
        return response
    if kept.digest != digest:
        raise Problem(
            "key-reused",
            _("Take another Idempotency-Key for another request."),
        )
    return _again(kept)


def _again(kept: Replay) -> HttpResponse:
    response = HttpResponse(kept.body, status=kept.status)
    for name, value in kept.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _digest_of(request: HttpRequest) -> str:
    """Return what tells this request from another: method, address, version, body."""
    said = (request.method, request.path, request.headers.get("If-Match", ""))
    return hashlib.sha256("\n".join(map(str, said)).encode() + request.body).hexdigest()


def forget_old() -> None:
    """Remove the answers that nobody gets again."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
