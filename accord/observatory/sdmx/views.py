"""The one door of SDMX: whatever is asked behind `/sdmx/`."""

import hashlib
from collections.abc import Hashable, Sequence
from email.utils import formatdate

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accord.base.page_cache import state_of_record
from accord.observatory import reading
from accord.observatory.sdmx import answering, asking, collection, structure_questions
from accord.observatory.sdmx.answering import Message
from accord.observatory.sdmx.flow_references import CONTEXTS
from accord.observatory.sdmx.referencing import KINDS, OTHER_KINDS, Answer
from accord.observatory.sdmx.refusals import (
    Empty,
    NothingFound,
    NotOffered,
    Refused,
    TooLong,
)
from tally.sdmx.writing import errors

LONGEST_ADDRESS = 8_000
_NOT_OFFERED = {
    "metadata": "What is known of an indicator is on its page, and at "
    "/api/v1/indicators.",
    "registration": "Nothing is registered here.",
    "registry": "This is no registry; it answers questions only.",
}


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def entrance(request: HttpRequest) -> HttpResponse:
    """Lead people to the page that explains how to ask, in their language."""
    with override(get_language_from_request(request)):
        return HttpResponseRedirect(reverse("observatory:sdmx"))


def answer(request: HttpRequest, question: str) -> HttpResponseBase:
    """Answer a question, or say in a message of the standard why not."""
    is_rest_2 = False
    try:
        if request.method not in {"GET", "HEAD"}:
            message = "Ask with GET; nothing can be sent here."
            raise Refused(message, status=405, code=errors.SYNTAX)
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            message = (
                f"The address is longer than {LONGEST_ADDRESS:,} characters; ask for "
                "fewer codes, or leave a place of the key empty to get all of them."
            )
            raise TooLong(message)
        parts = question.strip("/").split("/")
        is_rest_2 = _is_rest_2(parts)
        state = state_of_record()
        tag = _etag(request, state)
        response = get_conditional_response(
            request, etag=tag, last_modified=_last_modified()
        ) or _sent(request, _message(request, parts, state), tag)
    except Refused as refused:
        response = _refusal(request, refused, is_rest_2=is_rest_2)
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _is_rest_2(parts: Sequence[str]) -> bool:
    """Say whether the address is one of REST 2, which SDMX 3 asks by."""
    match parts:
        case ["data" | "availability", context, *_]:
            return set(context.split(",")) <= CONTEXTS
        case ["structure", kind, *_]:
            return kind in {"*"} | KINDS.keys() | OTHER_KINDS
        case ["data" | "structure" | "availability"]:
            return True
    return False


def _message(request: HttpRequest, parts: Sequence[str], state: Hashable) -> Message:
    kept = collection.current(state)
    kind, *path = parts
    is_rest_2 = _is_rest_2(parts)
    match kind:
        case "data":
            read = asking.data_2 if is_rest_2 else asking.data_1
            return answering.data(request, read(kept, path, request.GET), kept)
        case "availability" | "availableconstraint":
            read = asking.available_2 if is_rest_2 else asking.available_1
            return answering.available(request, read(kept, path, request.GET), kept)
        case "structure":
            if is_rest_2:
                kind, *path = path or ["*"]
        case _ if kind in _NOT_OFFERED:
            raise NotOffered(_NOT_OFFERED[kind])
        case _ if kind not in {"schema"} | KINDS.keys() | OTHER_KINDS:
            message = (
                f"“{kind[:40]}” is no kind of question; there are data, "
                f"availableconstraint, availability, structure, {', '.join(KINDS)}."
            )
            raise NothingFound(message)
    asked = (
        structure_questions.read_schema(path, request.GET)
        if kind == "schema"
        else structure_questions.read(kind, path, request.GET)
    )
    found = Answer(kept, asked).structures()
    return answering.structures(request, found, name=kind, is_rest_2=is_rest_2)


def _etag(request: HttpRequest, state: Hashable) -> str:
    """Return what changes with anything that decides what an answer says."""
    told = (
        reading.version(),
        state,
        settings.VERSION,
        request.get_full_path(),
        request.headers.get("Accept", ""),
        request.headers.get("Accept-Language", ""),
    )
    return f'W/"{hashlib.sha256(str(told).encode()).hexdigest()[:32]}"'


def _last_modified() -> int | None:
    path = reading.figures_path("by_indicator")
    return int(path.stat().st_mtime) if path else None


def _sent(request: HttpRequest, message: Message, tag: str) -> HttpResponseBase:
    media_type = message.form.media_type
    if "+csv" in media_type:
        media_type += f";labels={message.form.labels}; charset=utf-8"
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=media_type)
    else:
        response = StreamingHttpResponse(message.pieces, content_type=media_type)
    response.headers["ETag"] = tag
    modified = _last_modified()
    if modified is not None:
        response.headers["Last-Modified"] = formatdate(modified, usegmt=True)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = message.language
    if "+csv" in media_type:
        response.headers["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=f"{message.name}.csv"
        )
    return response


def _refusal(
    request: HttpRequest, refused: Refused, *, is_rest_2: bool
) -> HttpResponse:
    if isinstance(refused, Empty) and is_rest_2:
        return HttpResponse(status=204)
    sentences = {"en": refused.sentence}
    wants_json = "json" in request.headers.get("Accept", "") + request.GET.get(
        "format", ""
    )
    write, media_type = (
        (errors.write_json, errors.JSON_TYPE)
        if wants_json
        else (errors.write_ml, errors.ML_TYPE)
    )
    response = HttpResponse(
        b"".join(write(refused.code, sentences)),
        content_type=media_type,
        status=refused.status,
    )
    response.headers["Content-Language"] = "en"
    if refused.status == 405:
        response.headers["Allow"] = "GET, HEAD"
    return response
