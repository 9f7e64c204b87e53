"""Accord's own search: documents as it writes them, questions as its pages ask."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from io import StringIO
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import django

django.setup()

import psycopg
from django.core.management import call_command
from django.db import connection

from accord.base.search import indexing, spelling
from accord.base.search.answering import Wanted, answer
from accord.base.search.folding import configuration
from accord.base.search.sources import Document, Passage
from bench.search import corpus
from bench.search.corpus import FACETS, read
from bench.search.engine import PAGE, main

KIND = "action"
NAMES = [facet.name for facet in FACETS]
# So many are written as Accord writes them; the others by the statements below, which
# must make the very same of those.
WRITTEN = 1_000
BATCH = 20_000
# Counting every word for spelling takes longer than all else; nothing here is misspelt.
MOST_COUNTED = 100_000
# Made after the rows, as PostgreSQL advises for many of them.
INDEXES = {"documents_by_word": "words", "documents_by_code": "codes"}
GIVEN = """
CREATE TEMPORARY TABLE given (key text, language text, configuration regconfig,
    title text, body text, sort_key text, codes int[], marks text[])
"""
WORDS = """
setweight(to_tsvector(configuration, search_fold(title)), 'A')
|| setweight(to_tsvector(configuration, search_fold(body)), 'C')
|| setweight(to_tsvector('simple', search_fold(title)), 'A')
|| array_to_tsvector(marks)
"""
DIFFERENT = f"""
SELECT count(*) FROM given JOIN search_document AS kept USING (key)
WHERE (kept.words, kept.codes, kept.sort_key)
    IS DISTINCT FROM ({WORDS}, given.codes, given.sort_key)
"""  # noqa: S608 - constant text
IN_BULK = f"""
INSERT INTO search_document (kind, key, sort_key, codes, words)
SELECT '{KIND}', key, sort_key, codes, {WORDS} FROM given
"""  # noqa: S608 - constant text
PASSAGES = f"""
INSERT INTO search_passage (document_id, language, position, title, text, is_counted)
SELECT document.id, given.language, 0, title, body, false
FROM given JOIN search_document AS document USING (key) WHERE kind = '{KIND}'
"""  # noqa: S608 - constant text


class Accord:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_atlas", stdout=StringIO())
        indexing.write(KIND, list(islice(map(as_ours, read(self.folder)), WRITTEN)))
        indexing.codes_of(every_value())
        with connection.cursor() as cursor:
            for name in INDEXES:
                cursor.execute(f"DROP INDEX {name}")
        connection.close()
        parts = os.cpu_count() or 1
        # Processes begun afresh: connections do not survive a fork.
        with ProcessPoolExecutor(parts, mp_context=get_context("spawn")) as pool:
            list(pool.map(write_part, [(self.folder, n, parts) for n in range(parts)]))
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            for name, column in INDEXES.items():
                cursor.execute(
                    f"CREATE INDEX {name} ON search_document USING gin ({column}) "
                    "WITH (fastupdate = off)"
                )
            cursor.execute("SELECT count(*) FROM search_passage")
            if cursor.fetchone()[0] <= 2 * MOST_COUNTED:
                spelling.recount()
            cursor.execute("VACUUM ANALYZE")

    def open(self) -> None:
        connection.ensure_connection()

    def search(self, language: str, word: str) -> tuple[int, bool]:
        found = answer(Wanted(word, language, facets=NAMES, page_size=PAGE)).found
        return found.total, not found.is_more


def write_part(part: tuple[Path, int, int]) -> None:
    """Write every n-th document, in a process of its own."""
    folder, first, step = part
    codes = indexing.codes_of(every_value())
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        database.execute(GIVEN)
        written = islice(read(folder), WRITTEN)
        give(database, written, codes)
        if wrong := database.execute(DIFFERENT).fetchone()[0]:
            raise SystemExit(f"{wrong} documents are not as Accord writes them.")
        rest = islice(read(folder), WRITTEN + first, None, step)
        while give(database, islice(rest, BATCH), codes):
            database.execute(IN_BULK)
            database.execute(PASSAGES)


def give(
    database: psycopg.Connection,
    documents: Iterable[corpus.Document],
    codes: dict[tuple[str, str], int],
) -> int:
    """Put documents at the statements' disposal; return how many."""
    database.execute("TRUNCATE given")
    many = 0
    with database.cursor().copy("COPY given FROM STDIN") as rows:
        for document, ours in ((each, as_ours(each)) for each in documents):
            many += 1
            rows.write_row(
                (
                    ours.key,
                    document.language,
                    f"pg_catalog.{configuration(document.language)}",
                    document.title,
                    document.body,
                    ours.sort_key,
                    sorted(codes[value] for value in ours.coded(KIND)),
                    ours.marks(KIND),
                )
            )
    return many


def every_value() -> Iterator[tuple[str, str]]:
    """Yield every facet value that a document of the corpus can have."""
    yield "kind", KIND
    yield from (("language", language) for language in corpus.GRAMMAR)
    yield from ((facet.name, code) for facet in FACETS for code in facet.codes)


def as_ours(document: corpus.Document) -> Document:
    return Document(
        key=f"ACT-2025-{document.number:07}",
        passages={document.language: Passage(document.title, document.body)},
        values=frozenset(
            (facet, code) for facet, codes in document.filed.items() for code in codes
        ),
    )


if __name__ == "__main__":
    main(Accord)
