"""Indicators as files."""

import hashlib
import tempfile
from collections.abc import Iterator

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.base.exchange.answering import answer_list
from accord.base.exchange.formats import Format
from accord.base.page_cache import state_of_record
from accord.observatory import access, bundles, store
from accord.observatory.bundles import Bundle
from accord.observatory.choosing import chosen
from accord.observatory.exchange import INDICATORS
from accord.observatory.listing import Listing
from accord.observatory.taking import EVERY_LINE

_UNPROCESSABLE = 422
# More areas than fit in a chart fit in a file.
_MOST_AREAS = 300
_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "metadata.json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


@require_safe
def indicators(request: HttpRequest, ending: Format) -> HttpResponseBase:
    listing = Listing.of(request.GET)
    found = [each.indicator for each in listing.shown()]
    return answer_list(request, ending, INDICATORS, found)


@require_safe
def indicator(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """Answer with the figures chosen, or say what was wrong in the choice."""
    found = access.indicator_by_code(code)
    choice = chosen(request.GET, code, most=_MOST_AREAS)
    if choice.remedies:
        return _refused(choice.remedies)
    every = request.GET.get(EVERY_LINE[0]) == EVERY_LINE[1]
    bundle = Bundle(found, choice, every=every)
    told = f"{state_of_record()} {settings.VERSION} {get_language()} {code} {ending}"
    told += f" {choice.asked} {every}"
    etag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    changed = store.compiled_at()
    response: HttpResponseBase = get_conditional_response(
        request, etag=etag, last_modified=int(changed) if changed else None
    ) or _made(bundle, ending)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    licences = [each.licence_url for each in bundle.sources if each.licence_url]
    response.headers["Link"] = ", ".join(
        [
            f'<{bundle.page}>; rel="canonical"',
            *(f'<{each}>; rel="license"' for each in dict.fromkeys(licences)),
            f'<{bundle.beside("metadata.json")}>; rel="describedby"',
        ]
    )
    return response


def _made(bundle: Bundle, ending: str) -> HttpResponseBase:
    match ending:
        case "csv":
            response = _streamed(bundle.csv())
        case "json":
            response = _streamed(bundle.json())
        case "metadata.json":
            response = HttpResponse(bundle.metadata())
        case "parquet":
            response = HttpResponse(bundle.parquet())
        case _:
            file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
            bundle.write_zip(file)
            file.seek(0)
            response = FileResponse(file)
    response.headers["Content-Type"] = _MEDIA_TYPES[ending]
    name = bundles.file_name(bundle.indicator, ending, bundle.choice)
    response.headers["Content-Disposition"] = (
        content_disposition_header(ending in {"csv", "parquet", "zip"}, name) or ""
    )
    return response


def _streamed(chunks: Iterator[bytes]) -> HttpResponseBase:
    return StreamingHttpResponse(chunks)


def _refused(remedies: tuple[str, ...]) -> HttpResponse:
    """Say in plain words what was wrong: no file is made of half a question."""
    lines = [_("No file was made."), *remedies]
    return HttpResponse(
        "\n".join(lines) + "\n",
        status=_UNPROCESSABLE,
        content_type="text/plain; charset=utf-8",
    )
