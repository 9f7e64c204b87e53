"""Find documents and count their facet values, in one statement.

Matches are read once, at most `CAP` of them, into a narrow set of their own; order and
counts are made from that. Beyond the cap totals are "more than", counts approximate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accord.base.search.models import SearchCode
from accord.base.search.questions import Unit

CAP = 20_000
# So many of the newest matches are ranked, and what has no date; the rest follow.
RANKED = 1000
# So many of the best are ordered with care; the others by rank alone.
BEST = 60
PAGE_SIZE = 20
NOTHING = -1
Counts = dict[str, dict[str, int]]
Chosen = Mapping[str, Sequence[str]]
RELEVANCE, NEWEST, TITLE = "relevance", "newest", "title"
SORTS = (RELEVANCE, NEWEST, TITLE)
_BY_DATE = "dated DESC NULLS LAST, id"
_BY_TITLE = "sort_key, id"
# How much it is worth that a unit of a question is met, by how it is: in the title by
# its own words, among the names, in the text, by other words, and by what it is filed
# under. The sum over all units orders the best matches.
_WORTH = (
    ("own", "A", 1.0),
    ("own", "B", 0.7),
    ("wider", "A", 0.65),
    ("own", "C", 0.5),
    ("wider", "C", 0.4),
    ("own", "", 0.35),
    ("wider", "", 0.2),
)
_WHOLE_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `total` is at most `CAP` when `is_more`."""

    ids: tuple[int, ...] = ()
    total: int = 0
    is_more: bool = False
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """In which order matches come, and which of them a page shows.

    `units` order the best matches with care; a title that is `whole` comes first.
    """

    sort: str = RELEVANCE
    units: Sequence[Unit] = ()
    whole: str = ""
    offset: int = 0
    limit: int = PAGE_SIZE

    @property
    def by_rank(self) -> bool:
        return self.sort == RELEVANCE and bool(self.units)

    def page(self, asked: str) -> tuple[str, list[Any]]:
        """Return the ids of the page, in order, and the values of the query."""
        if not self.by_rank:
            by = _BY_TITLE if self.sort == TITLE else _BY_DATE
            query = f"""
                SELECT id, row_number() OVER (ORDER BY {by}) AS place
                FROM hits ORDER BY place OFFSET %s LIMIT %s
            """  # noqa: S608 - names of columns
            return query, [self.offset, self.limit]
        care, values = _care(self.units, self.whole)
        by = f"rank DESC, {_BY_DATE}"
        query = f"""
            SELECT id, row_number() OVER (ORDER BY care DESC, {by}) AS place
            FROM (
                SELECT best.id, best.dated, best.rank,
                    CASE WHEN best.place <= {BEST} THEN {care} ELSE -1 END AS care
                FROM (
                    SELECT ranked.*, row_number() OVER (ORDER BY {by}) AS place
                    FROM (
                        SELECT newest.id, newest.dated,
                            ts_rank(document.words, %s::tsquery, 1) AS rank
                        FROM (
                            SELECT id, dated FROM hits
                            ORDER BY dated DESC NULLS FIRST, id LIMIT %s
                        ) AS newest
                        JOIN search_document AS document USING (id)
                    ) AS ranked
                    ORDER BY place LIMIT %s
                ) AS best
                JOIN search_document AS document USING (id)
            ) AS weighed
            ORDER BY place OFFSET %s LIMIT %s
        """  # noqa: S608 - every value is bound
        window = max(BEST, self.offset + self.limit)
        ranked = max(RANKED, window)
        return query, [*values, asked, ranked, window, self.offset, self.limit]


def find(
    asked: str,
    order: Order,
    *,
    chosen: Chosen | None = None,
    facets: Sequence[str] = (),
    cap: int = CAP,
) -> Found:
    """Return documents that match a tsquery and the facet values chosen.

    Of each facet in `facets` the values are counted: as if nothing were chosen in that
    facet. Without `asked` every document matches. Takes two queries.
    """
    groups = _groups(chosen or {})
    placed: list[tuple[int, int]] = []
    total = 0
    counts: Counts = {name: {} for name in facets}
    for tag, name, value, number in _statement(asked, groups, facets, order, cap).run():
        if tag == "total":
            total = number
        elif tag == "count":
            counts[name][value] = number
        else:
            placed.append((int(value), number))
    ids = tuple(number for _place, number in sorted(placed))
    return Found(ids, min(total, cap), total > cap, counts)


def _groups(chosen: Chosen) -> dict[str, list[int]]:
    """Return the codes chosen in each facet, in one query; unknown values find none."""
    asked = {name: values for name, values in chosen.items() if values}
    if not asked:
        return {}
    rows = SearchCode.objects.filter(
        facet__in=asked,
        value__in={each for values in asked.values() for each in values},
    )
    groups: dict[str, list[int]] = {name: [] for name in asked}
    for pk, facet, value in rows.values_list("pk", "facet", "value"):
        if value in asked[facet]:
            groups[facet].append(pk)
    return {name: codes or [NOTHING] for name, codes in groups.items()}


