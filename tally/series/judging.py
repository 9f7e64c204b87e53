"""Observations judged: every text is read, and each one stands or has its reason.

`narrow` has one row for each observation of the file: its numbers, and for each facet a
hash in place of its texts. `judged` (a view) has what the texts mean, a key that orders
and identifies the observation, and the number of what is wrong with it. `sound` has the
observations that stand in the order of schema.KEY; `repeats` those that the file gives
again. Only `narrow` is filled in the order of the file, by a query without joins: joins
made by several threads do not keep it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tally.reasons import Reason
from tally.series import engine
from tally.series.facets import GROUPS, Complaints, Read, read_facet
from tally.series.layout import Facet, Plan
from tally.series.loading import (
    Loaded,
    code,
    facet_columns,
    note_columns,
    number_columns,
    places,
)
from tally.series.model import Limits
from tally.series.numbers import Convention, convention_of, read_number
from tally.series.reasons import CellRefused, reason, refuse
from tally.series.schema import BASES, COLUMNS, MISSING
from tally.series.surveying import counted_texts, odd, texts_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Whole numbers of DuckDB and what they stay below; the smaller sort faster.
WHOLES = ((2**32, "UINTEGER"), (2**63, "BIGINT"), (2**126, "HUGEINT"))
A_FEW = 20
# More different notes than this are kept as texts.
NOTES = 50_000


@dataclass(frozen=True, slots=True)
class Judged:
    """What is in the tables after judging, for whoever writes and reports."""

    loaded: Loaded
    plan: Plan
    facets: Sequence[Read]
    complaints: Complaints
    remarks: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the texts of the columns of numbers have in common."""

    convention: Convention
    # Each is a plain number, or empty and so missing.
    are_plain: bool
    # Some are known only as a bound.
    have_bounds: bool


def judged(
    connection: "DuckDBPyConnection", loaded: Loaded, plan: Plan, limits: Limits
) -> Judged:
    """Make `judged`, `sound` and `repeats` of `cells`."""
    for name, words in (("missing_word", tuple(MISSING)), ("basis_word", BASES)):
        listed = ", ".join(engine.text(word) for word in words)
        connection.execute(f"CREATE TYPE {name} AS ENUM ({listed})")
    complaints = Complaints()
    facets = []
    sets = facet_columns(loaded.table, plan)
    for number, (facet, part) in enumerate(zip(plan.facets, sets, strict=True)):
        texts = texts_of(connection, loaded.survey, part, facet.columns[0], limits)
        facets.append(
            read_facet(connection, number, facet, loaded.table, texts, complaints)
        )
    notes = _notes(connection, loaded, plan, complaints, len(facets))
    if notes is not None:
        facets.append(notes)
    numbers = _numbers(connection, loaded, plan, complaints, limits)
    _narrow(connection, loaded, plan, facets, numbers)
    _judge(connection, loaded, plan, facets, complaints, numbers)
    _sort(connection)
    is_comma = numbers.convention.comma == "decimals"
    remarks = [reason("decimal_comma")] if is_comma else []
    return Judged(loaded, plan, facets, complaints, remarks)


def _notes(
    connection: "DuckDBPyConnection",
    loaded: Loaded,
    plan: Plan,
    complaints: Complaints,
    number: int,
) -> Read | None:
    """Notes as one more facet, if they are few enough to be numbered."""
    if not plan.notes:
        return None
    part = note_columns(loaded.table, plan)
    if counted_texts(connection, loaded.survey, part) > NOTES:
        return None
    facet = Facet(plan.notes, ("source_note",), lambda *notes: (joined(notes),))
    texts = texts_of(connection, loaded.survey, part, plan.notes[0], Limits())
    return read_facet(connection, number, facet, loaded.table, texts, complaints)


def joined(notes: Sequence[str]) -> str:
    """Notes of several columns as one text, as `cells` joins them too."""
    return "; ".join(note.strip(" ") for note in notes if note.strip(" "))


def _numbers(
    connection: "DuckDBPyConnection",
    loaded: Loaded,
    plan: Plan,
    complaints: Complaints,
    limits: Limits,
) -> Numbers:
    """Read the texts that are no plain numbers into the table `numbers`."""
    texts: set[str] = set()
    for column in number_columns(plan):
        found = texts_of(
            connection, loaded.survey, (f"odd_{column}",), plan.values[0], limits
        )
        texts.update(text for (text,) in found)
    convention = convention_of(texts)
    if convention.comma == "decimals":
        texts |= _pointed(connection, plan, limits)
    read = [_read(text, convention, plan, complaints, limits) for text in sorted(texts)]
    connection.execute(
        "CREATE TEMP TABLE numbers (text VARCHAR, value DOUBLE, missing VARCHAR, "
        "lower DOUBLE, upper DOUBLE, complaint INTEGER)"
    )
    engine.insert(connection, "numbers", list(zip(*read, strict=True)))
    wrong = [str(row[0]) for row in read if row[5] is not None]
    if wrong and not _has_number(connection) and _many(connection, wrong):
        raise refuse("no_numbers", column=plan.values[0], found=wrong[0])
    return Numbers(
        convention,
        are_plain=all(row[0] == "" and row[2] == "M" for row in read),
        have_bounds=any(row[2] == "B" for row in read),
    )


