"""Files that are broken, cut off, dishonest, or something else altogether."""

import gzip

import pytest

from tally.series import FileRefused, Limits, convert
from tally.series.tests.files import ILOSTAT, converted, text_of

GOOD = text_of(ILOSTAT).encode()
HEADER, FIRST, *_ = GOOD.decode().splitlines()
FILES = {
    "empty": b"",
    "no_rows": HEADER.encode(),
    "nul": GOOD.replace(b"KEN", b"K\0N"),
    "encoding_broken": GOOD.replace(b"S3:8", b"caf\xc3\xa9 \xff"),
    "packed_broken": gzip.compress(GOOD * 50)[:-9],
    "packed_twice": gzip.compress(gzip.compress(GOOD)),
    "packed_too_much": gzip.compress(GOOD + b"0" * 100_000_000),
    "archive": b"PK\x03\x04" + GOOD,
    "not_text": b"<!DOCTYPE html><title>404</title>",
    "line_too_long": GOOD + b"x" * 3_000_000,
    "quote_open": GOOD + b'KEN,"UNE\n' + GOOD,
    "header_repeats": GOOD.replace(b"note_source", b"time", 1),
    "too_many_columns": b",".join(b"c%d" % n for n in range(30_000)) + b"\n1,2\n",
    "not_recognised": b"who,age\nAda,36\n",
    "labels_only": b"ref_area.label,time,obs_value\nKenya,2021,4\n",
    "code_list": b"sex,name\nfemale,FEMALE\n",
    "metadata": b'"Country Code","Region","IncomeGroup"\n"KEN","Africa","Low income"\n',
    "no_numbers": b"Entity,Year,Group\n" + b"Kenya,2001,Low income\n" * 30,
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_is_refused_with_its_reason_and_leaves_nothing(code, tmp_path):
    (tmp_path / "file.csv").write_bytes(FILES[code])
    with pytest.raises(FileRefused) as refused:
        convert(tmp_path / "file.csv", tmp_path / "o.parquet")
    assert refused.value.code == code
    assert "{" not in str(refused.value).replace("{found}", "")
    assert [path.name for path in tmp_path.iterdir()] == ["file.csv"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    (tmp_path / "file.gz").write_bytes(gzip.compress(b"1" * 30_000_000))
    with pytest.raises(FileRefused) as refused:
        convert(
            tmp_path / "file.gz", tmp_path / "o", limits=Limits(unpacked=10_000_000)
        )
    assert refused.value.code == "too_large"


def values(*texts: str) -> str:
    rows = [
        ["KEN", "X_DTA_NB", "BA:1", "SEX_T", "", str(1950 + n), text, "", ""]
        for n, text in enumerate(texts)
    ]
    return text_of([ILOSTAT[0], *rows])


def test_what_is_missing_keeps_its_kind_and_is_never_zero(tmp_path):
    kinds = {"": "M", "NaN": "M", "..": "M", ":": "M", "-": "M", "n/a": "N", "c": "C",
             "x": "X", "<0.1": "B", ">95": "B"}  # fmt: skip
    report, rows = converted(tmp_path, values(*kinds), "value", "missing")
    assert [missing for _, missing in rows] == list(kinds.values())
    assert {value for value, _ in rows} == {None}
    assert report.refused_count == 0


def test_numbers_as_people_write_them(tmp_path):
    read = {"1e3": 1000, "-5.5": -5.5, "+4": 4, "1 000": 1000, ".5": 0.5, "−3": -3,
            "1,234,567.5": 1234567.5, "1,234": 1234}  # fmt: skip
    _, rows = converted(tmp_path, values(*read), "value")
    assert [value for (value,) in rows] == list(read.values())


def test_decimal_commas_are_told_from_the_whole_file(tmp_path):
    rows = [line.split(",") for line in values("11;25", "7", "1.234;5").splitlines()]
    text = text_of(rows, delimiter=";").replace('"', "").replace("11;25", "11,25")
    text = text.replace("1.234;5", "1.234,5")
    report, rows = converted(tmp_path, text, "value")
    assert [value for (value,) in rows] == [11.25, 7.0, 1234.5]
    assert [note.code for note in report.notes] == ["decimal_comma"]


def test_each_refused_row_names_line_column_value_and_reason(tmp_path):
    wrong = ["Infinity", "0x10", "1_000", "12%", "1.2.3", "1E400"]
    report, _ = converted(tmp_path, values("7.5", "1,234", *wrong))
    assert [(r.row, r.column, r.value, r.reason.code) for r in report.refused] == [
        (3, "obs_value", "1,234", "number_two_ways"),
        (4, "obs_value", "Infinity", "number_infinite"),
        (5, "obs_value", "0x10", "number_unreadable"),
        (6, "obs_value", "1_000", "number_unreadable"),
        (7, "obs_value", "12%", "number_unreadable"),
        (8, "obs_value", "1.2.3", "number_unreadable"),
        (9, "obs_value", "1E400", "number_large"),
    ]


def test_rows_are_counted_past_blank_lines_and_lines_inside_quotes(tmp_path):
    text = "\n".join(
        [HEADER, FIRST.replace("S3:8", '"two\nlines"'), "", "KEN,short", FIRST + ",x",
         FIRST.replace("2021", "1066"), FIRST.replace("2021", "2021-W05"),
         FIRST.replace("KEN", ""), FIRST.replace("KEN", "=cmd()")]
    )  # fmt: skip
    report, rows = converted(tmp_path, text, "row", "source_note")
    assert rows == [(2, "two lines")]
    assert [(r.row, r.reason.code) for r in report.refused] == [
        (5, "row_shorter"),
        (6, "row_longer"),
        (7, "time_outside"),
        (8, "time_unreadable"),
        (9, "area_missing"),
        (10, "area_impossible"),
    ]


def test_one_observation_twice_is_refused_once_or_when_values_differ_twice(tmp_path):
    lines = [HEADER, FIRST, FIRST]
    report, rows = converted(tmp_path, "\n".join(lines), "row")
    assert (rows, [(r.row, r.reason.code) for r in report.refused]) == (
        [(2,)],
        [(3, "repeated")],
    )
    lines[2] = FIRST.replace("11.25", "12")
    report, rows = converted(tmp_path, "\n".join(lines), "row")
    assert (rows, [(r.row, r.reason.values["row"]) for r in report.refused]) == (
        [],
        [(2, 3), (3, 2)],
    )


def test_a_row_given_twice_in_a_wide_file_repeats_cell_by_cell(tmp_path):
    report, rows = converted(
        tmp_path,
        "iso3,country,hdi_2020,hdi_2021\nKEN,Kenya,0.5,0.6\nKEN,Kenya,0.5,0.7\n",
        "time", "value",
    )  # fmt: skip
    assert rows == [("2020", 0.5)]
    assert [(r.row, r.column, r.value, r.reason.code) for r in report.refused] == [
        (2, "hdi_2021", "0.6", "repeated_otherwise"),
        (3, "hdi_2020", "0.5", "repeated"),
        (3, "hdi_2021", "0.7", "repeated_otherwise"),
    ]


def test_an_unknown_area_is_kept_as_it_is_and_told(tmp_path):
    report, rows = converted(
        tmp_path, GOOD.replace(b"X01", b"ZZZ"), "area", "area_kind"
    )
    assert ("ZZZ", "other") in rows
    [note] = report.notes
    assert (note.code, note.values["count"], note.values["found"]) == (
        "areas_kept",
        1,
        "ZZZ",
    )