@dataclass(slots=True)
class _Statement:
    """A statement as it grows: sets by name, then what is selected from them."""

    sets: list[str] = field(default_factory=list)
    set_values: list[Any] = field(default_factory=list)
    selects: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, name: str, query: str, values: Sequence[Any] = ()) -> None:
        self.sets.append(f"{name} AS MATERIALIZED ({query})")
        self.set_values += values

    def select(self, query: str, *values: Any) -> None:
        self.selects.append(query)
        self.values += values

    def count(self, matches: str, facets: Sequence[str]) -> None:
        self.select(
            f"""
            SELECT 'count', code.facet, code.value, counted.number
            FROM (
                SELECT unnest(codes) AS id, count(*) AS number
                FROM {matches} GROUP BY 1
            ) AS counted
            JOIN search_code AS code USING (id)
            WHERE code.facet = ANY(%s)
            """,  # noqa: S608 - the name of a set of ours
            list(facets),
        )

    def run(self) -> list[tuple[str, str, str, int]]:
        selects = " UNION ALL ".join(self.selects)
        with connection.cursor() as cursor:
            cursor.execute(  # nosemgrep: sql-from-text
                f"WITH {', '.join(self.sets)} {selects}",
                [*self.set_values, *self.values],
            )
            return cursor.fetchall()


def _statement(
    asked: str,
    groups: dict[str, list[int]],
    facets: Sequence[str],
    order: Order,
    cap: int,
) -> _Statement:
    made = _Statement()
    condition, values = _condition(asked, groups)
    # The planner must not see the limit: for a very common word it would rather read
    # the table from its beginning, and unpack every vector on the way.
    made.add(
        "matching",
        f"""
        SELECT id, dated, sort_key, codes FROM search_document WHERE {condition}
        """,  # noqa: S608 - every value is bound
        values,
    )
    made.add("hits", f"SELECT * FROM matching LIMIT {cap + 1}")  # noqa: S608 - a number
    made.add("page", *order.page(asked))
    made.select("SELECT 'total', '', '', count(*) FROM hits")
    made.select("SELECT 'id', '', place::text, id FROM page")
    if together := [name for name in facets if name not in groups]:
        made.count("hits", together)
    for place, name in enumerate(each for each in facets if each in groups):
        others = {key: codes for key, codes in groups.items() if key != name}
        condition, values = _condition(asked, others)
        made.add(
            f"without{place}",
            f"SELECT codes FROM search_document WHERE {condition} LIMIT {cap}",  # noqa: S608 - every value is bound
            values,
        )
        made.count(f"without{place}", [name])
    return made


def _condition(asked: str, groups: dict[str, list[int]]) -> tuple[str, list[Any]]:
    conditions = ["words @@ %s::tsquery"] if asked else []
    conditions += ["codes && %s::int[]"] * len(groups)
    values: list[Any] = [asked] if asked else []
    return " AND ".join(conditions) or "true", [*values, *groups.values()]


def _care(units: Sequence[Unit], whole: str) -> tuple[str, list[Any]]:
    """Return SQL that weighs how a document meets each unit, and its values."""
    if not units:
        return "0", []
    sums, values = [], []
    for unit in units:
        cases = []
        for which, weight, worth in _WORTH:
            asked = unit.own if which == "own" else unit.wider
            if asked:
                cases.append(f"WHEN document.words @@ %s::tsquery THEN {worth}")
                values.append(in_weight(asked, weight) if weight else asked)
        sums.append(f"{unit.weight:.3f} * CASE {' '.join(cases)} ELSE 0 END")
    total = sum(unit.weight for unit in units)
    care = f"({' + '.join(sums)}) / {total:.3f}"
    if whole:
        care += f""" + CASE WHEN EXISTS (
            SELECT FROM search_passage AS passage
            WHERE passage.document_id = document.id
                AND btrim(search_fold(passage.title)) = %s
        ) THEN {_WHOLE_TITLE} ELSE 0 END"""
        values.append(whole)
    return f"({care})", values


def in_weight(asked: str, weight: str) -> str:
    """Return a tsquery that looks only at words of a weight, such as in titles."""
    marked, inside, place = [], False, 0
    while place < len(asked):
        letter = asked[place]
        marked.append(letter)
        if letter == "\\" and inside:
            place += 1
            marked.append(asked[place])
        elif letter == "'":
            if inside and asked[place + 1 : place + 2] == "'":
                place += 1
                marked.append("'")
            else:
                inside = not inside
                if not inside:
                    if asked[place + 1 : place + 3] == ":*":
                        marked.append(f":*{weight}")
                        place += 2
                    else:
                        marked.append(f":{weight}")
        place += 1
    return "".join(marked)
