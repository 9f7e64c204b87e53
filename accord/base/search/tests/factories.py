"""Documents of no app, and a reader's question."""

from datetime import date
from itertools import count

from accord.base.search import indexing
from accord.base.search.answering import Answer, Wanted, answer
from accord.base.search.models import SearchDocument
from accord.base.search.sources import Document, Passage

_numbers = count(1)


def make_document(
    title: str = "A title",
    text: str = "",
    *,
    kind: str = "page",
    key: str = "",
    language: str = "en",
    values: frozenset[tuple[str, str]] = frozenset(),
    dated: date | None = None,
) -> SearchDocument:
    key = key or f"key-{next(_numbers)}"
    passages = {language: Passage(title, text)}
    indexing.write(kind, [Document(key, passages, values=values, dated=dated)])
    return SearchDocument.objects.get(kind=kind, key=key)


def ask(typed: str, language: str = "en", **wanted: object) -> Answer:
    return answer(Wanted(typed, language, **wanted))


def keys_of(answered: Answer) -> list[str]:
    documents = SearchDocument.objects.in_bulk(answered.found.ids)
    return [documents[each].key for each in answered.found.ids]
