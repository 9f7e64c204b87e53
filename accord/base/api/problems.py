"""Problems, as RFC 9457 writes them, in the language of whoever asked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, and what it is called."""

    status: int
    title: Any


KINDS = {
    "bad-request": Kind(400, _("The request cannot be understood")),
    "bad-json": Kind(400, _("The body is not the JSON we can read")),
    "bad-cursor": Kind(404, _("There is no such page of this list")),
    "unknown-parameter": Kind(400, _("There is no such parameter")),
    "no-key": Kind(401, _("A valid API key is needed")),
    "not-allowed": Kind(403, _("This key may not do that")),
    "not-found": Kind(404, _("There is nothing here")),
    "method-not-allowed": Kind(405, _("This address does not take that method")),
    "not-acceptable": Kind(406, _("We only answer in JSON")),
    "conflict": Kind(409, _("The record is in another state")),
    "does-not-fit": Kind(409, _("Some values do not fit what is there")),
    "stale": Kind(412, _("The record has changed meanwhile")),
    "too-large": Kind(413, _("The request is too large")),
    "unsupported-media-type": Kind(415, _("We only read JSON")),
    "invalid": Kind(422, _("Some values are not right")),
    "key-reused": Kind(422, _("The idempotency key was used for something else")),
    "precondition-required": Kind(428, _("Say which version you have seen")),
    "too-many-requests": Kind(429, _("Too many requests")),
    "server-error": Kind(500, _("Something went wrong on our side")),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: in the body, or in a parameter."""

    detail: str
    pointer: str = ""
    parameter: str = ""

    def to_json(self) -> dict[str, str]:
        place = (
            {"parameter": self.parameter}
            if self.parameter
            else {"pointer": self.pointer}
        )
        return {"detail": self.detail, **place}


class Problem(Exception):
    """What is wrong with a request. `more` are members of its own (RFC 9457, 3.2)."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.faults = list(faults)
        self.headers = dict(headers or {})
        self.more = more

    @property
    def status(self) -> int:
        return KINDS[self.kind].status


def response_to(request: HttpRequest, problem: Problem) -> HttpResponse:
    body = {
        "type": type_of(problem.kind),
        "title": str(KINDS[problem.kind].title),
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
        **problem.more,
    }
    if problem.faults:
        body["errors"] = [each.to_json() for each in problem.faults]
    response = HttpResponse(
        json.dumps(body), content_type=MEDIA_TYPE, status=problem.status
    )
    response.headers["Content-Language"] = get_language() or "en"
    response.headers["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def type_of(kind: str) -> str:
    """Return the address that explains a kind of problem."""
    return f"{settings.PUBLIC_URL}/en/api/#{kind}"


def not_found() -> Problem:
    """The same for what is not there and for what one may not know of."""
    return Problem("not-found", gettext("Check the address; it may be mistyped."))


def does_not_fit(faults: Iterable[Fault]) -> Problem:
    """Values that are well formed and do not go with each other or with the records."""
    return Problem(
        "does-not-fit",
        gettext("Nothing was saved. The errors say which values, and why."),
        faults=faults,
    )


def invalid(faults: Iterable[Fault]) -> Problem:
    return Problem(
        "invalid",
        gettext("Nothing was saved. The errors say which values, and why."),
        faults=faults,
    )
