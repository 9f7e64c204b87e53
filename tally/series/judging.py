"""Rows judged: every text is read, and each observation stands or has its reason.

`cells` has one row for each observation of the file, its texts as they stand there;
`judged` the same with numbers in place of texts, a key that orders and identifies it,
and the number of what is wrong with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tally.series import engine
from tally.series.facets import GROUPS, Complaints, Read, read_facet
from tally.series.layout import PLACE, Plan, Table
from tally.series.model import Limits
from tally.series.numbers import convention_of, read_number
from tally.series.reasons import CellRefused, Reason, reason, refuse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BIGGEST_KEY = 2**63
A_FEW = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """What is in the tables after judging, for whoever writes and reports."""

    table: Table
    plan: Plan
    facets: Sequence[Read]
    complaints: Complaints
    rows: int
    blank: int
    remarks: Sequence[Reason]


def judged(
    connection: "DuckDBPyConnection", table: Table, plan: Plan, limits: Limits
) -> Judged:
    """Fill `judged` and `repeated` from `raw`."""
    rows = engine.counted(connection, "SELECT count(*) FROM raw")
    blank = _cells(connection, table, plan, rows)
    complaints = Complaints()
    facets = [
        read_facet(connection, number, facet, table, complaints, limits)
        for number, facet in enumerate(plan.facets)
    ]
    remarks = _numbers(connection, table, plan, complaints, limits)
    _judge(connection, table, plan, facets, complaints)
    _repeated(connection)
    return Judged(table, plan, facets, complaints, rows, blank, remarks)


def _cells(
    connection: "DuckDBPyConnection", table: Table, plan: Plan, rows: int
) -> int:
    """Make `cells`; how many cells of a wide table are blank."""
    place_of = {column: f"c{place}" for place, column in enumerate(table.columns)}
    texts = {c for facet in plan.facets for c in facet.columns if c != PLACE}
    if plan.withheld is not None:
        texts.add(plan.withheld[0])
    kept = sorted({place_of[column] for column in texts})
    power = place_of[plan.power] if plan.power else None
    if table.numbered is None:
        row = f"rowid + {table.skipped + 1}"
    else:
        row = f"c{table.numbered}::BIGINT"
    noted = [f"nullif(trim({place_of[column]}), '')" for column in plan.notes]
    note = f"concat_ws('; ', {', '.join(noted)})" if noted else "''"
    bounds = {"lower": plan.lower, "upper": plan.upper}
    others = ", ".join(
        f"{_scaled(place_of[column], power) if column else chr(39) * 2} AS {bound}"
        for bound, column in bounds.items()
    )
    keys = "".join(f", {column}" for column in kept)
    if not plan.is_wide:
        connection.execute(
            f"CREATE TEMP VIEW cells AS SELECT {row} AS row{keys}, "  # noqa: S608
            f"'' AS place, {_scaled(place_of[plan.values[0]], power)} AS value, "
            f"{others}, "
            f"{note} AS note FROM raw"
        )
        return 0
    spread = ", ".join(place_of[column] for column in plan.values)
    connection.execute(
        f"CREATE TEMP TABLE cells AS SELECT * FROM (SELECT {row} AS row{keys}, "  # noqa: S608
        f"{others}, {note} AS note, {spread} FROM raw) "
        f"UNPIVOT (value FOR place IN ({spread})) WHERE trim(value) <> ''"
    )
    return rows * len(plan.values) - engine.counted(
        connection, "SELECT count(*) FROM cells"
    )


def _scaled(column: str, power: str | None) -> str:
    """The text of a number in the unit itself, in SQL.

    The power is written behind the digits, so that none changes: 2152.8 in thousands is
    2152.8e3.
    """
    if power is None:
        return column
    whole = f"regexp_full_match(trim({power}), '[+-]?[0-9]{{1,2}}')"
    plain = f"regexp_full_match(trim({column}), '[^eE]*[0-9][^eE]*')"
    ten = f"TRY_CAST({power} AS INTEGER)"
    return (
        f"CASE WHEN {power} IN ('', '0') OR NOT {whole} THEN {column} "
        f"WHEN {plain} THEN trim({column}) || 'e' || {ten} "
        f"WHEN isfinite(TRY_CAST({column} AS DOUBLE)) "
        f"THEN (TRY_CAST({column} AS DOUBLE) * power(10, {ten}))::VARCHAR "
        f"ELSE {column} END"
    )


def _withheld(
    plan: Plan, place_of: Mapping[str, str], complaints: Complaints
) -> list[str]:
    """The complaint of a value that its source does not let go, in SQL."""
    if plan.withheld is None:
        return []
    column, reasons = plan.withheld
    cases = " ".join(
        f"WHEN {engine.text(said)} THEN {complaints.add(column, said, why)}"
        for said, why in reasons.items()
    )
    case = f"CASE cells.{place_of[column]} {cases} END"
    return [
        f"CASE WHEN n_value.value IS NOT NULL OR n_value.text IS NULL THEN {case} END"
    ]


def _odd(column: str) -> str:
    """Whether a text is no plain number, in SQL."""
    number = f"TRY_CAST({column} AS DOUBLE)"
    return (
        f"({number} IS NULL OR NOT isfinite({number}) OR abs({number}) > 1e300 "
        f"OR contains({column}, '_'))"
    )


def _numbers(
    connection: "DuckDBPyConnection",
    table: Table,
    plan: Plan,
    complaints: Complaints,
    limits: Limits,
) -> list[Reason]:
    """Read the texts that are no plain numbers into the table `numbers`."""
    columns = ["value"] + [b for b in ("lower", "upper") if getattr(plan, b)]
    texts = _texts(connection, columns, _odd, limits)
    convention = convention_of(texts)
    remarks = []
    if convention.comma == "decimals":
        # What looks like a plain number may have its points between thousands.
        texts = _texts(
            connection, columns, lambda c: f"({_odd(c)} OR contains({c}, '.'))", limits
        )
        remarks.append(reason("decimal_comma"))
    column = "" if plan.is_wide else plan.values[0]
    read: list[tuple] = []
    for text in texts:
        try:
            number = read_number(text, convention, plan.missing)
            read.append(
                (text, number.value, number.missing, number.lower, number.upper, None)
            )
        except CellRefused as refused:
            said = complaints.add(column, text, refused.reason)
            read.append((text, None, "", None, None, said))
    connection.execute(
        "CREATE TEMP TABLE numbers (text VARCHAR, value DOUBLE, missing VARCHAR, "
        "lower DOUBLE, upper DOUBLE, complaint INTEGER)"
    )
    engine.insert(connection, "numbers", list(zip(*read, strict=True)))
    wrong = [row[0] for row in read if row[5] is not None]
    if wrong and not _has_number(connection) and _many(connection, wrong):
        raise refuse("no_numbers", column=plan.values[0], found=wrong[0])
    return remarks


def _many(connection: "DuckDBPyConnection", texts: Sequence[str]) -> bool:
    """Whether those texts stand in more cells than a few slips would."""
    query = "SELECT count(*) FROM cells WHERE list_contains(?, value)"
    row = connection.execute(query, [list(texts)]).fetchone()
    return row is not None and row[0] > A_FEW


def _has_number(connection: "DuckDBPyConnection") -> bool:
    plain = f"SELECT count(*) FROM cells WHERE NOT {_odd('value')}"  # noqa: S608
    read = "SELECT count(*) FROM numbers WHERE complaint IS NULL AND missing <> 'M'"
    return engine.counted(connection, plain) + engine.counted(connection, read) > 0


def _texts(
    connection: "DuckDBPyConnection",
    columns: Sequence[str],
    is_wanted: Callable[[str], str],
    limits: Limits,
) -> list[str]:
    parts = [
        f"SELECT {column} AS text FROM cells WHERE {is_wanted(column)}"  # noqa: S608
        for column in columns
    ]
    query = f"SELECT DISTINCT text FROM ({' UNION ALL '.join(parts)})"  # noqa: S608
    texts = connection.execute(f"{query} LIMIT {limits.texts + 1}").fetchall()
    if len(texts) > limits.texts:
        raise refuse("too_varied", column=columns[0], limit=limits.texts)
    return sorted(text for (text,) in texts)


def _judge(
    connection: "DuckDBPyConnection",
    table: Table,
    plan: Plan,
    facets: Sequence[Read],
    complaints: Complaints,
) -> None:
    """Make `judged` of `cells`, the facets and the numbers."""
    place_of = {column: f"c{place}" for place, column in enumerate(table.columns)}
    place_of[PLACE] = "place"
    joins, chosen = [], []
    for number, read in enumerate(facets):
        on = " AND ".join(
            f"cells.{place_of[column]} = f{number}.t{place}"
            for place, column in enumerate(read.facet.columns)
        )
        joins.append(f"JOIN {read.table} f{number} ON {on}")
        chosen.append(f"f{number}.id AS i{number}")
    odd = {}
    for bound in ("value", "lower", "upper"):
        if bound != "value" and not getattr(plan, bound):
            odd[bound] = "NULL"
            continue
        joins.append(f"LEFT JOIN numbers n_{bound} ON cells.{bound} = n_{bound}.text")
        odd[bound] = (
            f"CASE WHEN n_{bound}.text IS NULL THEN TRY_CAST(cells.{bound} AS DOUBLE) "
            f"ELSE n_{bound}.value END"
        )
    found = [f"f{n}.complaint" for n in range(len(facets))]
    found += _withheld(plan, place_of, complaints)
    found += [
        f"n_{bound}.complaint"
        for bound in ("value", "lower", "upper")
        if odd[bound] != "NULL"
    ]
    connection.execute(
        f"CREATE TEMP TABLE judged AS SELECT cells.row AS row, place, "  # noqa: S608
        f"{odd['value']} AS value, n_value.missing AS missing, "
        f"coalesce(n_value.lower, {odd['lower']}) AS lower, "
        f"coalesce(n_value.upper, {odd['upper']}) AS upper, note, "
        f"{', '.join(chosen)}, {_key(facets)} AS key, "
        f"coalesce({', '.join(found)}) AS complaint "
        f"FROM cells {' '.join(joins)}"
    )


def _key(facets: Sequence[Read]) -> str:
    """A number that orders observations as schema.KEY does, and is theirs alone."""
    key, size = "0", 1
    for group in range(len(GROUPS)):
        for number, read in enumerate(facets):
            if group in read.ranks:
                many = read.ranks[group]
                key = f"({key} * {many} + f{number}.r{group})"
                size *= many
                break
    return key.replace("0 *", "0::HUGEINT *", 1) if size >= BIGGEST_KEY else key


def _repeated(connection: "DuckDBPyConnection") -> None:
    """Make `repeated`: keys that more than one sound observation has."""
    connection.execute(
        "CREATE TEMP TABLE repeated AS SELECT key, min(row) AS first, "
        "max(row) AS last, count(DISTINCT (value, missing, lower, upper)) > 1 AS "
        "otherwise FROM judged WHERE complaint IS NULL GROUP BY key "
        "HAVING count(*) > 1"
    )
