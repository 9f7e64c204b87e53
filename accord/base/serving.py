"""Handing out a file that never changes: whole or in part, a piece at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response

PIECE = 1 << 16
_YEAR = 365 * 24 * 3600
# Longer numbers name no byte of any file: the whole file answers them.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def unchanging(
    request: HttpRequest, path: Path, *, sha256: str, media_type: str
) -> HttpResponseBase:
    """Answer with the file; with one part of it (RFC 9110, 14) where that is asked.

    The digest is the entity tag, so that parts of two versions are never joined.
    """
    etag = f'"{sha256}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return _for_everyone(known, etag)
    size = path.stat().st_size
    wanted = _wanted(request, etag)
    part = _part(wanted, size) if wanted else None
    if wanted and part is None:
        refused = HttpResponse(status=416, content_type="text/plain; charset=utf-8")
        refused.headers["Content-Range"] = f"bytes */{size}"
        return _for_everyone(refused, etag)
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(
        _pieces(path, first, last), content_type=media_type, status=206 if part else 200
    )
    response.headers["Content-Length"] = str(last - first + 1)
    if part:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _for_everyone(response, etag)


def _wanted(request: HttpRequest, etag: str) -> re.Match[str] | None:
    """Return the one range asked for; several, or another unit, mean the whole file."""
    condition = request.headers.get("If-Range")
    if request.method != "GET" or (condition is not None and condition != etag):
        return None
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    return found if found and any(found.groups()) else None


def _part(wanted: re.Match[str], size: int) -> tuple[int, int] | None:
    """Return the first and last byte; None where the file has no such part."""
    begin, end = wanted.groups()
    if not begin:
        first, last = max(size - int(end), 0), size - 1
    else:
        first, last = int(begin), min(int(end or size - 1), size - 1)
    return (first, last) if first <= last else None


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _for_everyone(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Let anybody keep it for good, and pages of other sites read it."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = (
        "Accept-Ranges, Content-Length, Content-Range, ETag, Link"
    )
    return response
