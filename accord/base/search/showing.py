"""What a page shows of found documents: titles, passages with what matched, why.

Marks stand where a word reduces to a stem that was asked for, in whatever language.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accord.base.search import sources
from accord.base.search.folding import fold
from accord.base.search.models import SearchCode, SearchDocument, SearchPassage
from accord.base.search.questions import Question, stems_of
from accord.base.search.sources import MARK

LETTERS = 240
_BEFORE = 70
_WORD = re.compile(r"\w[\w’']*")
_LEXEME = re.compile(r"'((?:[^'\\]|''|\\.)*)'(:\*)?")
# So much of a stem is in every word that reduces to it.
_HEAD = 3
# Words of a phrase may stand so far apart: small words are between them.
_APART = 3
WHOLE = -1
Phrase = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of a result, marked, and the language it is in."""

    html: SafeString
    language: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One found record. `filed` are the facet values through which it was found."""

    kind: str
    key: str
    name: object
    url: str
    title: Shown
    passage: Shown
    dated: date | None
    filed: tuple[tuple[str, str], ...] = ()


def results(ids: Sequence[int], question: Question, language: str) -> list[Result]:
    """Return what a page shows of documents, in their order, in four queries."""
    documents = SearchDocument.objects.defer("words").in_bulk(ids)
    passages: dict[int, list[SearchPassage]] = {each: [] for each in ids}
    for each in SearchPassage.objects.filter(document__in=ids).order_by("position"):
        passages[each.document_id].append(each)
    marker = Marker(question, [p for each in passages.values() for p in each])
    filed = _filed(question)
    return [
        _result(documents[each], passages[each], marker, filed, language)
        for each in ids
        if each in documents and passages[each]
    ]


def _result(
    document: SearchDocument,
    passages: Sequence[SearchPassage],
    marker: "Marker",
    filed: dict[int, tuple[str, str]],
    language: str,
) -> Result:
    source = sources.source(document.kind)
    title = next((each for each in passages if each.language == language), passages[0])
    told = sorted(passages, key=lambda each: each is not title)
    best = max(told, key=lambda each: marker.score(each.text))
    return Result(
        document.kind,
        document.key,
        source.name,
        source.address(document.key),
        Shown(marker.marked(title.title), title.language, title.title),
        Shown(marker.excerpt(best.text), best.language),
        document.dated,
        tuple(filed[code] for code in document.codes if code in filed),
    )


def _filed(question: Question) -> dict[int, tuple[str, str]]:
    """Return the facet values that a question names, by code, in one query."""
    named = {
        tuple(lexeme.removeprefix(MARK).split(":", 1))
        for unit in question.units
        for lexeme, _begins in _LEXEME.findall(unit.wider)
        if lexeme.startswith(MARK)
    }
    if not named:
        return {}
    rows = SearchCode.objects.filter(value__in={value for _facet, value in named})
    return {
        pk: (facet, value)
        for pk, facet, value in rows.values_list("pk", "facet", "value")
        if (facet, value) in named
    }


class Marker:
    """Marks what was asked for in texts; it reduces their words in one query."""

    def __init__(self, question: Question, passages: Iterable[SearchPassage]) -> None:
        # By their first stem: the unit they meet, its part, and the whole phrase.
        self._phrases: dict[str, list[tuple[int, int, Phrase]]] = {}
        self._beginnings: list[str] = []
        self._parts = [len(unit.words) for unit in question.units]
        for number, unit in enumerate(question.units):
            for part, word in enumerate(unit.words):
                for stem in word.all_stems:
                    self._add(number, part, (stem,))
            for alternative in (*unit.wider.split(" | "), unit.own):
                self._read(number, alternative)
        heads = {stem[:_HEAD] for stem in (*self._phrases, *self._beginnings)} | {
            stem[:_HEAD]
            for phrases in self._phrases.values()
            for _number, _part, phrase in phrases
            for stem in phrase
        }
        texts = {word for each in passages for word in _words(each)}
        likely = {
            part
            for word in texts
            for part in fold(word).split()
            if any(head in part for head in heads)
        }
        self._stems = stems_of(sorted(likely))
        self._known: dict[str, set[str]] = {}

    def _read(self, number: int, alternative: str) -> None:
        found = _LEXEME.findall(alternative)
        beginnings = [lexeme for lexeme, begins in found if begins]
        self._beginnings += beginnings
        lexemes = tuple(lexeme for lexeme, _begins in found)
        is_phrase = "<" in alternative or len(lexemes) == 1
        if is_phrase and not beginnings and not lexemes[0].startswith(MARK):
            self._add(number, WHOLE, lexemes)

    def _add(self, number: int, part: int, phrase: Phrase) -> None:
        self._phrases.setdefault(phrase[0], []).append((number, part, phrase))

    def _found(self, text: str) -> tuple[list[Span], set[int]]:
        """Return where matches are, and the numbers of the units they meet.

        A word of a unit of several counts only where all of them stand.
        """
        words = [
            (match.span(), self._reduced(match.group()))
            for match in _WORD.finditer(text)
        ]
        wholes: set[tuple[int, Span]] = set()
        parts: dict[int, dict[int, list[Span]]] = {}
        for place, (span, stems) in enumerate(words):
            if any(
                stem.startswith(each) for stem in stems for each in self._beginnings
            ):
                wholes.add((len(self._parts), span))
            for stem in stems:
                for number, part, phrase in self._phrases.get(stem, ()):
                    if part == WHOLE:
                        spans = _spans(words, place, phrase)
                        wholes |= {(number, each) for each in spans}
                    else:
                        at = parts.setdefault(number, {}).setdefault(part, [])
                        at.append(span)
        for number, found in parts.items():
            if len(found) == self._parts[number]:
                wholes |= {(number, each) for at in found.values() for each in at}
        met = {number for number, _span in wholes}
        return sorted({span for _number, span in wholes}), met

    def _reduced(self, word: str) -> set[str]:
        if word not in self._known:
            self._known[word] = {
                stem
                for part in fold(word).split()
                for stem in self._stems.get(part, ())
            }
        return self._known[word]

    def score(self, text: str) -> int:
        """Count the units of the question that a text meets."""
        return len(self._found(text)[1])

    def marked(self, text: str) -> SafeString:
        return _html(text, self._found(text)[0], 0, len(text))

    def excerpt(self, text: str) -> SafeString:
        """Return the part of a text where matches begin, or its beginning."""
        places, _met = self._found(text)
        start = max(places[0][0] - _BEFORE, 0) if places else 0
        if len(text) - start < LETTERS:
            start = max(len(text) - LETTERS, 0)
        end = min(start + LETTERS, len(text))
        start, end = _at_spaces(text, start, end)
        inside = _html(text, places, start, end)
        return format_html(
            "{}{}{}", "… " if start else "", inside, " …" if end < len(text) else ""
        )


def _words(passage: SearchPassage) -> Iterator[str]:
    yield from _WORD.findall(passage.title)
    yield from _WORD.findall(passage.text)


def _spans(
    words: Sequence[tuple[Span, set[str]]], place: int, phrase: Phrase
) -> list[Span]:
    """Return where the words of a phrase stand that begins at `place`, or nothing."""
    spans = [words[place][0]]
    for stem in phrase[1:]:
        near = range(place + 1, min(place + 1 + _APART, len(words)))
        found = next((each for each in near if stem in words[each][1]), None)
        if found is None:
            return []
        place = found
        spans.append(words[place][0])
    return spans


def _at_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    if start:
        start = text.find(" ", start, end) + 1 or start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    return start, end


def _html(
    text: str, places: Sequence[tuple[int, int]], start: int, end: int
) -> SafeString:
    return format_html_join(
        "", "{}", ((each,) for each in _pieces(text, places, start, end))
    )


def _pieces(
    text: str, places: Sequence[tuple[int, int]], start: int, end: int
) -> Iterator[object]:
    for first, last in places:
        if start <= first and last <= end:
            yield text[start:first]
            yield format_html("<mark>{}</mark>", text[first:last])
            start = last
    yield text[start:end]
