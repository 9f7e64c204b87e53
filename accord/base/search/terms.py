"""What the words of vocabularies stand for, in every language they have names in."""

import json
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from accord.base.search import sources
from accord.base.search.folding import clean, configuration
from accord.base.search.models import SearchTerm
from accord.base.search.sources import MARK, Term

# A text in the order of its words, without those that say nothing.
_REDUCED = """
    WITH given AS (
        SELECT phrase, language, configuration::regconfig AS configuration,
            grouped, marks, by_word
        FROM jsonb_to_recordset(%s::jsonb) AS given (
            phrase text, language text, configuration text, grouped text,
            marks text, by_word bool
        )
    ),
    reduced AS (
        SELECT given.*,
            ARRAY(
                SELECT lexeme
                FROM unnest(to_tsvector(configuration, search_fold(phrase))),
                    unnest(positions) AS place
                ORDER BY place
            ) AS stems,
            phraseto_tsquery(configuration, search_fold(phrase))::text AS asked
        FROM given
    ),
    groups AS (
        SELECT grouped,
            string_agg(DISTINCT '(' || asked || ')', ' | ' ORDER BY '(' || asked || ')')
                AS same
        FROM reduced WHERE grouped <> '' AND asked <> '' GROUP BY grouped
    )
    SELECT DISTINCT phrase, language, stems,
        concat_ws(' | ', nullif(marks, ''), same) AS expansion, by_word
    FROM reduced LEFT JOIN groups USING (grouped)
    WHERE cardinality(stems) > 0
    ORDER BY phrase, language, expansion, by_word
"""
Row = tuple[str, str, list[str], str, bool]


def rebuild() -> None:
    """Write every term anew, in three queries."""
    rows = _fresh()
    SearchTerm.objects.all().delete()
    SearchTerm.objects.bulk_create(
        (
            SearchTerm(
                phrase=phrase,
                language=language,
                stems=stems,
                expansion=expansion,
                by_word=by_word,
            )
            for phrase, language, stems, expansion, by_word in rows
        ),
        batch_size=5000,
    )


def first_difference() -> str:
    """Return a term that a rebuild would add or take out, or ""."""
    rows = SearchTerm.objects.order_by("id").values_list(
        "phrase", "language", "stems", "expansion", "by_word"
    )
    kept = {(*each[:2], tuple(each[2]), *each[3:]) for each in rows}
    fresh = {(*each[:2], tuple(each[2]), *each[3:]) for each in _fresh()}
    return next((f"term {each[0]}" for each in sorted(kept ^ fresh)), "")


def _fresh() -> list[Row]:
    given = _merged(sources.terms())
    with connection.cursor() as cursor:
        cursor.execute(_REDUCED, [json.dumps(given)])
        return cursor.fetchall()


def _merged(terms: Iterable[Term]) -> list[dict[str, object]]:
    """Return one entry for each phrase of a group; values of a group are shared."""
    shared: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    listed = list(terms)
    for each in listed:
        if each.group:
            shared[each.group] |= set(each.values)
    return [
        {
            "phrase": clean(each.phrase),
            "language": each.language,
            "configuration": f"pg_catalog.{configuration(each.language)}",
            "grouped": each.group,
            "marks": " | ".join(map(marked, sorted(shared[each.group])))
            if each.group
            else " | ".join(map(marked, sorted(each.values))),
            "by_word": each.by_word,
        }
        for each in listed
    ]


def marked(value: tuple[str, str]) -> str:
    """Return the tsquery that finds what is filed under a facet value."""
    return quoted(f"{MARK}{value[0]}:{value[1]}")


def quoted(lexeme: str) -> str:
    """Return a lexeme as it stands in the text of a tsquery."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