def _read(
    text: str,
    convention: Convention,
    plan: Plan,
    complaints: Complaints,
    limits: Limits,
) -> tuple[object, ...]:
    """One row of `numbers`."""
    try:
        number = read_number(text, convention, plan.missing)
    except CellRefused as refused:
        # A wide table tells the column of each cell.
        column = "" if plan.is_wide else plan.values[0]
        return text, None, "", None, None, complaints.add(column, text, refused.reason)
    return text, number.value, number.missing, number.lower, number.upper, None


def _is_read(column: str, convention: Convention) -> str:
    """Whether a text is one of `numbers`, in SQL."""
    if convention.comma == "decimals":
        return f"({odd(column)} OR contains({column}, '.'))"
    return odd(column)


def _pointed(connection: "DuckDBPyConnection", plan: Plan, limits: Limits) -> set[str]:
    """Texts that look like plain numbers but may have points between thousands."""
    parts = [
        f"SELECT {column} AS text FROM cells WHERE contains({column}, '.')"  # noqa: S608  (names of ours)
        for column in number_columns(plan)
    ]
    rows = connection.execute(
        f"SELECT DISTINCT text FROM ({' UNION ALL '.join(parts)}) "  # noqa: S608  (as above)
        f"LIMIT {limits.texts + 1}"
    ).fetchall()
    if len(rows) > limits.texts:
        raise refuse("too_varied", column=plan.values[0], limit=limits.texts)
    return {text for (text,) in rows}


def _has_number(connection: "DuckDBPyConnection") -> bool:
    plain = f"SELECT count(*) FROM cells WHERE NOT {odd('value')}"  # noqa: S608  (as above)
    read = "SELECT count(*) FROM numbers WHERE complaint IS NULL AND missing <> 'M'"
    return engine.counted(connection, plain) + engine.counted(connection, read) > 0


def _many(connection: "DuckDBPyConnection", texts: Sequence[str]) -> bool:
    """Whether those texts stand in more cells than a few slips would."""
    query = "SELECT count(*) FROM cells WHERE list_contains(?, value)"
    row = connection.execute(query, [list(texts)]).fetchone()
    return row is not None and row[0] > A_FEW


def _narrow(
    connection: "DuckDBPyConnection",
    loaded: Loaded,
    plan: Plan,
    facets: Sequence[Read],
    numbers: Numbers,
) -> None:
    """Make `narrow` of `cells`."""
    named = places(loaded.table)
    chosen = ["row"] if loaded.has_row else []
    if plan.is_wide:
        chosen.append("place")
    if plan.notes and not _are_numbered(facets):
        chosen.append("note")
    if plan.withheld is not None:
        chosen.append(f"{code(named[plan.withheld[0]])} AS freedom")
    for column in number_columns(plan):
        chosen.append(f"TRY_CAST({column} AS DOUBLE) AS {column}")
        if not numbers.are_plain:
            is_read = _is_read(column, numbers.convention)
            chosen.append(f"CASE WHEN {is_read} THEN {column} END AS odd_{column}")
    for number, read in enumerate(facets):
        texts = ", ".join(named[column] for column in read.facet.columns)
        chosen.append(f"hash({texts}, {read.salt}) AS h{number}")
    connection.execute(
        f"CREATE TEMP TABLE narrow AS SELECT {', '.join(chosen)} FROM cells"  # noqa: S608  (names of ours)
    )


def _judge(
    connection: "DuckDBPyConnection",
    loaded: Loaded,
    plan: Plan,
    facets: Sequence[Read],
    complaints: Complaints,
    numbers: Numbers,
) -> None:
    """Make the view `judged` of `narrow`, the facets and the numbers."""
    row = "row" if loaded.has_row else f"narrow.rowid + {loaded.table.skipped + 1}"
    chosen = [f"{row} AS row", *(["place"] if plan.is_wide else [])]
    chosen += [*_meant(plan, facets), *_values(plan, facets, numbers)]
    if plan.notes and not _are_numbered(facets):
        chosen.append("coalesce(note, '') AS source_note")
    said = [f"f{n}.complaint" for n, read in enumerate(facets) if read.complains]
    said += _withheld(plan, complaints, numbers)
    joins = [
        f"JOIN {read.table} f{number} ON narrow.h{number} = f{number}.hash"
        for number, read in enumerate(facets)
    ]
    if not numbers.are_plain:
        for column in number_columns(plan):
            on = f"narrow.odd_{column} = n_{column}.text"
            joins.append(f"LEFT JOIN numbers n_{column} ON {on}")
            said.append(f"n_{column}.complaint")
    connection.execute(
        f"CREATE TEMP VIEW judged AS SELECT {', '.join(chosen)}, "  # noqa: S608  (names of ours)
        f"{_key(facets)} AS key, coalesce({', '.join([*said, 'NULL::INTEGER'])}) "
        f"AS complaint FROM narrow {' '.join(joins)}"
    )


