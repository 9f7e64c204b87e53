"""From what somebody typed to one constant tsquery, planned in two small queries.

Each word is reduced as every language would, for one does not know in which language
it was typed. Words that name something of a vocabulary also find what is filed under
it, and words of the field find their synonyms in other languages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.db import connection

from accord.base.search.folding import (
    CONFIGURATIONS,
    SIMPLE,
    clean,
    configuration,
    fold,
)
from accord.base.search.models import SearchTerm
from accord.base.search.terms import quoted

MOST_LETTERS = 200
MOST_WORDS = 12
LONGEST_WORD = 40
_NAMES = (*CONFIGURATIONS.values(), SIMPLE)
# Of a word that is not all capitals, such as WHO, these languages may say that it
# says nothing.
_SILENT = ("english", "french", "spanish")
_SHORTEST_BEGINNING = 3
# With what people begin a question; no text is found by it.
_ASKING = frozenset(
    """
    how what who whom where when why which find show need want happens
    comment combien quel quelle quels quelles quand pourquoi qui quoi faire trouver
    faut peut puis est ce
    como que cuanto cuanta cuantos cuantas cual cuales donde cuando quien quienes
    hacer pasa puedo hay porque encontrar
    كيف ماذا من اين متى لماذا كم هل
    """.split()  # noqa: SIM905 - a list of so many strings is hard to read
)
# "Who protects domestic workers?": what anybody may do, behind the word that asks.
_WHO = frozenset({"who", "qui", "quien", "quienes", "من"})
_DOING = frozenset(
    """
    does do is are works work working helps help supports support protects protect
    defends defend represents represent acts act deals
    fait font travaille travaillent aide aident soutient soutiennent protege protegent
    defend defendent represente representent agit
    hace hacen trabaja trabajan ayuda ayudan apoya apoyan protege protegen defiende
    defienden representa representan actua
    """.split()  # noqa: SIM905 - a list of so many strings is hard to read
)
_STEMS = f"""
    SELECT {
    ", ".join(
        f"tsvector_to_array(to_tsvector('pg_catalog.{name}', word))" for name in _NAMES
    )
}
    FROM unnest(%s::text[]) WITH ORDINALITY AS given (word, place)
    ORDER BY place
"""  # noqa: S608 - constant text


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as typed, folded, and what languages make of it."""

    typed: str
    folded: str
    stems: Mapping[str, tuple[str, ...]]

    @property
    def all_stems(self) -> set[str]:
        return {stem for stems in self.stems.values() for stem in stems}

    def is_silent(self, language: str) -> bool:
        """Say whether it is one of the small words that every text has."""
        if len(self.typed) > 1 and self.typed.isupper():
            return False
        if self.folded in _ASKING:
            return True
        names = {*_SILENT, configuration(language)}
        return any(not self.stems[name] for name in names)


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of a question that stand for one thing.

    `own` is the tsquery of the words themselves, `wider` that of what else they stand
    for, or "". The rarer it is, the more `weight` it has.
    """

    words: tuple[Word, ...]
    own: str
    wider: str = ""
    weight: float = 1.0

    @property
    def asked(self) -> str:
        return f"({self.own} | {self.wider})" if self.wider else self.own

    @property
    def text(self) -> str:
        return " ".join(each.typed for each in self.words)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, in units that must all be found."""

    typed: str
    language: str
    units: tuple[Unit, ...] = ()

    @property
    def every(self) -> str:
        """The tsquery that asks for every unit."""
        return " & ".join(each.asked for each in self.units)

    @property
    def most(self) -> str:
        """The tsquery that asks for all units but one, whichever."""
        return " | ".join(
            f"({' & '.join(each.asked for each in units)})"
            for units in combinations(self.units, len(self.units) - 1)
        )

    @property
    def some(self) -> str:
        """The tsquery that asks for any unit."""
        return " | ".join(each.asked for each in self.units)

    def __bool__(self) -> bool:
        return bool(self.units)


def tidy(typed: str) -> str:
    """Return what was typed as one line that a page and a database can hold."""
    return " ".join(clean(typed)[:MOST_LETTERS].split())


def question_of(typed: str, language: str) -> Question:
    """Return the question that somebody who reads `language` has typed."""
    line = tidy(typed)
    words = _without_doing(words_of(line))
    said = [each for each in words if not each.is_silent(language)] or [
        each for each in words if each.all_stems
    ]
    return Question(line, language, tuple(_units(said)))


