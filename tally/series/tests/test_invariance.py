"""However a source writes a table down, the same observations come of it."""

import csv
import hashlib

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from tally.series import Limits, convert
from tally.series.tests.files import ILOSTAT, converted, text_of, tidy

EXPECTED = [
    ("UNE_2EAP_SEX_AGE_RT", "001", "world", "2021", "T", "Y_GE15",
     '{"SOURCE":"XA:8405"}', 6.0, "", "", "A", "", "modelled", None, None, "", 4),
    ("UNE_DEAP_SEX_AGE_RT", "KEN", "country", "2021", "F", "Y15T24",
     '{"SOURCE":"BA:1"}', 11.25, "", "", "B", "", "reported", None, None, "S3:8", 2),
    ("UNE_DEAP_SEX_AGE_RT", "KEN", "country", "2021", "F", "Y_GE15",
     '{"SOURCE":"BA:1"}', None, "S", "", "U", "", "reported", None, None, "", 3),
]  # fmt: skip


@settings(max_examples=settings.default.max_examples // 2)
@given(
    order=st.permutations(range(len(ILOSTAT[0]))),
    written=st.fixed_dictionaries(
        {
            "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
            "delimiter": st.sampled_from([",", ";", "\t", "|"]),
            "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
        }
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    is_upper=st.booleans(),
    more=st.sampled_from([[], ["classif2"], ["note_classif", ""], ["sex.label"]]),
)
def test_order_marks_quotes_and_encodings_change_nothing(
    tmp_path_factory, order, written, encoding, is_upper, more
):
    rows = [[row[place] for place in order] for row in ILOSTAT]
    if is_upper:
        rows[0] = [name.upper() for name in rows[0]]
    rows = [rows[0] + more, *([*row, *[""] * len(more)] for row in rows[1:])]
    text = text_of(rows, **written)
    report, tidy = converted(tmp_path_factory.mktemp("files"), text.encode(encoding))
    assert tidy == EXPECTED
    assert report.refused_count == 0


@settings(max_examples=settings.default.max_examples // 3)
@given(
    gone=st.sets(st.sampled_from(["source", "sex", "classif1", "obs_status"])),
)
def test_columns_that_do_not_apply_may_be_absent(tmp_path_factory, gone):
    kept = [place for place, name in enumerate(ILOSTAT[0]) if name not in gone]
    # One observation, as two might be the same without what tells them apart.
    rows = [[row[place] for place in kept] for row in ILOSTAT[:2]]
    _, [row] = converted(tmp_path_factory.mktemp("files"), text_of(rows))
    expected = list(EXPECTED[1])
    absent = {
        "source": (6, "{}"),
        "sex": (4, "T"),
        "classif1": (5, "_T"),
        "obs_status": (10, "A"),
    }
    for name in gone:
        place, value = absent[name]
        expected[place] = value
    assert list(row) == expected


def test_the_same_file_gives_the_same_bytes_whatever_the_threads(tmp_path):
    """Three row groups: order and rows hold beyond what one thread reads at once."""
    file = tmp_path / "file.csv"
    duckdb.sql(
        "SELECT ['KEN','TZA','UGA','RWA'][1 + (hash(i) % 4)::INT] AS ref_area, "
        "'X_DTA_NB' AS indicator, 'BA:' || (i // 16) AS source, 'SEX_T' AS sex, "
        "1990 + i % 16 AS time, i / 8 AS obs_value FROM range(300_000) r(i)"
    ).write_csv(str(file))
    marks = set()
    for threads in (1, 2, 3):
        parquet = tmp_path / "o.parquet"
        report = convert(file, parquet, limits=Limits(threads=threads))
        assert report.stored == 300_000
        marks.add(hashlib.sha256(parquet.read_bytes()).hexdigest())
    assert len(marks) == 1
    # Row n of the file, the header being the first, holds (n - 2) / 8.
    rows = tidy(parquet, "row", "value", "area", "dimensions", "time")
    assert all(value == (row - 2) / 8 for row, value, *_ in rows)
    assert rows == sorted(rows, key=lambda row: row[2:])
