"""Answer with a list or a record as a file."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from accord.base import problems
from accord.base.exchange import describing
from accord.base.exchange.citing import Citation, citation_of, coalition
from accord.base.exchange.columns import Column
from accord.base.exchange.datasets import Dataset, Records, Taken
from accord.base.exchange.formats import Format
from accord.base.page_cache import state_of_record
from accord.base.projecting import Projection
from tally.sheets import Book, csv_lines, write_xlsx

# A workbook is finished before its first byte leaves: beyond this one takes CSV.
MOST_ROWS_IN_A_WORKBOOK = 20_000
_TOO_LARGE = 413
_BETWEEN = b",\n"
_CHUNK = 16_384


@dataclass(frozen=True, slots=True)
class _Answer:
    request: HttpRequest
    dataset: Dataset
    records: Records
    on: date
    name: str
    is_single: bool = False

    @property
    def page(self) -> str:
        """The whole address of the page that shows the same, as everyone has it."""
        path = self.request.path_info
        for each in sorted(Format, key=len, reverse=True):
            if path.endswith(f".{each}"):
                path = path.removesuffix(f".{each}") + "/"
                break
        return f"{settings.PUBLIC_URL}{path}{self._query(without=('keys',))}"

    def beside(self, which: Format) -> str:
        """The whole address of the same in another format."""
        base, _question, _query = self.page.partition("?")
        return f"{base.rstrip('/')}.{which}{self._query()}"

    def _query(self, without: tuple[str, ...] = ()) -> str:
        query = self.request.GET.copy()
        for name in ("page", *without):
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else ""

    @property
    def is_by_key(self) -> bool:
        """Whether the file is for programs: keys for labels, and no guard."""
        return "keys" in self.request.GET

    def file_name(self, which: Format) -> str:
        ending = "-keys" if which is Format.CSV and self.is_by_key else ""
        language = "" if which is Format.JSON or ending else f"-{get_language()}"
        return f"{self.name}-{self.on.isoformat()}{language}{ending}.{which}"


def answer_list(
    request: HttpRequest, which: Format, dataset: Dataset, records: Records
) -> HttpResponseBase:
    """Answer with all the records that the page of this address would show."""
    today = timezone.localdate()
    name = dataset.name
    if set(request.GET) - {"page", "keys", "sort"}:
        name += "-selection"
    return _answer(_Answer(request, dataset, records, today, name), which)


def answer_record(
    request: HttpRequest, which: Format, dataset: Dataset, record: Any, *, name: str
) -> HttpResponseBase:
    """Answer with one record."""
    today = timezone.localdate()
    one: Records = type(record)._default_manager.filter(pk=record.pk)  # noqa: SLF001
    asked = _Answer(request, dataset, one, today, name, is_single=True)
    return _answer(asked, which)


def _answer(asked: _Answer, which: Format) -> HttpResponseBase:
    # Nothing but history, the day and the address decide what a file says.
    told = f"{state_of_record()} {asked.on} {settings.VERSION} {asked.page} {which}"
    told += str(asked.is_by_key)
    etag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    response: HttpResponseBase = get_conditional_response(
        asked.request, etag=etag
    ) or _made(asked, which)
    if response.status_code < 400:
        response.headers["ETag"] = etag
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers["Link"] = _links(asked, which)
    return response


def _links(asked: _Answer, which: Format) -> str:
    links = [f'<{asked.page}>; rel="canonical"']
    if not asked.dataset.terms:
        links.append(f'<{settings.LICENCE_URL}>; rel="license"')
    if which is Format.CSV:
        description = asked.beside(Format.METADATA)
        kind = Format.METADATA.media_type
        links.append(f'<{description}>; rel="describedby"; type="{kind}"')
    return ", ".join(links)


def _made(asked: _Answer, which: Format) -> HttpResponseBase:
    taken = Taken.of(asked.dataset, asked.records)
    match which:
        case Format.CSV:
            response = _streamed(_csv(asked, taken))
        case Format.JSON:
            response = _json(asked, taken)
        case Format.METADATA:
            response = _plain(_metadata(asked, taken))
        case Format.XLSX if len(taken) > MOST_ROWS_IN_A_WORKBOOK:
            return problems.page(asked.request, _TOO_LARGE)
        case Format.XLSX:
            response = _workbook(asked, taken)
    response.headers["Content-Type"] = which.media_type
    is_attachment = which in {Format.CSV, Format.XLSX}
    response.headers["Content-Disposition"] = (
        content_disposition_header(is_attachment, asked.file_name(which)) or ""
    )
    return response


def _streamed(chunks: Iterator[bytes]) -> HttpResponseBase:
    return StreamingHttpResponse(chunks)


def _columns(asked: _Answer, taken: Taken) -> list[Column]:
    return list(taken.dataset.columns_for(taken.records))


def _csv(asked: _Answer, taken: Taken) -> Iterator[bytes]:
    columns = _columns(asked, taken)
    if asked.is_by_key:
        header = [each.key for each in columns]
    else:
        header = [each.heading for each in columns]
    rows = ([each.cell(told) for each in columns] for told in taken.projections())
    return csv_lines(header, rows, guarded=not asked.is_by_key)


def _json(asked: _Answer, taken: Taken) -> HttpResponseBase:
    if asked.is_single:
        return _plain(next(taken.projections()))
    citation = _citation(asked, None)
    head = {
        "title": citation.title,
        "url": asked.page,
        "publisher": coalition(),
        "licence": {"name": str(asked.dataset.terms)}
        if asked.dataset.terms
        else {"name": settings.LICENCE_NAME, "url": settings.LICENCE_URL},
        "citation": citation.plain,
        "retrieved_on": asked.on.isoformat(),
        "schema": asked.dataset.mark,
        "count": len(taken),
    }
    return _streamed(_json_lines(head, taken))


def _json_lines(head: dict[str, Any], taken: Taken) -> Iterator[bytes]:
    """Yield one JSON object with a record a line, in chunks of some kilobytes."""
    start = json.dumps(head, ensure_ascii=False)[:-1] + ', "records": [\n'
    waiting, size = [start.encode()], 0
    for count, record in enumerate(taken.projections()):
        line = json.dumps(record, ensure_ascii=False).encode()
        waiting.append(_BETWEEN + line if count else line)
        size += len(line)
        if size >= _CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join([*waiting, b"\n]}\n"])


def _plain(value: Any) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _metadata(asked: _Answer, taken: Taken) -> dict[str, Any]:
    first = next(taken.projections(), None) if asked.is_single else None
    return describing.metadata(
        asked.dataset,
        _columns(asked, taken),
        _citation(asked, first),
        table=asked.beside(Format.CSV),
    )


def _workbook(asked: _Answer, taken: Taken) -> HttpResponseBase:
    columns = _columns(asked, taken)
    told = taken.projections()
    first = next(told, None)
    citation = _citation(asked, first if asked.is_single else None)
    book = Book(
        name=str(asked.dataset.title)[:31],
        header=[each.heading for each in columns],
        keys=[each.key for each in columns],
        mark=asked.dataset.mark,
        pages=[
            describing.read_me(asked.dataset, columns, citation, len(taken)),
            *describing.lists(asked.dataset.codes()),
        ],
        title=citation.title,
        about=citation.plain,
        author=citation.author or coalition(),
        too_long=_("… (shortened: the whole text has {count} characters)"),
        right_to_left=get_language_bidi(),
        wide=frozenset(place for place, each in enumerate(columns) if each.language),
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_xlsx(file, book, _rows(columns, first, told))
    file.seek(0)
    return FileResponse(file)


def _rows(
    columns: list[Column], first: Projection | None, others: Iterator[Projection]
) -> Iterator[list[Any]]:
    if first is not None:
        yield [each.cell(first) for each in columns]
    for told in others:
        yield [each.cell(told) for each in columns]


def _citation(asked: _Answer, record: Projection | None) -> Citation:
    if record is not None:
        return citation_of(record, on=asked.on)
    return Citation(
        title=str(asked.dataset.title),
        address=asked.page,
        on=asked.on,
        is_sample=settings.SAMPLE and not asked.dataset.terms,
        licence=str(asked.dataset.terms),
    )
