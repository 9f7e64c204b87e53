"""Narrow a list of one kind of record by words, as the search page would."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, Func, OuterRef, Subquery, Value, When

from accord.base.search.answering import Manner, begun, weighed
from accord.base.search.finding import BEST, Order, find
from accord.base.search.folding import fold
from accord.base.search.mending import mended
from accord.base.search.models import SearchDocument
from accord.base.search.questions import Question, Unit, question_of, tidy

_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What words narrow a list to: a tsquery, and how it meets what was typed."""

    kind: str
    typed: str = ""
    manner: Manner = Manner.NOTHING_ASKED
    asked: str = ""
    units: tuple[Unit, ...] = ()
    instead: str = ""

    def __bool__(self) -> bool:
        """Say whether anything was typed at all."""
        return self.manner is not Manner.NOTHING_ASKED

    def keys(self) -> Any:
        """Return the keys of the records that match, as a query to filter by."""
        documents = SearchDocument.objects.filter(kind=self.kind)
        if not self.asked:
            return documents.none().values("key")
        return documents.filter(words__matches=self.asked).values("key")

    def best_first(self, name: str) -> list[Any]:
        """Return an order for records whose key is in the field `name`.

        The best of them in the order of the search page, the others by rank; takes
        three queries.
        """
        if not self.asked:
            return []
        order = Order(units=self.units, whole=fold(self.typed), limit=BEST)
        found = find(self.asked, order, chosen={"kind": [self.kind]})
        by_id = SearchDocument.objects.in_bulk(found.ids)
        places = [
            When(**{name: by_id[number].key}, then=Value(place))
            for place, number in enumerate(found.ids)
            if number in by_id
        ]
        rank = Func(
            F("words"),
            Value(self.asked),
            template="ts_rank(%(expressions)s::tsquery, 1)",
            output_field=FloatField(),
        )
        document = SearchDocument.objects.filter(kind=self.kind, key=OuterRef(name))
        ranked = Subquery(document.annotate(rank=rank).values("rank"))
        return [Case(*places, default=Value(BEST)), ranked.desc(nulls_last=True)]


def narrowing(kind: str, typed: str, language: str) -> Narrowing:
    """Return what words narrow a list of `kind` to; first to all, then to some."""
    line = tidy(typed)
    if not line:
        return Narrowing(kind)
    question = question_of(line, language)
    if question:
        for manner, asked, units, instead in _attempts(question):
            found = SearchDocument.objects.filter(kind=kind, words__matches=asked)
            if found.exists():
                return Narrowing(kind, line, manner, asked, units, instead)
    return Narrowing(kind, line, Manner.NONE)


def _attempts(
    question: Question,
) -> Iterator[tuple[Manner, str, tuple[Unit, ...], str]]:
    question, missing = weighed(question)
    whole = begun(question)
    yield Manner.ALL, whole.every, whole.units, ""
    question, instead = mended(question, missing)
    if instead:
        yield Manner.NEAR, question.every, question.units, instead
    if len(question.units) >= _SEVERAL:
        yield Manner.MOST, question.most, question.units, instead
    if len(question.units) > 1:
        yield Manner.SOME, question.some, question.units, instead
