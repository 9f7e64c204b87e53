"""Whatever people write, CSV and Parquet hold it letter by letter."""

import csv
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.snapshots import csv_files, parquet
from accord.snapshots.schema import Column, Table
from accord.snapshots.tests.conftest import HOSTILE

TABLE = Table(
    "hostile",
    "Hostile",
    (
        Column("word", "string", "word"),
        Column("other", "string", "other"),
        Column("count", "integer", "count"),
        Column("amount", "number", "amount", digits=2),
        Column("day", "date", "day"),
        Column("moment", "datetime", "moment"),
        Column("truth", "boolean", "truth"),
    ),
    ("word",),
)
# PostgreSQL keeps no null character, and no half of a surrogate pair.
WORDS = st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40
) | st.sampled_from(
    ["", '"', '""', "\r", "\n", "\r\n", ",", "'", "\\", '\\"', '",', '"\r\n"', HOSTILE]
)
ROWS = st.lists(
    st.tuples(
        WORDS,
        st.none() | WORDS,
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none()
        | st.decimals("-9999999999999999", "9999999999999999", places=2).map(str),
        st.none() | st.dates().map(date.isoformat),
        st.none()
        | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001
            lambda moment: f"{moment.isoformat()}Z"
        ),
        st.none() | st.booleans(),
    ),
    max_size=80,
)
# Each example starts a program; it holds many rows instead.
EXAMPLES = settings.default.max_examples // 5


@settings(max_examples=EXAMPLES)
@given(rows=ROWS)
def test_both_formats_hold_every_value(rows):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        [file] = csv_files.write(folder, [TABLE], (("hostile", row) for row in rows))
        parquet.write(folder, [TABLE], longest=file.longest)
        with (folder / "hostile.csv").open(newline="", encoding="utf-8") as opened:
            _head, *printed = csv.reader(opened)
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            read = connection.execute(
                "SELECT * FROM read_parquet(?)", [f"{folder}/hostile.parquet"]
            ).fetchall()

    assert file.rows == len(rows)
    assert [row[:2] for row in printed] == [
        [word, other or ""] for word, other, *_rest in rows
    ]
    assert [typed(row) for row in rows] == [
        (*row[:5], row[5] and row[5].astimezone(UTC), row[6]) for row in read
    ]


def typed(row):
    word, other, count, amount, day, moment, truth = row
    return (
        word or None,
        other or None,
        count,
        None if amount is None else Decimal(amount),
        None if day is None else date.fromisoformat(day),
        None if moment is None else datetime.fromisoformat(moment),
        truth,
    )


def test_a_value_that_no_type_holds_is_refused(tmp_path):
    row = ("word", None, "many", None, None, None, None)
    csv_files.write(tmp_path, [TABLE], [("hostile", row)])

    with pytest.raises(OSError, match="many"):
        parquet.write(tmp_path, [TABLE], longest=100)


@pytest.mark.parametrize("length", [10, 5_000_000, 20_000_000])
def test_a_row_may_be_as_long_as_it_likes(tmp_path, length):
    row = ("word", "é" * length, 1, None, None, None, None)
    [file] = csv_files.write(tmp_path, [TABLE], [("hostile", row)] * 2)

    parquet.write(tmp_path, [TABLE], longest=file.longest)

    with duckdb.connect() as connection:
        found = connection.read_parquet(f"{tmp_path}/hostile.parquet")
        assert found.aggregate("max(length(other)), count(*)").fetchall() == [
            (length, 2)
        ]
