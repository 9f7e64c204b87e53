"""What caller and server agree on: media types, languages, versions."""

import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from accord.base.api.problems import MEDIA_TYPE, Problem

JSON = "application/json"
READ = {JSON, "application/merge-patch+json"}
# As the description says it; every ETag of ours is one of these.
TAGS = r'^(W/)?"[!#-~]{1,100}"(, ?(W/)?"[!#-~]{1,100}"){0,9}$'
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_TAGS = re.compile(TAGS)


def language_of(request: HttpRequest) -> str:
    """Return the best language of `Accept-Language` in which we can explain."""
    language = get_language_from_request(request)
    return language if language in settings.COMPLETE_LANGUAGES else "en"


def refuse_unacceptable(request: HttpRequest) -> None:
    if any(request.accepts(each) for each in (JSON, MEDIA_TYPE)):
        return
    raise Problem("not-acceptable", _("Ask with Accept: application/json."))


def refuse_other_than_json(request: HttpRequest) -> None:
    kind, parameters = request.content_type, request.content_params or {}
    charset = parameters.get("charset", "utf-8").strip("\"'").lower()
    coding = request.headers.get("Content-Encoding", "identity").lower()
    if (
        (kind or "").lower() in READ
        and charset in {"utf-8", "utf8"}
        and coding == "identity"
    ):
        return
    raise Problem(
        "unsupported-media-type",
        _("Send the body as application/json, in UTF-8 and not compressed."),
        headers={"Accept": JSON},
    )


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def etag_of(value: Any) -> str:
    """Return a tag that changes with anything in the value."""
    return f'"{hashlib.sha256(written(value)).hexdigest()[:32]}"'


def names(header: str, etag: str) -> bool:
    """Say whether a list of tags holds ours, whatever compression made of it."""
    return header.strip() == "*" or etag in _TAG.findall(header)


def refuse_stale(
    request: HttpRequest, told: dict[str, Any], *, yours: dict[str, Any]
) -> None:
    """Refuse whoever has not seen the record as it stands; show them both texts."""
    seen = request.headers.get("If-Match", "").strip()
    if not seen or seen == "*":
        raise Problem(
            "precondition-required",
            _("Send the ETag of the record as you have seen it, as If-Match."),
        )
    if not _TAGS.fullmatch(seen):
        raise Problem("bad-request", _("If-Match holds ETags, in quotation marks."))
    tag = etag_of(told)
    if not names(seen, tag):
        raise Problem(
            "stale",
            _("Nothing was saved. Compare both texts, then send yours with this ETag."),
            headers={"ETag": tag},
            etag=tag,
            yours=yours,
            theirs=told,
        )


def answer(
    request: HttpRequest,
    value: Any,
    *,
    etag: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Return a value as JSON, or 304 to whoever has it already."""
    tag = etag or etag_of(value)
    known = request.headers.get("If-None-Match", "")
    response: HttpResponse
    if known and request.method == "GET" and names(known, tag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(written(value), content_type=JSON, status=status)
    response.headers["ETag"] = tag
    for name, each in (headers or {}).items():
        response.headers[name] = each
    return response
