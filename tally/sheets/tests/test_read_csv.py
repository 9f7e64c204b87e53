"""Right, or refused with where and why: CSV in the shapes people have it in."""

import io
from itertools import product

import pytest

from tally.sheets import FileRefused, Limits, Sheet, read

ROWS = (("Titre", "Région", "Note"), ("Écoles, été", "São Tomé", 'dit « "oui" »\nfin'))
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
)


def reading(content: bytes | str, **limits: int) -> Sheet:
    data = content.encode() if isinstance(content, str) else content
    return read(io.BytesIO(data), "list.csv", limits=Limits(**limits))


def refusal(content: bytes | str, **limits: int) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        reading(content, **limits)
    return refused.value


def quoted(rows, separator, end="\r\n"):
    def cell(text):
        return '"' + text.replace('"', '""') + '"'

    return "".join(separator.join(map(cell, row)) + end for row in rows)


@pytest.mark.parametrize(
    ("encoding", "separator", "end"),
    [*product(ENCODINGS, ",;\t|", ("\r\n", "\n"))],
)
def test_each_encoding_and_separator_gives_the_same_table(encoding, separator, end):
    sheet = reading(quoted(ROWS, separator, end).encode(encoding))

    assert sheet.header == ROWS[0]
    assert [row.cells for row in sheet.rows] == [ROWS[1]]
    assert sheet.separator == separator


def test_old_macintosh_line_ends_are_read():
    assert [row.cells for row in reading("a,b\r1,2\r3,4\r").rows] == [
        ("1", "2"),
        ("3", "4"),
    ]


def test_a_row_has_the_number_that_the_spreadsheet_shows():
    sheet = reading('a;b\r\n"one\r\ntwo";1\r\n\r\n;\r\nlast;2\r\n')

    assert [row.number for row in sheet.rows] == [2, 5]
    assert sheet.rows[0].cells == ("one\r\ntwo", "1")


def test_the_separator_that_excel_names_is_no_row():
    sheet = reading("sep=|\r\na|b,c\r\n1|2\r\n")

    assert sheet.header == ("a", "b,c")
    assert sheet.rows[0] == (2, ("1", "2"))


def test_a_title_above_the_header_is_passed_over():
    sheet = reading("Pledges 2026\n\nname;country;year\na;FRA;2026\n")

    assert sheet.header == ("name", "country", "year")
    assert sheet.header_row == 3
    assert sheet.rows[0].number == 4


def test_commas_in_numbers_do_not_divide_a_list_with_semicolons():
    sheet = reading("name;budget\na;1,5\nb;2,5\n")

    assert sheet.header == ("name", "budget")
    assert sheet.rows[1].cells == ("b", "2,5")


def test_short_rows_are_filled_and_long_rows_are_told():
    sheet = reading("a,b,c\n1\n1,2,3,4\n")

    assert sheet.header == ("a", "b", "c", "")
    assert sheet.rows[0].cells == ("1", None, None, None)
    remark = sheet.remarks[0]
    assert remark.row == 3
    assert "4 cells where the header names 3 columns" in str(remark.reason)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "choose the file"),
        (b" \r\n\r\n", "empty", "choose the file"),
        (b",,,\r\n,,\r\n", "empty", "choose the file"),
        ('a,b\n1,"2\n3,4\n', "quote_open", "row 2, column B"),
        ('a,b\n1,2\n3,"x"y\n', "quote_stray", "row 3, column B"),
        (b"a,b\n1,2\n3\x00,4\n", "nul", "Row 3, column A"),
        (b"a,b\n1," + b"x" * 1_000_000 + b"\n", "cell_too_long", "row 2, column B"),
        (b'a,b\n1,"' + b"x" * 1_000_000 + b'"\n', "cell_too_long", "row 2, column B"),
        (b"a," * 10_000 + b"\n", "too_many_columns", "more than 500"),
        (b"a,b\n1,2\n" + b"1,2\n" * 20_000, "too_many_rows", "more than 20000"),
        ("имя;страна\nпривет;мир\n".encode("cp1251"), "encoding_doubtful", "CSV UTF-8"),
        ("région;été\n1;2\n".encode("cp850"), "encoding_doubtful", "row 1"),
        ("région;été\n1;2\n".encode("mac-roman"), "encoding_doubtful", "row 1"),
        ("اسم;بلد\nعمل;مصر\n".encode("cp1256"), "encoding_doubtful", "row 1"),
        ("名前;国\n労働;日本\n".encode("shift-jis"), "encoding_", "CSV UTF-8"),
        ("名字;国\n劳动;中国\n".encode("gb18030"), "encoding_", "CSV UTF-8"),
        ("płaca;żółw\nłącze;1\n".encode("iso-8859-2"), "encoding_", "CSV UTF-8"),
        ("é;è;à;ù\n".encode() + b"ok;\xe9\n", "encoding_broken", "Row 2"),
        ("a;b\né;1\n".encode("utf-16")[:-1], "encoding_broken", "UTF-16"),
        (b"%PDF-1.7\n", "not_a_table", "PDF"),
        (b"\x1f\x8b\x08", "not_a_table", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table", "PNG"),
        (b"<html><table>", "not_a_table", "HTML"),
        (b'[{"a": 1}]', "not_a_table", "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel", ".xls"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "file",
)
def test_a_file_that_cannot_be_read_is_refused_with_place_and_remedy(
    content, code, words
):
    refused = refusal(content)

    assert refused.code.startswith(code)
    assert words in str(refused)
    assert str(refused).count("\n") == 0


def test_a_file_beyond_the_limit_is_not_read_to_its_end():
    source = io.BytesIO(b"a,b\n" * 400_000)

    with pytest.raises(FileRefused) as refused:
        read(source, "big.csv", limits=Limits(megabytes=1))

    assert refused.value.code == "too_large"
    assert source.tell() <= 1_000_001


def test_twenty_thousand_rows_are_read():
    assert len(reading(b"a,b\n" + b"1,2\n" * 20_000).rows) == 20_000


def test_the_limits_are_those_asked_for():
    assert refusal("a\n1\n2\n3\n", rows=2).code == "too_many_rows"
    assert refusal("a,b,c\n1,2,3\n", columns=2).code == "too_many_columns"
    assert refusal("a\nlong\n", cell=3).code == "cell_too_long"
