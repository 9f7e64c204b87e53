"""Whoever changes something by a request leaves an entry in the history.

This middleware stands in front of all requests of all tests that write: a request
that succeeded, wrote into a table of records and told the history nothing is a fault
of the route, wherever a test meets it.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]
_WRITES = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE
)
# When a key was last used is told beside it and is nobody's deed.
_USE_OF_A_KEY = re.compile(r'UPDATE "?partners_apikey"? SET "?last_used_at"? = ')
_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
# What tells who did what: our history, and that of Django's own pages.
TOLD = {"base_entry", "django_admin_log"}
# Tables of the machinery: what stands in them is nobody's record, or follows from one.
MACHINERY = re.compile(
    r"django_session|usersessions_\w+|cache|procrastinate_\w+|search_\w+"
    r"|base_(?:submission|allowance|replay|counter|personal|seal|message)"
)
# Records whose changes tell nothing, each with its reason.
NOT_TOLD = {
    "account_emailaddress": "the library's own copy of an address that a person has",
    "actions_importfile": "a sheet is a draft until somebody agrees, which is told",
    "partners_partnerfile": "as above",
    "observatory_seriesfile": "as above",
    "base_savedmapping": "a convenience of whoever sends such sheets",
    "secretariat_handling": "empty until somebody takes or puts off a thing: told",
    "secretariat_view": "a convenience of whoever keeps it",
}
# Routes that write more than that and tell nothing, each with its reason.
SILENT = {
    "account_login": "when somebody last came in stands in the account",
    "mfa_authenticate": "as above, and when a second factor was last used",
    "mfa_login_webauthn": "as above",
    "oidc_begin": "as above",
}


class WritesAreTold:
    """Fail a request that has changed records without an entry in the history."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _SAFE:
            return self.get_response(request)
        written: set[str] = set()

        def noting(execute: Any, sql: Any, *rest: Any) -> Any:
            is_writing = isinstance(sql, str) and not _USE_OF_A_KEY.match(sql)
            if is_writing and (found := _WRITES.match(sql)):
                written.add(found[1].lower())
            return execute(sql, *rest)

        with connection.execute_wrapper(noting):
            response = self.get_response(request)
        records = {
            each
            for each in written
            if not MACHINERY.fullmatch(each) and each not in NOT_TOLD
        }
        match = request.resolver_match
        route = match.view_name if match is not None else ""
        if (
            response.status_code < 400
            and records
            and not written & TOLD
            and route not in SILENT
        ):
            message = (
                f"{request.method} {route} wrote {', '.join(sorted(records))} and left "
                "no entry in the history. Record it in the operation, or say in "
                "tests/audit.py why nobody needs to know."
            )
            raise AssertionError(message)
        return response
