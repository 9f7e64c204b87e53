"""No text starts a formula, and every text comes back as it was."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.sheets import csv_lines, guard, read, unguarded

hostile = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n ＝＋－＠\ufeff0.;,\"|"),
        st.characters(codec="utf-8"),
    ),
    max_size=30,
)
SIGNS = "=+-@\t\r＝＋－＠"


@given(hostile)
def test_taking_the_guard_away_gives_the_text_back(text):
    assert unguarded(guard(text)) == text


@given(hostile)
def test_a_guarded_text_starts_no_formula(text):
    kept = guard(text).lstrip(" ")
    is_number = kept.lstrip("-").replace(".", "", 1).isdecimal()

    assert is_number or not kept.startswith(tuple(SIGNS))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("-12.50", "-12.50"),
        ("-12.50+1", "'-12.50+1"),
        ("+33 1 44", "'+33 1 44"),
        ("l’eau", "l’eau"),
        ("'tis", "'tis"),
        ("", ""),
    ],
)
def test_only_what_would_run_is_guarded(text, written):
    assert guard(text) == written


@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=5))
def test_what_is_written_is_read_back(rows):
    written = b"".join(csv_lines(["a", "b"], rows, guarded=True)).decode("utf-8-sig")

    back = list(csv.reader(io.StringIO(written, newline="")))[1:]

    assert [tuple(map(unguarded, row)) for row in back] == rows


def test_numbers_and_days_are_written_as_such():
    row = [Decimal("-1.50"), date(2026, 1, 31), True, None, "=a"]

    people = b"".join(csv_lines(list("abcde"), [row], guarded=True))
    programs = b"".join(csv_lines(list("abcde"), [row], guarded=False))

    assert people == b"\xef\xbb\xbfa,b,c,d,e\r\n-1.50,2026-01-31,true,,'=a\r\n"
    assert programs == b"a,b,c,d,e\r\n-1.50,2026-01-31,true,,=a\r\n"
    assert read(io.BytesIO(people)).rows[0].cells[4] == "'=a"
