"""What people have on their sheets is read as they mean it."""

import io
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally.sheets import (
    Book,
    CellRefused,
    Choices,
    FileRefused,
    Limits,
    Page,
    Sheet,
    read,
    write_xlsx,
)
from tally.sheets.tests.workbooks import (
    BOOK,
    RELATIONS,
    TWO_ROWS,
    by_hand,
    by_writer,
    row,
    sheet_xml,
)
from tally.sheets.values import parse_date, text_of

PAYLOADS = [
    sign + rest
    for sign in ("=", "+", "-", "@", "\t=", "\r=", " =", "＝")
    for rest in (
        "1+1",
        "cmd|' /C calc'!A0",
        'HYPERLINK("http://x.example","y")',
        "SUM(A1:A9)*1",
        'WEBSERVICE("http://x.example")',
    )
]
printable = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
hostile = st.one_of(
    printable,
    st.sampled_from(PAYLOADS),
    st.text(st.sampled_from("=+-@'_x0041\x00\x01\r\n\t http:/"), min_size=1),
)


def written(rows, **options) -> bytes:
    target = io.BytesIO()
    width = max(map(len, rows), default=1)
    header = [f"c{number}" for number in range(width)]
    write_xlsx(target, Book("Table", header, **options), rows)
    return target.getvalue()


def reading(content: bytes, **limits: int) -> Sheet:
    return read(io.BytesIO(content), "any name at all", limits=Limits(**limits))


def filled(fill, **options) -> Sheet:
    return reading(by_writer(fill, **options))


@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_was(rows):
    assert [each.cells for each in reading(written(rows)).rows] == rows


def test_another_program_reads_text_as_text():
    content = written([[each] for each in PAYLOADS])

    cells = list(openpyxl.load_workbook(io.BytesIO(content))["Table"].iter_rows())[1:]

    assert len(cells) == len(PAYLOADS) == 40
    assert {cell.data_type for (cell,) in cells} == {"s"}
    assert not any(cell.hyperlink for (cell,) in cells)
    # openpyxl leaves the carriage return as Excel escapes it.
    assert [cell.value.replace("_x000D_", "\r") for (cell,) in cells] == PAYLOADS


def test_numbers_days_and_truth_keep_their_kind():
    row = (Decimal("-12.50"), date(2026, 1, 31), True, None, "last")

    content = written([row])

    assert reading(content).rows[0].cells == row
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Table"]
    assert [cell.value for cell in sheet[2]] == [
        -12.5,
        datetime(2026, 1, 31),  # noqa: DTZ001
        True,
        None,
        "last",
    ]


def test_what_excel_would_spoil_is_written_as_text():
    rows = [(Decimal("12345678901234567.89"), date(1899, 5, 1))]

    assert reading(written(rows)).rows[0].cells == (
        "12345678901234567.89",
        "1899-05-01",
    )


def test_what_no_text_has_is_replaced_as_is_usual():
    assert reading(written([["a\ufffeb\uffff"]])).rows[0].cells == ("a\ufffdb\ufffd",)


def test_a_text_too_long_for_excel_is_cut_and_says_so():
    text = "é😀" * 20_000

    (row,) = reading(written([[text]], too_long="… ({count} characters)")).rows

    assert len(row.cells[0].encode("utf-16-le")) // 2 <= 32_767
    assert row.cells[0].endswith("… (40000 characters)")
    assert text.startswith(row.cells[0].partition(" …")[0])


def test_our_own_workbook_is_recognised_by_its_hidden_row():
    content = written(
        [["A-1", "Paris"]],
        keys=["reference", "title"],
        mark="accord:actions:1",
        pages=[
            Page("Read me", [["Title"], ["Shape", "accord:actions:1"]], [("v", 1, 1)]),
            Page("Lists", [["Kind"], ["one"], ["two"]], is_table=True),
        ],
        choices={1: Choices("Lists", 0, 2)},
        hints={1: ("Title", "Write it")},
        needed=frozenset({1}),
    )

    sheet = reading(content)
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert sheet.keys == ("reference", "title")
    assert sheet.header == ("c0", "c1")
    assert sheet.what == "accord:actions:1"
    assert sheet.rows == [(3, ("A-1", "Paris"))]
    assert book["Table"].row_dimensions[1].hidden
    assert book["Table"].freeze_panes == "B3"
    (rule,) = book["Table"].data_validations.dataValidation
    assert rule.formula1.lstrip("=") == "'Lists'!$A$2:$A$3"
    assert book.defined_names["v"].attr_text == "'Read me'!$B$2"


def test_our_sheet_is_found_wherever_it_was_moved_to():
    def fill(book, first):
        first.write_string(0, 0, "Notes of mine")
        ours = book.add_worksheet("Ours")
        for place, text in enumerate(["reference", "accord:partners:1"]):
            ours.write_string(0, place, text)
        ours.write_string(1, 0, "Référence")
        ours.write_string(2, 0, "PAR-1")

    sheet = filled(fill)

    assert sheet.what == "accord:partners:1"
    assert sheet.rows == [(3, ("PAR-1",))]


def test_the_first_visible_sheet_that_says_something_is_read():
    def fill(book, first):
        hidden = book.add_worksheet("Hidden")
        hidden.write_string(0, 0, "secret")
        hidden.hide()
        shown = book.add_worksheet("Shown")
        shown.write_string(0, 0, "name")
        shown.write_string(1, 0, "Union")

    assert filled(fill).header == ("name",)


