"""Write documents, in the transaction of the change they tell of."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import connection, transaction

from accord.base.history import Happening
from accord.base.search import sources, spelling, terms
from accord.base.search.folding import clean
from accord.base.search.models import SearchCode, SearchDocument, SearchPassage
from accord.base.search.sources import Document, Source

BATCH = 500
_FRESH = """
    fresh AS (
        SELECT key, dated, sort_key,
            ARRAY(SELECT jsonb_array_elements_text(codes)::int) AS codes,
            search_vector(
                texts, ARRAY(SELECT jsonb_array_elements_text(marks))
            ) AS words
        FROM jsonb_to_recordset(%s::jsonb) AS given
            (key text, dated date, sort_key text, codes jsonb, marks jsonb, texts jsonb)
    )
"""
_WRITE = f"""
    WITH {_FRESH}
    INSERT INTO search_document (kind, key, dated, sort_key, codes, words)
    SELECT %s, key, dated, sort_key, codes, words FROM fresh
    ON CONFLICT (kind, key) DO UPDATE SET
        dated = excluded.dated,
        sort_key = excluded.sort_key,
        codes = excluded.codes,
        words = excluded.words
    RETURNING id, key
"""  # noqa: S608 - constant text
_DIFFERENT = f"""
    WITH {_FRESH}
    SELECT fresh.key
    FROM fresh
    LEFT JOIN search_document AS kept ON kept.kind = %s AND kept.key = fresh.key
    WHERE (kept.dated, kept.sort_key, kept.codes, kept.words::text)
        IS DISTINCT FROM
        (fresh.dated, fresh.sort_key, fresh.codes, fresh.words::text)
    ORDER BY fresh.key
    LIMIT 1
"""  # noqa: S608 - constant text


_waiting: ContextVar[list[Happening] | None] = ContextVar("waiting", default=None)


def follow(happenings: Sequence[Happening]) -> None:
    """Bring up to date what happenings concern. History calls it as it records."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.extend(happenings)
        return
    if sources.concerns_terms(happenings):
        terms.rebuild()
    for each in sources.sources():
        keys = list(dict.fromkeys(each.concerned(happenings)))
        if keys == sources.EVERYTHING:
            _rebuild(each)
        elif keys:
            index(each.kind, keys)


@contextmanager
def at_once() -> Iterator[None]:
    """Follow what happens inside only at the end, in one go: for large loads."""
    token = _waiting.set([])
    try:
        yield
        happened = _waiting.get()
    finally:
        _waiting.reset(token)
    if happened:
        follow(happened)


@transaction.atomic
def index(kind: str, keys: Sequence[str]) -> None:
    """Write the documents of some records anew, in few queries for any number.

    What is no longer public loses its document.
    """
    source = sources.source(kind)
    gone = set(keys)
    for batch in _batches(source.documents(keys)):
        write(source.kind, batch)
        gone -= {each.key for each in batch}
    if gone:
        SearchDocument.objects.filter(kind=kind, key__in=gone).delete()


def rebuild() -> dict[str, int]:
    """Write every document and term anew; return how many there are of each kind."""
    with transaction.atomic():
        terms.rebuild()
        counts = {each.kind: _rebuild(each) for each in sources.sources()}
        spelling.recount()
    return counts


def _rebuild(source: Source) -> int:
    keys: set[str] = set()
    for batch in _batches(source.documents(None)):
        write(source.kind, batch)
        keys |= {each.key for each in batch}
    SearchDocument.objects.filter(kind=source.kind).exclude(key__in=keys).delete()
    return len(keys)


def write(kind: str, documents: Sequence[Document]) -> None:
    """Write documents of a kind, in six queries."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [_given(kind, documents), kind])
        ids = {key: number for number, key in cursor.fetchall()}
    SearchPassage.objects.filter(document__in=ids.values()).delete()
    SearchPassage.objects.bulk_create(
        SearchPassage(document_id=ids[document.key], **values)
        for document in documents
        for values in _passages(document)
    )


def _passages(document: Document) -> Iterator[dict[str, Any]]:
    for position, (language, passage) in enumerate(document.passages.items()):
        yield {
            "language": language[:10],
            "position": position,
            "title": clean(passage.title),
            "text": clean("\n".join(filter(None, (passage.text, passage.further)))),
        }


def _given(kind: str, documents: Sequence[Document]) -> str:
    codes = codes_of(value for each in documents for value in each.coded(kind))
    return json.dumps(
        [
            {
                "key": each.key,
                "dated": each.dated and each.dated.isoformat(),
                "sort_key": each.sort_key,
                "codes": sorted(codes[value] for value in each.coded(kind)),
                "marks": each.marks(kind),
                "texts": each.texts,
            }
            for each in documents
        ]
    )


def codes_of(values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the codes of facet values; a value that is new is given one."""
    wanted = sorted(set(values))
    found = _codes(wanted)
    missing = [each for each in wanted if each not in found]
    if missing:
        SearchCode.objects.bulk_create(
            (SearchCode(facet=facet, value=value) for facet, value in missing),
            ignore_conflicts=True,
        )
        found = _codes(wanted)
    return found


def _codes(wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    rows = SearchCode.objects.filter(value__in={value for _facet, value in wanted})
    return {
        (facet, value): pk
        for pk, facet, value in rows.values_list("pk", "facet", "value")
    }


def first_difference() -> str:
    """Return what a rebuild would change first, as kind and key; "" for nothing."""
    for each in sources.sources():
        found = _first_difference(each)
        if found:
            return f"{each.kind} {found}"
    return terms.first_difference()


def _first_difference(source: Source) -> str:
    keys: set[str] = set()
    for batch in _batches(source.documents(None)):
        keys |= {each.key for each in batch}
        with connection.cursor() as cursor:
            cursor.execute(_DIFFERENT, [_given(source.kind, batch), source.kind])
            found = cursor.fetchone()
        if found:
            return str(found[0])
        kept = _kept_passages(source.kind, batch)
        for document in batch:
            if kept.get(document.key, []) != list(_passages(document)):
                return document.key
    surplus = SearchDocument.objects.filter(kind=source.kind).exclude(key__in=keys)
    return surplus.values_list("key", flat=True).first() or ""


def _kept_passages(
    kind: str, documents: Sequence[Document]
) -> dict[str, list[dict[str, Any]]]:
    rows = SearchPassage.objects.filter(
        document__kind=kind, document__key__in=[each.key for each in documents]
    ).order_by("position")
    found: dict[str, list[dict[str, Any]]] = {}
    for key, language, position, title, text in rows.values_list(
        "document__key", "language", "position", "title", "text"
    ):
        found.setdefault(key, []).append(
            {"language": language, "position": position, "title": title, "text": text}
        )
    return found


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(documents, BATCH)):
        yield batch
