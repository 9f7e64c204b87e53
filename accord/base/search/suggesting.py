"""What the words that somebody is still typing may become: titles that begin so."""

from dataclasses import dataclass, replace

from accord.base.search.finding import Order, find, in_weight
from accord.base.search.folding import fold
from accord.base.search.questions import beginning, question_of
from accord.base.search.showing import results

MOST = 8
_SHORTEST = 2
_CAP = 2000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that the words lead to."""

    title: str
    language: str
    kind: str
    url: str


def suggestions(typed: str, language: str) -> list[Suggestion]:
    """Return records in whose titles all words stand, the last one begun at least."""
    question = question_of(typed, language)
    if not question or len(fold(question.typed)) < _SHORTEST:
        return []
    *before, last = question.units
    last = replace(
        last,
        own=" & ".join(beginning(each, _SHORTEST) for each in last.words),
        wider="",
    )
    units = [*(replace(each, wider="") for each in before), last]
    asked = " & ".join(in_weight(f"({each.own})", "A") for each in units)
    found = find(
        asked, Order(units=units, whole=fold(question.typed), limit=MOST), cap=_CAP
    )
    shown = results(found.ids, replace(question, units=()), language)
    return [
        Suggestion(each.title.text, each.title.language, str(each.name), each.url)
        for each in shown
    ]
