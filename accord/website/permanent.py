"""Permanent ids: one address for a record, whatever form and language is wanted.

`/id/{kind}/{code}` names the record itself and leads to what tells of it: its page, or
its data where a program asks for those. A record that was public once and is not any
more is gone for good (410), and says so; one that was found to be the same as another
leads to that one for good (301).
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.base import problems
from accord.base.discovery import linked, records
from accord.base.discovery.records import Kind

HTML, LINKED, JSON = "text/html", "application/ld+json", "application/json"
# In the order in which they are preferred where a client likes several the same.
OFFERED = (HTML, LINKED, JSON)
SUFFIXES: Mapping[str, str] = {LINKED: "jsonld", JSON: "json"}
PROBLEM = "application/problem+json"


@require_safe
def permanent(request: HttpRequest, kind: str, value: str) -> HttpResponse:
    """Lead to the record's page, or to its data, as the client prefers."""
    answered = _led(request, kind, value)
    patch_vary_headers(answered, ("Accept", "Accept-Language", "Cookie"))
    answered.headers["Access-Control-Allow-Origin"] = "*"
    return answered


def _led(request: HttpRequest, kind: str, value: str) -> HttpResponse:
    wanted = request.get_preferred_type(OFFERED)
    language = get_language_from_request(request)
    try:
        record = _found(kind, value)
    except records.Gone:
        return _gone(request, wanted)
    except records.Moved as moved:
        return HttpResponsePermanentRedirect(
            reverse("permanent", args=[kind, moved.code])
        )
    if wanted is None:
        return _not_acceptable(request)
    if wanted == HTML:
        with override(language):
            return _see(record.get_absolute_url())
    return _see(reverse("record_data", args=[kind, value, SUFFIXES[wanted]]))


def _see(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


@require_safe
def data(request: HttpRequest, kind: str, value: str, suffix: str) -> HttpResponse:
    """Return the public record as plain JSON, or in the words of schema.org."""
    try:
        record = _found(kind, value)
    except records.Gone:
        return _gone(request, JSON)
    except records.Moved as moved:
        return HttpResponsePermanentRedirect(
            reverse("record_data", args=[kind, moved.code, suffix])
        )
    today, known = timezone.localdate(), _kind(kind)
    if suffix == "json":
        content, type_ = known.project(record, today), JSON
    else:
        content, type_ = _graph(known, record, today), LINKED
    body = json.dumps(content, ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type=f"{type_}; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Link"] = ", ".join(
        [
            f'<{linked.permanent_id(kind, value)}>; rel="canonical"',
            f'<{settings.LICENCE_URL}>; rel="license"',
        ]
    )
    return response


def _graph(known: Kind, record: Any, on: date) -> dict[str, Any]:
    """Return the record in the main language: an address has one content."""
    with override(settings.LANGUAGE_CODE):
        return {"@context": linked.CONTEXT, "@graph": known.linked(record, on)}


def _kind(name: str) -> Kind:
    known = records.kind(name)
    if known is None:
        raise Http404
    return known


def _found(kind: str, value: str) -> Any:
    record = _kind(kind).find(value)
    if record is None:
        raise Http404
    return record


def _gone(request: HttpRequest, wanted: str | None) -> HttpResponse:
    if wanted == HTML:
        return problems.page(request, 410)
    return _problem(
        request, 410, _("Gone"), _("This record was public once. It is not any more.")
    )


def _not_acceptable(request: HttpRequest) -> HttpResponse:
    return _problem(
        request,
        406,
        _("Not acceptable"),
        _("This record can be had as {types}.").format(types=", ".join(OFFERED)),
        available=list(OFFERED),
    )


def _problem(
    request: HttpRequest, status: int, title: str, detail: str, **more: Any
) -> HttpResponse:
    """Answer a program with what went wrong, as RFC 9457 has it."""
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        **more,
    }
    return HttpResponse(json.dumps(told), status=status, content_type=PROBLEM)
