"""How records become documents: apps say it in their `search.py`.

A `Source` is registered when its app is ready. Whatever writes history of a record
brings its document up to date in the same transaction: `history.record` tells
`indexing.follow`, and the sources say which documents that concerns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.functional import Promise

from accord.base.history import Happening
from accord.base.multilingual import Multilingual
from accord.base.search.folding import LONGEST_TEXT, SIMPLE, clean, configuration
from accord.base.sorting import sort_key

MARK = "§"
LONGEST_SORT_KEY = 120


@dataclass(frozen=True, slots=True)
class Passage:
    """What a document says in one language; `further` is what matters less."""

    title: str
    text: str = ""
    further: str = ""


@dataclass(frozen=True)
class Document:
    """What a record is found by, filtered by and ordered by.

    `passages` are by language, the original first. `names` are its own further names
    (abbreviations, numbers), `others` names of those it has to do with, in any
    language. `values` are pairs such as ("country", "SEN").
    """

    key: str
    passages: Mapping[str, Passage]
    names: Sequence[str] = ()
    others: Sequence[str] = ()
    values: frozenset[tuple[str, str]] = frozenset()
    dated: date | None = None

    @property
    def sort_key(self) -> str:
        first = next(iter(self.passages.values()), Passage(""))
        return sort_key(clean(first.title))[:LONGEST_SORT_KEY]

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        """The words by PostgreSQL's configuration and by weight, from A down to D."""
        found: dict[str, dict[str, list[str]]] = {SIMPLE: {each: [] for each in "ABCD"}}
        for language, passage in self.passages.items():
            own = found.setdefault(
                configuration(language), {each: [] for each in "ABCD"}
            )
            own["A"].append(passage.title)
            own["C"].append(passage.text[:LONGEST_TEXT])
            own["D"].append(passage.further[:LONGEST_TEXT])
            # As it is written, for those who type the beginning of a word.
            if own is not found[SIMPLE]:
                found[SIMPLE]["A"].append(passage.title)
        found[SIMPLE]["A"].extend(self.names)
        found[SIMPLE]["B"].extend(self.others)
        return {
            name: {weight: clean(" ".join(texts)) for weight, texts in weights.items()}
            for name, weights in found.items()
        }

    def marks(self, kind: str) -> list[str]:
        return sorted(f"{MARK}{facet}:{value}" for facet, value in self.coded(kind))

    def coded(self, kind: str) -> set[tuple[str, str]]:
        """Return the facet values, its kind and its languages among them."""
        languages = {("language", language) for language in self.passages}
        return {("kind", kind)} | languages | set(self.values)


def passages_of(
    title: Multilingual, *texts: Multilingual, fallback: str = ""
) -> dict[str, Passage]:
    """Return the passages of a record whose title and texts are multilingual."""
    languages = dict.fromkeys(
        language for each in (title, *texts) for language in each.languages
    )
    return {
        language: Passage(
            title.text_in(language) or title.original or fallback,
            "\n".join(words for each in texts if (words := each.text_in(language))),
        )
        for language in languages
    }


# What a source says when happenings concern all its records.
EVERYTHING: list[str] = ["*"]
Happenings = Sequence[Happening]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record.

    `documents` returns those of the given keys that are public, or all of them; a key
    without document is taken out. `concerned` returns the keys that happenings
    concern, or `EVERYTHING`; `address` the path of a record's page in the reader's
    language.
    """

    kind: str
    # What several are called, and what one is.
    label: str | Promise
    name: str | Promise
    documents: Callable[[Sequence[str] | None], Iterator[Document]]
    concerned: Callable[[Happenings], Iterable[str]]
    address: Callable[[str], str]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand for facet values: a name, or another word for the same.

    Terms of one `group` stand for each other, whatever their language.
    """

    phrase: str
    language: str
    values: tuple[tuple[str, str], ...] = ()
    group: str = ""
    by_word: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A function that returns every term, and whether happenings concern them."""

    terms: Callable[[], Iterable[Term]]
    concerned: Callable[[Happenings], bool]


@dataclass(slots=True)
class _Registry:
    sources: dict[str, Source] = field(default_factory=dict)
    vocabularies: list[Vocabulary] = field(default_factory=list)


_registry = _Registry()


def register(source: Source) -> None:
    _registry.sources[source.kind] = source


def register_vocabulary(vocabulary: Vocabulary) -> None:
    _registry.vocabularies.append(vocabulary)


def sources() -> list[Source]:
    return sorted(_registry.sources.values(), key=lambda each: each.order)


def source(kind: str) -> Source:
    return _registry.sources[kind]


def terms() -> Iterator[Term]:
    for each in _registry.vocabularies:
        yield from each.terms()


def concerns_terms(happenings: Happenings) -> bool:
    return any(each.concerned(happenings) for each in _registry.vocabularies)