def _are_numbered(facets: Sequence[Read]) -> bool:
    """Whether notes are among the facets."""
    return any("source_note" in read.facet.gives for read in facets)


def _meant(plan: Plan, facets: Sequence[Read]) -> list[str]:
    """What the facets give for the columns of the schema, in SQL."""
    given: dict[str, list[str]] = {}
    for number, read in enumerate(facets):
        for column in read.facet.gives:
            given.setdefault(column, []).append(f"f{number}.{column}")
    chosen = [
        f"{expressions[0]} AS {column}"
        for column, expressions in given.items()
        if column in COLUMNS and column not in {"basis", "missing"}
    ]
    if "basis" in given:
        # The strongest of all: bases are in the order of their strength.
        least = engine.text(plan.constants.get("basis", BASES[0]))
        all_given = ", ".join([*given["basis"], f"{least}::basis_word"])
        chosen.append(f"greatest({all_given}) AS basis")
    return chosen


def _number(column: str, numbers: Numbers) -> str:
    """The number of a column of `narrow`, in SQL."""
    if numbers.are_plain:
        return f"narrow.{column}"
    of = f"n_{column}"
    return f"CASE WHEN {of}.text IS NULL THEN narrow.{column} ELSE {of}.value END"


def _values(plan: Plan, facets: Sequence[Read], numbers: Numbers) -> list[str]:
    """Value, bounds and kind of missing, in SQL."""
    value, *others = number_columns(plan)
    bounds = {column: _number(column, numbers) for column in others}
    if numbers.have_bounds:
        bounds = {
            bound: f"coalesce(n_value.{bound}, {bounds.get(bound, 'NULL::DOUBLE')})"
            for bound in ("lower", "upper")
        }
    kinds = [
        f"nullif(f{number}.missing::VARCHAR, '')"
        for number, read in enumerate(facets)
        if "missing" in read.facet.gives
    ]
    if not numbers.are_plain:
        kinds.insert(0, "nullif(nullif(n_value.missing, 'M'), '')")
    kinds.append("'M'")
    kind = f"coalesce({', '.join(kinds)})::missing_word"
    number = _number(value, numbers)
    return [
        f"{number} AS value",
        *(f"{expression} AS {bound}" for bound, expression in bounds.items()),
        f"CASE WHEN {number} IS NULL THEN {kind} ELSE ''::missing_word END AS missing",
    ]


def _withheld(plan: Plan, complaints: Complaints, numbers: Numbers) -> list[str]:
    """The complaint of a value that its source does not let go, in SQL."""
    if plan.withheld is None:
        return []
    column, reasons = plan.withheld
    cases = " ".join(
        f"WHEN {engine.text(said)} THEN {complaints.add(column, said, why)}"
        for said, why in reasons.items()
    )
    is_there = f"{_number('value', numbers)} IS NOT NULL"
    return [f"CASE WHEN {is_there} THEN CASE freedom {cases} END END"]


def _key(facets: Sequence[Read]) -> str:
    """A number that orders observations as schema.KEY does, and is theirs alone."""
    key, size = "0", 1
    for group in range(len(GROUPS)):
        for number, read in enumerate(facets):
            if group in read.ranks:
                many = max(read.ranks[group], 1)
                key = f"({key} * {many} + f{number}.r{group})"
                size *= many
                break
    whole = next(kind for most, kind in WHOLES if size < most)
    return f"{key.replace('0 *', f'0::{whole} *', 1)}::{whole}"


def _sort(connection: "DuckDBPyConnection") -> None:
    """Make `sound` in the order of the key, and move what repeats to `repeats`."""
    connection.execute(
        "CREATE TEMP TABLE sound AS SELECT * EXCLUDE (complaint) FROM judged "
        "WHERE complaint IS NULL ORDER BY key"
    )
    said = ", ".join(
        column
        for column in ("value", "missing", "lower", "upper")
        if column in engine.columns(connection, "sound")
    )
    connection.execute(
        "CREATE TEMP TABLE again AS SELECT DISTINCT key FROM "
        "(SELECT key, key = lag(key) OVER () AS is_again FROM sound) WHERE is_again"
    )
    connection.execute(
        f"CREATE TEMP TABLE others AS SELECT key, min(row) AS first, "  # noqa: S608  (names of ours)
        f"max(row) AS last, count(DISTINCT ({said})) > 1 AS otherwise "
        "FROM sound SEMI JOIN again USING (key) GROUP BY key"
    )
    connection.execute(
        "CREATE TEMP TABLE repeats AS SELECT s.*, first, last, otherwise "
        "FROM sound s JOIN others USING (key) WHERE otherwise OR s.row > first"
    )
    if engine.counted(connection, "SELECT count(*) FROM repeats"):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE sound AS SELECT sound.* FROM sound "
            "ANTI JOIN repeats ON sound.key = repeats.key AND sound.row = repeats.row "
            "ORDER BY key"
        )
