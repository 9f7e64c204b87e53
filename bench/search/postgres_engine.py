"""PostgreSQL's bare query over the very table that Accord searches."""

import os
from pathlib import Path

import psycopg

from bench.search.corpus import FACETS
from bench.search.engine import PAGE, main

CONFIGURATIONS = {"fr": "french", "en": "english", "es": "spanish"}
# The planner sees the query as a constant, as it does when a person types it.
QUESTION = "SELECT quote_literal(to_tsquery(%s::regconfig, search_fold(%s))::text)"
FIRST = """
SELECT id FROM search_document WHERE words @@ {question}::tsquery
ORDER BY ts_rank(words, {question}::tsquery) DESC LIMIT {page}
"""
COUNTS = """
SELECT code.facet, code.value, counted.number
FROM (
    SELECT unnest(codes) AS id, count(*) AS number
    FROM search_document WHERE words @@ {question}::tsquery GROUP BY 1
) AS counted
JOIN search_code AS code USING (id) WHERE code.facet = ANY(%s)
"""
NUMBER = "SELECT count(*) FROM search_document WHERE words @@ {question}::tsquery"


class Postgres:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Nothing: the table is Accord's."""

    def open(self) -> None:
        self.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def search(self, language: str, word: str) -> tuple[int, bool]:
        ask = self.connection.execute
        values = [CONFIGURATIONS[language], word]
        question = ask(QUESTION, values).fetchone()[0]
        ask(FIRST.format(question=question, page=PAGE)).fetchall()
        names = [facet.name for facet in FACETS]
        ask(COUNTS.format(question=question), [names]).fetchall()
        return ask(NUMBER.format(question=question)).fetchone()[0], True


if __name__ == "__main__":
    main(Postgres)
