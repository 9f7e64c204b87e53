from pathlib import Path

import duckdb
import pytest

from tally.series import FileRefused, convert, recognise

HEADER = "ref_area,indicator,source,sex,classif1,time,obs_value,obs_status,note_source"
ROWS = [
    "KEN,UNE_DEAP_SEX_AGE_RT,BA:1,SEX_F,AGE_YTHADULT_Y15-24,2021,11.25,B,S3:8",
    "KEN,UNE_DEAP_SEX_AGE_RT,BA:1,SEX_F,AGE_YTHADULT_YGE15,2021,,U,",
    "X01,UNE_2EAP_SEX_AGE_RT,XA:8405,SEX_T,AGE_YTHADULT_YGE15,2021-Q3,6,,",
]


def tidy(path):
    return duckdb.read_parquet(str(path)).fetchall()


@pytest.fixture
def file(tmp_path):
    def written(*lines: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "file.csv"
        path.write_bytes("\n".join(lines).encode(encoding) + b"\n")
        return path

    return written


def test_each_row_becomes_an_observation_in_the_tidy_schema(file, tmp_path):
    report = convert(file(HEADER, *ROWS), tmp_path / "o.parquet")
    assert (report.layout, report.read, report.stored) == ("ilostat-csv", 3, 3)
    assert tidy(tmp_path / "o.parquet") == [
        ("UNE_2EAP_SEX_AGE_RT", "001", "world", "2021-Q3", "T", "Y_GE15",
         '{"SOURCE":"XA:8405"}', 6.0, "", "", "A", "", "modelled", None, None, "", 4),
        ("UNE_DEAP_SEX_AGE_RT", "KEN", "country", "2021", "F", "Y15T24",
         '{"SOURCE":"BA:1"}', 11.25, "", "", "B", "", "reported", None, None, "S3:8",
         2),
        ("UNE_DEAP_SEX_AGE_RT", "KEN", "country", "2021", "F", "Y_GE15",
         '{"SOURCE":"BA:1"}', None, "S", "", "U", "", "reported", None, None, "", 3),
    ]  # fmt: skip


def test_two_values_of_one_observation_are_both_refused(file, tmp_path):
    again = ROWS[0].replace("11.25", "12")
    report = convert(file(HEADER, *ROWS, again), tmp_path / "o.parquet")
    assert (report.read, report.stored, report.refused_count) == (4, 2, 2)
    assert [(r.row, r.reason.values["row"]) for r in report.refused] == [(2, 5), (5, 2)]


def test_what_is_no_number_is_refused_and_never_a_zero(file, tmp_path):
    wrong = ROWS[0].replace("11.25", "eleven")
    report = convert(file(HEADER, wrong, *ROWS[1:]), tmp_path / "o.parquet")
    assert (report.read, report.stored, report.refused_count) == (3, 2, 1)
    assert [(r.row, r.column, r.value, r.reason.code) for r in report.refused] == [
        (2, "obs_value", "eleven", "number_unreadable")
    ]


def test_another_file_is_refused_with_what_was_found_and_nothing_is_left(
    file, tmp_path
):
    with pytest.raises(FileRefused, match=r"who, age.*ILOSTAT"):
        convert(file("who,age", "Ada,36"), tmp_path / "o.parquet")
    with pytest.raises(FileRefused):
        recognise(file("who,age", "Ada,36"))
    assert [p.name for p in tmp_path.iterdir()] == ["file.csv"]
