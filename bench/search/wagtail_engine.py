"""Wagtail's database search, as it comes, in a database of its own."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.search.wagtail_site.settings"
django.setup()

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from wagtail.search.backends import get_search_backend

from bench.search.corpus import FACETS, read
from bench.search.engine import PAGE, main
from bench.search.wagtail_site.models import Document

BACKENDS = {"en": "default", "fr": "fr", "es": "es"}
BATCH = 1_000
# Wagtail's own indexing manages some 800 documents a second. A sample of them is made
# that way; the others get the same columns in one statement.
INDEXED_BY_WAGTAIL = 2_000
IN_BULK = """
INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title_norm,
    autocomplete, title, body, title_text, body_text)
SELECT %s, id::text, 1.0, ''::tsvector,
    setweight(to_tsvector(configuration::regconfig, title), 'A'),
    setweight(to_tsvector(configuration::regconfig, body), 'D'), title, body
FROM (
    SELECT *, CASE language WHEN 'fr' THEN 'french' WHEN 'es' THEN 'spanish'
        ELSE 'english' END AS configuration
    FROM wagtail_site_document WHERE id > %s
) AS document
"""


class Wagtail:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(Document)
        for batch in batches(self.documents()):
            Document.objects.bulk_create(batch)
        for language, backend in BACKENDS.items():
            theirs = Document.objects.filter(
                language=language, pk__lte=INDEXED_BY_WAGTAIL
            )
            index = get_search_backend(backend).get_index_for_model(Document)
            index.add_items(Document, list(theirs))
        with connection.cursor() as cursor:
            kind = ContentType.objects.get_for_model(Document).pk
            cursor.execute(IN_BULK, [kind, INDEXED_BY_WAGTAIL])
            cursor.execute("VACUUM ANALYZE")

    def documents(self) -> Iterator[Document]:
        for each in read(self.folder):
            filed = {name: codes[0] for name, codes in each.filed.items()}
            yield Document(
                pk=each.number + 1,
                language=each.language,
                title=each.title,
                body=each.body,
                **filed,
            )

    def open(self) -> None:
        connection.ensure_connection()

    def search(self, language: str, word: str) -> tuple[int, bool]:
        backend = get_search_backend(BACKENDS[language])
        results = backend.search(word, Document)
        list(results[:PAGE])
        for facet in FACETS:
            results.facet(facet.name)
        return results.count(), True


def batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(documents, BATCH)):
        yield batch


if __name__ == "__main__":
    main(Wagtail)
