"""What a question may have meant whose words stand nowhere as they were typed."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from accord.base.search import spelling
from accord.base.search.questions import Question, Unit, beginning, question_of, unit_of


def mended(question: Question, missing: list[Unit]) -> tuple[Question, str]:
    """Return the question with words that stand nowhere replaced, and its new words.

    A word that begins other words stands for these; else those it may have meant.
    """
    if not missing:
        return question, ""
    begun = [
        replace(unit, own=" & ".join(map(beginning, unit.words))) for unit in missing
    ]
    begins = dict(
        zip(
            (each.text for each in begun),
            _standing([each.own for each in begun]),
            strict=True,
        )
    )
    meant = spelling.corrections(
        [
            word.folded
            for unit in missing
            if not begins[unit.text]
            for word in unit.words
        ]
    )
    begun_by = dict(zip((each.text for each in missing), begun, strict=True))
    kept: dict[str, Unit] = {}
    meant_by: dict[str, list[str]] = {}
    line, shown = [], []
    for unit in question.units:
        likely = [each for word in unit.words for each in meant.get(word.folded, [])]
        if unit in missing and begins[unit.text]:
            kept[unit.text] = begun_by[unit.text]
            line.append(unit.text)
            shown.append(f"{unit.text}…")
        elif unit in missing and likely:
            meant_by[likely[0]] = likely
            line.append(likely[0])
            shown.append(" / ".join(likely))
        elif unit not in missing:
            line.append(unit.text)
            shown.append(unit.text)
    if not line or shown == [each.text for each in question.units]:
        return question, ""
    # Words that are mended may name something together with their neighbours.
    line_again = question_of(" ".join(line), question.language)
    units = tuple(
        kept[unit.text]
        if unit.text in kept
        else unit_of(meant_by[unit.text], question.language)
        if unit.text in meant_by
        else unit
        for unit in line_again.units
    )
    return replace(question, units=units), " ".join(shown)


def _standing(asked: Sequence[str]) -> list[bool]:
    """Say of each tsquery whether any document has it, in one query."""
    if not asked:
        return []
    exists = ", ".join(
        ["EXISTS (SELECT FROM search_document WHERE words @@ %s::tsquery)"] * len(asked)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {exists}", list(asked))  # nosemgrep: sql-from-text
        return list(cursor.fetchone())
