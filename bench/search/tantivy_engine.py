"""Tantivy: an index of files, one field per language, facets in columns."""

from pathlib import Path

import tantivy

from bench.search.corpus import FACETS, Document, read
from bench.search.engine import PAGE, main

LANGUAGES = {"fr": "french", "en": "english", "es": "spanish"}
TITLE_BOOST = 2.0
FACET_COUNTS = {
    facet.name: {"terms": {"field": facet.name, "size": 100}} for facet in FACETS
}


class Tantivy:
    def __init__(self, folder: Path) -> None:
        self.documents = folder
        self.folder = folder / "tantivy"

    def index(self) -> tantivy.Index:
        self.folder.mkdir(exist_ok=True)
        index = tantivy.Index(schema(), path=str(self.folder))
        for language, stemmer in LANGUAGES.items():
            index.register_tokenizer(f"words_{language}", analyzer(stemmer))
        return index

    def fill(self) -> None:
        index = self.index()
        writer = index.writer(heap_size=256_000_000, num_threads=2)
        for document in read(self.documents):
            writer.add_document(as_tantivy(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.opened = self.index()
        self.opened.reload()
        self.searcher = self.opened.searcher()

    def search(self, language: str, word: str) -> tuple[int, bool]:
        title, body = f"title_{language}", f"body_{language}"
        query = self.opened.parse_query(
            word, [title, body], field_boosts={title: TITLE_BOOST}
        )
        found = self.searcher.search(query, PAGE, count=True)
        for _score, address in found.hits:
            self.searcher.doc(address)["number"]
        self.searcher.aggregate(query, FACET_COUNTS)
        return found.count, True


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", stored=True, indexed=True, fast=True)
    for language in LANGUAGES:
        for part in ("title", "body"):
            builder.add_text_field(
                f"{part}_{language}", tokenizer_name=f"words_{language}"
            )
    for facet in FACETS:
        builder.add_text_field(
            facet.name, tokenizer_name="raw", fast=True, index_option="basic"
        )
    return builder.build()


def analyzer(stemmer: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer(stemmer),
    ):
        builder = builder.filter(each)
    return builder.build()


def as_tantivy(document: Document) -> tantivy.Document:
    return tantivy.Document(
        number=document.number,
        **{
            f"title_{document.language}": [document.title],
            f"body_{document.language}": [document.body],
            **document.filed,
        },
    )


if __name__ == "__main__":
    main(Tantivy)
