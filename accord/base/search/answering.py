"""Answer a question, and where nothing has all of it, say so and answer what is near.

First every word must be found. If nothing has them all, words that stand nowhere give
way to those that begin so or are nearly the same; at last any of the words will do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import log

from django.db import connection

from accord.base.search.finding import (
    NEWEST,
    PAGE_SIZE,
    RELEVANCE,
    Chosen,
    Found,
    Order,
    find,
)
from accord.base.search.folding import fold
from accord.base.search.mending import mended
from accord.base.search.questions import Question, Unit, question_of, tidy, unfinished

# With fewer than these, several words are looked for without one of them, too.
ENOUGH = 10
_SEVERAL = 3
_COMMON = 1000
_SEEN = f"""(
    SELECT count(*) FROM (
        SELECT FROM search_document WHERE words @@ %s::tsquery LIMIT {_COMMON}
    ) AS seen
)"""  # noqa: S608 - constant text


class Manner(StrEnum):
    """How what was found meets what was asked."""

    NOTHING_ASKED = "nothing asked"
    ALL = "all words"
    MOST = "all words but one"
    NEAR = "words spelt otherwise"
    SOME = "some of the words"
    NONE = "nothing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of a list: words, filters, order and page."""

    typed: str
    language: str
    chosen: Chosen = field(default_factory=dict)
    facets: Sequence[str] = ()
    sort: str = RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, how, and for which question in the end.

    `instead` is what the words were taken for when they were spelt otherwise.
    """

    manner: Manner
    question: Question
    found: Found = field(default_factory=Found)
    instead: str = ""


def answer(wanted: Wanted) -> Answer:
    """Answer in a number of queries that does not depend on what there is."""
    question = question_of(wanted.typed, wanted.language)
    if not question:
        return _without_words(question, wanted)
    only = _of_one_word(question, wanted)
    if only and only.total >= _COMMON:
        return Answer(Manner.ALL, question, only)
    if only and not any(wanted.chosen.values()):
        question, missing = _weighed_by(question, [only.total])
    else:
        question, missing = weighed(question)
    whole = begun(question)
    found = _find(whole.every, whole.units, wanted)
    if found.total:
        answered = Answer(Manner.ALL, whole, found)
        return answered if found.total >= ENOUGH else _with_more(answered, wanted)
    question, instead = mended(question, missing)
    if instead:
        found = _find(question.every, question.units, wanted)
    if found.total:
        return Answer(Manner.NEAR, question, found, instead)
    answered = _with_more(Answer(Manner.NONE, question, found, instead), wanted)
    if not answered.found.total and len(question.units) > 1:
        found = _find(question.some, question.units, wanted)
        manner = Manner.SOME if found.total else Manner.NONE
        answered = Answer(manner, question, found, instead)
    return answered


def _without_words(question: Question, wanted: Wanted) -> Answer:
    """Return all that the filters leave; nothing to words that say nothing."""
    if question.typed:
        return Answer(Manner.NONE, question)
    if not any(wanted.chosen.values()):
        return Answer(Manner.NOTHING_ASKED, question)
    sort = NEWEST if wanted.sort == RELEVANCE else wanted.sort
    return Answer(Manner.ALL, question, _find("", (), replace(wanted, sort=sort)))


def _of_one_word(question: Question, wanted: Wanted) -> Found | None:
    """Find what has the one word of a question, without weighing it.

    Weights are for comparing words, and a common word is no beginning of another; to
    count a very common one first would read its whole list of documents twice.
    """
    if len(question.units) > 1:
        return None
    return _find(question.every, question.units, wanted)


def _with_more(answered: Answer, wanted: Wanted) -> Answer:
    """Return also what lacks one of several words, where that is more."""
    units = answered.question.units
    if len(units) < _SEVERAL:
        return answered
    found = _find(answered.question.most, units, wanted)
    if found.total <= answered.found.total:
        return answered
    return replace(answered, manner=Manner.MOST, found=found)


def _find(asked: str, units: Sequence[Unit], wanted: Wanted) -> Found:
    order = Order(
        wanted.sort,
        units,
        fold(tidy(wanted.typed)),
        (wanted.page - 1) * wanted.page_size,
        wanted.page_size,
    )
    return find(asked, order, chosen=wanted.chosen, facets=wanted.facets)


def weighed(question: Question) -> tuple[Question, list[Unit]]:
    """Return the question with the weights of its units, and those that stand nowhere.

    Asks how many documents have each, up to a number that a glance can count.
    """
    counted = ", ".join([_SEEN] * len(question.units))
    with connection.cursor() as cursor:
        cursor.execute(  # nosemgrep: sql-from-text
            f"SELECT {counted}", [each.asked for each in question.units]
        )
        return _weighed_by(question, cursor.fetchone())


def _weighed_by(
    question: Question, numbers: Sequence[int]
) -> tuple[Question, list[Unit]]:
    units = tuple(
        replace(unit, weight=_weight(n))
        for unit, n in zip(question.units, numbers, strict=True)
    )
    missing = [unit for unit, n in zip(units, numbers, strict=True) if not n]
    return replace(question, units=units), missing


def begun(question: Question) -> Question:
    """Return a weighed question whose last word, unless common, may be a beginning."""
    if question.units[-1].weight <= _weight(_COMMON):
        return question
    return unfinished(question)


def _weight(documents: int) -> float:
    """Return what a word is worth that so many documents have: 1 for none."""
    return 1 / (1 + log(1 + documents) / 3)