def test_rows_and_columns_before_the_table_count():
    def fill(book, first):
        first.write_string(4, 2, "name")
        first.write_string(4, 3, "year")
        first.write_string(6, 2, "Union")
        first.write_number(6, 3, 2026)

    sheet = filled(fill)

    assert sheet.header == ("", "", "name", "year")
    assert sheet.rows == [(7, (None, None, "Union", Decimal(2026)))]


def test_days_are_days_in_both_calendars_of_excel():
    def fill(book, first):
        look = book.add_format({"num_format": "dd/mm/yyyy"})
        first.write_string(0, 0, "day")
        first.write_datetime(1, 0, date(2026, 4, 3), look)

    assert filled(fill).rows[0].cells == (date(2026, 4, 3),)
    assert filled(fill, date_1904=True).rows[0].cells == (date(2026, 4, 3),)


_NOON = datetime(2026, 1, 31, 12, 30)  # noqa: DTZ001  (Excel knows no zones)


def test_times_are_text_and_percentages_their_number():
    def fill(book, first):
        clock = book.add_format({"num_format": "hh:mm"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        share = book.add_format({"num_format": "0%"})
        first.write_row(0, 0, ["time", "moment", "share", "code"])
        first.write_datetime(1, 0, time(9, 30), clock)
        first.write_datetime(1, 1, _NOON, moment)
        first.write_number(1, 2, 0.5, share)
        first.write_string(1, 3, "007")

    (row,) = filled(fill).rows

    assert row.cells == ("09:30", "2026-01-31 12:30", Decimal("0.5"), "007")
    with pytest.raises(CellRefused):
        parse_date(row.cells[1])


def test_a_formula_is_what_it_last_showed_and_an_error_its_name():
    def fill(book, first):
        first.write_row(0, 0, ["sum", "text", "bad", "none"])
        first.write_formula(1, 0, "=1+1", None, 2)
        first.write_formula(1, 1, '="a"&"b"', None, "ab")
        first.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        first.write_formula(1, 3, "=A9", None, "")

    (row,) = filled(fill).rows

    assert row.cells[:3] == (Decimal(2), "ab", "#DIV/0!")
    with pytest.raises(CellRefused, match="repair its formula"):
        text_of(row.cells[2])


def test_a_merged_cell_speaks_in_its_first_cell():
    def fill(book, first):
        first.write_row(0, 0, ["a", "b", "c"])
        first.merge_range(1, 0, 1, 1, "both")
        first.write_string(1, 2, "c")

    assert filled(fill).rows[0].cells == ("both", None, "c")


def test_a_cell_beyond_the_header_is_told():
    def fill(book, first):
        first.write_row(0, 0, ["a", "b"])
        first.write_row(1, 0, ["1", "2"])
        first.write_string(2, 4, "a note")

    sheet = filled(fill)

    assert sheet.header == ("a", "b", "", "", "")
    assert sheet.remarks[0].row == 3
    assert "column E" in str(sheet.remarks[0].reason)


def test_empty_cells_that_only_have_a_look_are_nothing():
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'

    sheet = reading(by_hand(sheet_xml(row(1, "a") + row(2, "b") + far)))

    assert sheet.rows == [(2, ("b",))]


def test_other_ways_to_write_xml_are_read():
    prefixed = (
        TWO_ROWS.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
        .replace("</worksheet>", "</x:worksheet>")
        .replace('"', "'")
    )
    for name in ("sheetData", "row", "c", "is", "t"):
        for start in (f"<{name}>", f"<{name} ", f"</{name}>"):
            prefixed = prefixed.replace(start, start.replace(name, f"x:{name}"))

    assert reading(by_hand(prefixed)).rows == [(2, ("Union", "2026"))]


def test_a_part_may_have_another_name_and_backslashes():
    book = BOOK.replace('name="One"', 'name="A &amp; B"')
    content = by_hand(**{"xl/workbook.xml": book})
    moved = by_hand(
        **{
            "xl/_rels/workbook.xml.rels": RELATIONS.replace("sheet1", "table"),
            "xl/worksheets/table.xml": TWO_ROWS,
        }
    )

    assert reading(content).rows
    assert reading(moved).rows


def test_too_much_is_refused_with_its_limit():
    rows = [[str(number)] for number in range(30)]

    with pytest.raises(FileRefused, match="more than 20 rows"):
        reading(written(rows), rows=20)
    with pytest.raises(FileRefused, match="Row 1 has more than 2 columns"):
        reading(written([["1", "2", "3"]]), columns=2)
    with pytest.raises(FileRefused, match="row 2, column A"):
        reading(written([["long"]]), cell=3)


@given(st.data())
def test_any_damage_gives_a_table_or_a_sentence(data):
    content = bytearray(_SOUND)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    try:
        sheet = reading(bytes(content))
    except FileRefused as refused:
        assert "{" not in str(refused)  # noqa: PT017
    else:
        assert isinstance(sheet, Sheet)


_SOUND = written([["one", Decimal(2), date(2026, 1, 31)], ["two", None, True]])


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_sentence(content):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"):
        try:
            sheet = reading(start + content)
        except FileRefused as refused:
            assert "\n" not in str(refused)  # noqa: PT017
        else:
            assert isinstance(sheet, Sheet)