def _without_doing(words: list[Word]) -> list[Word]:
    """Return the words without "who protects" before what is asked for."""
    asks = len(words) > 2 and words[0].folded in _WHO
    return words[2:] if asks and words[1].folded in _DOING else words


def words_of(line: str) -> list[Word]:
    """Reduce each word as every language would, in one query."""
    typed = [each for part in line.split() for each in _parted(part)][:MOST_WORDS]
    rows = _reduced([folded for _typed, folded in typed])
    return [
        Word(word, folded, dict(zip(_NAMES, map(tuple, row), strict=True)))
        for (word, folded), row in zip(typed, rows, strict=True)
    ]


def stems_of(words: Sequence[str]) -> dict[str, set[str]]:
    """Return what languages make of folded words, in one query."""
    return {
        word: {stem for stems in row for stem in stems}
        for word, row in zip(words, _reduced(words), strict=True)
    }


def _reduced(words: Sequence[str]) -> list[tuple[list[str], ...]]:
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [list(words)])
        return cursor.fetchall()


def _parted(part: str) -> list[tuple[str, str]]:
    folded = [each[:LONGEST_WORD] for each in fold(part).split()]
    return (
        [(part, folded[0])] if len(folded) == 1 else [(each, each) for each in folded]
    )


def _units(words: Sequence[Word]) -> Iterable[Unit]:
    terms = list(
        SearchTerm.objects.filter(
            stems__overlap=sorted({stem for each in words for stem in each.all_stems})
        ).values_list("stems", "expansion", "by_word")
    )
    place = 0
    while place < len(words):
        end, wider = _longest(words, place, terms)
        span = tuple(words[place:end])
        if len(span) == 1:
            wider |= {
                expansion
                for stems, expansion, by_word in terms
                if by_word and span[0].all_stems & set(stems)
            }
        own = " & ".join(map(_own, span))
        yield Unit(
            span,
            f"({own})" if len(span) > 1 else own,
            " | ".join(sorted(wider)),
        )
        place = end


def _longest(
    words: Sequence[Word], place: int, terms: Sequence[tuple[list[str], str, bool]]
) -> tuple[int, set[str]]:
    """Return where the longest term that begins at `place` ends, and what it is."""
    longest, found = 1, set[str]()
    for stems, expansion, _by_word in terms:
        length = len(stems)
        span = words[place : place + length]
        if length < longest or len(span) < length:
            continue
        if all(stem in each.all_stems for stem, each in zip(stems, span, strict=True)):
            found = {*found, expansion} if length == longest else {expansion}
            longest = length
    return place + longest, found


def _own(word: Word) -> str:
    alternatives = [
        "(" + " & ".join(map(quoted, stems)) + ")"
        if len(stems) > 1
        else quoted(stems[0])
        for stems in sorted(set(word.stems.values()))
        if stems
    ]
    return (
        alternatives[0] if len(alternatives) == 1 else f"({' | '.join(alternatives)})"
    )


def beginning(word: Word, shortest: int = _SHORTEST_BEGINNING) -> str:
    """Return the tsquery of words that begin so; that of the word if it is short."""
    if len(word.folded) < shortest:
        return _own(word)
    return f"({_own(word)} | {quoted(word.folded)}:*)"


def unfinished(question: Question) -> Question:
    """Return a question whose last word may be a beginning: one may still type."""
    *before, last = question.units
    if len(last.words) > 1 or len(last.words[0].folded) <= _SHORTEST_BEGINNING:
        return question
    begun = f"{quoted(last.words[0].folded)}:*"
    wider = f"{last.wider} | {begun}" if last.wider else begun
    return replace(question, units=(*before, replace(last, wider=wider)))


def unit_of(alternatives: Sequence[str], language: str) -> Unit:
    """Return a unit that any of some words meets, with all that each stands for."""
    units = [
        unit for each in alternatives for unit in question_of(each, language).units
    ]
    return Unit(
        tuple(word for unit in units for word in unit.words),
        f"({' | '.join(unit.own for unit in units)})",
        " | ".join(dict.fromkeys(unit.wider for unit in units if unit.wider)),
    )
