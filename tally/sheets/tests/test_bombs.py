"""Files made to hurt are refused soon, cheaply and in words (standards H1 and H2)."""

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tally.sheets import FileRefused, read
from tally.sheets.tests import workbooks
from tally.sheets.tests.workbooks import TWO_ROWS, by_hand, changed, row, sheet_xml

MOST_SECONDS, MOST_MEGABYTES = 0.5, 50
SHEET = "xl/worksheets/sheet1.xml"
HERE = Path(__file__).parent
WIDE_CELLS = "".join(
    f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 9)
)


def many_entries(count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("xl/workbook.xml", workbooks.BOOK)
        for number in range(count):
            packed.writestr(f"xl/media/{number}.png", b"")
    return target.getvalue()


def twice() -> bytes:
    target = io.BytesIO(by_hand())
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(target, "a") as packed,
    ):
        packed.writestr(SHEET, TWO_ROWS)
    return target.getvalue()


def linked() -> bytes:
    target = io.BytesIO(by_hand())
    with zipfile.ZipFile(target, "a") as packed:
        link = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return target.getvalue()


def with_entity() -> bytes:
    lol = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return by_hand(TWO_ROWS.replace("?><worksheet", f"?>{lol}<worksheet"))


def elsewhere(target: str) -> bytes:
    """A workbook whose sheet lies where no sheet belongs."""
    sheet = sheet_xml(row(1, "a") + far("XFD1048576"))
    relations = workbooks.RELATIONS.replace("worksheets/sheet1.xml", target)
    return by_hand(**{f"xl/{target}": sheet, "xl/_rels/workbook.xml.rels": relations})


def repeated(value: str = "<v>0</v>") -> bytes:
    """A workbook whose 5,000 cells name one long text."""
    cells = (
        f'<row r="{n}"><c r="A{n}" t="s">{value}</c></row>' for n in range(1, 5001)
    )
    letters = random.Random(1).choices("abcdefgh ijklmn", k=30_000)  # noqa: S311
    strings = f"<sst><si><t>{''.join(letters)}</t></si></sst>"
    named = '<Relationship Id="rId2" Type="{}" Target="sharedStrings.xml"/>'.format(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        "sharedStrings"
    )
    end = "</Relationships>"
    return by_hand(
        sheet_xml("".join(cells)),
        **{
            "xl/sharedStrings.xml": strings,
            "xl/_rels/workbook.xml.rels": workbooks.RELATIONS.replace(
                end, f"{named}{end}"
            ),
        },
    )


def one_part() -> bytes:
    """A workbook whose many sheets all lie in one part."""
    sheets = "".join(
        f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 3000)
    )
    book = workbooks.BOOK.replace("</sheets>", f"{sheets}</sheets>")
    rows = "".join(f'<row r="{n}"/>' for n in range(1, 3000))
    return by_hand(sheet_xml(rows), **{"xl/workbook.xml": book})


BOMBS = {
    "large": (
        lambda: by_hand(TWO_ROWS.encode() + workbooks.zeros(80)),
        "archive_large",
    ),
    "packed too well": (
        lambda: by_hand(TWO_ROWS.encode() + workbooks.zeros(30)),
        "archive_ratio",
    ),
    "large strings": (
        lambda: by_hand(**{"xl/sharedStrings.xml": workbooks.zeros(60)}),
        "archive_large",
    ),
    "lying": (lambda: workbooks.lying(45), "archive_broken"),
    "201 entries": (lambda: many_entries(200), "archive_entries"),
    "100,000 entries": (lambda: many_entries(100_000), "archive_entries"),
    "overlapping": (lambda: changed(by_hand(), SHEET, "offset", 0), "archive_broken"),
    "same name": (twice, "archive_broken"),
    "traversal": (lambda: by_hand(**{"../../x.xml": "x"}), "archive_broken"),
    "absolute": (lambda: by_hand(**{"/etc/x.xml": "x"}), "archive_broken"),
    "link": (linked, "archive_broken"),
    "encrypted": (lambda: changed(by_hand(), SHEET, "flags", 1), "encrypted"),
    "method unknown": (
        lambda: changed(by_hand(), SHEET, "method", 97),
        "archive_broken",
    ),
    "checksum": (lambda: changed(by_hand(), SHEET, "crc", 1), "archive_broken"),
    "cut off": (lambda: by_hand()[:-30], "archive_broken"),
    "cut in two": (lambda: by_hand()[:300], "archive_broken"),
    "macros": (lambda: by_hand(**{"xl/vbaProject.bin": "x"}), "macros"),
    "macros by type": (
        lambda: by_hand(
            **{"[Content_Types].xml": workbooks.TYPES + "<!-- macroEnabled -->"}
        ),
        "macros",
    ),
    "old macro sheets": (lambda: by_hand(**{"xl/macrosheets/s.xml": "x"}), "macros"),
    "binary workbook": (lambda: by_hand(**{"xl/workbook.bin": "x"}), "binary_excel"),
    "nested": (lambda: zipped({"a.xlsx": by_hand()}), "archive_other"),
    "open document": (
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "open_document",
    ),
    "numbers": (lambda: zipped({"Index/Document.iwa": b"x"}), "apple_numbers"),
    "word": (lambda: zipped({"word/document.xml": b"<x/>"}), "archive_other"),
    "empty archive": (lambda: zipped({}), "archive_other"),
    "entities": (with_entity, "xml_declarations"),
    "other encoding": (lambda: by_hand(TWO_ROWS.encode("utf-16")), "xml_declarations"),
    "far cell": (
        lambda: by_hand(sheet_xml(row(1, "a") + far("XFD1048576"))),
        "sheet_spread",
    ),
    "far row": (
        lambda: by_hand(sheet_xml(row(1, "a") + far("A900000"))),
        "sheet_spread",
    ),
    "wide and long": (
        lambda: by_hand(sheet_xml(row(1, "a") + far("BXZ9999"))),
        "sheet_spread",
    ),
    "place in disguise": (
        lambda: by_hand(sheet_xml(row(1, "a") + far("&#88;FD1048576"))),
        "archive_broken",
    ),
    "place in another place": (
        lambda: by_hand(
            sheet_xml(far("XFD1048576").replace(" r=", """ x=" r='A1'" r="""))
        ),
        "sheet_spread",
    ),
    "place in small letters": (
        lambda: by_hand(sheet_xml(row(1, "a") + far("xfd1048576"))),
        "archive_broken",
    ),
    "name with a strange prefix": (
        lambda: by_hand(
            sheet_xml(row(1, "a") + far("XFD1048576").replace("<c", "<é:c"))
        ),
        "sheet_spread",
    ),
    "sheet in another folder": (
        lambda: elsewhere("_rels/sheet1.xml"),
        "sheet_spread",
    ),
    "sheet among relations": (
        lambda: elsewhere("worksheets/_rels/sheet1.xml.rels"),
        "sheet_spread",
    ),
    "one text in all cells": (repeated, "archive_large"),
    "one text in all cells, in disguise": (
        lambda: repeated("<v></v><v>0</v>"),
        "archive_large",
    ),
    "one part in all sheets": (one_part, "archive_broken"),
    "not well formed": (
        lambda: by_hand("<worksheet><sheetData><row>"),
        "archive_broken",
    ),
    "no sheet": (lambda: by_hand(sheet_xml("")), "no_table"),
    "old excel": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9000,
        "old_excel",
    ),
    "password": (
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
        ),
        "encrypted",
    ),
    "quoted for ever": (lambda: b'a,b\n"' + b"x," * 4_000_000, "cell_too_long"),
    "10,000 columns": (lambda: b"a," * 10_000 + b"\n1\n", "too_many_columns"),
}


def far(place: str) -> str:
    number = "".join(filter(str.isdigit, place.rpartition(";")[2])) or "1048576"
    return f'<row r="{number}"><c r="{place}"><v>1</v></c></row>'


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_it_is_refused_with_one_sentence(name):
    make, code = BOMBS[name]

    with pytest.raises(FileRefused) as refused:
        read(io.BytesIO(make()), "bomb.xlsx")

    assert refused.value.code == code, str(refused.value)
    assert ";" in str(refused.value)


def test_all_are_refused_soon_and_cheaply(tmp_path):
    for number, (make, _code) in enumerate(BOMBS.values()):
        (tmp_path / f"{number:02d}.xlsx").write_bytes(make())
    paths = sorted(tmp_path.iterdir())

    told = subprocess.run(
        [sys.executable, "-m", "tally.sheets.tests.measure", *map(str, paths)],
        cwd=HERE.parents[2],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout.decode()

    measured = [json.loads(line) for line in told.splitlines()]
    assert len(measured) == len(BOMBS)
    names = list(BOMBS)
    for place, (_path, words, seconds, megabytes) in enumerate(measured):
        assert words == BOMBS[names[place]][1]
        assert seconds <= MOST_SECONDS, (names[place], seconds)
        assert megabytes <= MOST_MEGABYTES, (names[place], megabytes)


def test_cells_that_show_an_error_and_are_empty_cost_no_more_than_others(tmp_path):
    cells = "".join(f'<c t="e" s="{n * 7919 % 10_000}"/>' for n in range(100_000))
    path = tmp_path / "errors.xlsx"
    path.write_bytes(by_hand(sheet_xml(row(1, "a") + f"<row>{cells}</row>")))

    told = subprocess.run(
        [sys.executable, "-m", "tally.sheets.tests.measure", path],
        cwd=HERE.parents[2],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()

    _path, words, seconds, _megabytes = json.loads(told)
    assert words == "0 rows"
    assert seconds <= 4 * MOST_SECONDS


def test_no_more_is_inflated_than_the_list_of_entries_says():
    sheet = read(io.BytesIO(workbooks.lying_well(45)))

    assert sheet.rows == [(2, ("Union", "2026"))]


def test_a_sound_workbook_is_read():
    sheet = read(io.BytesIO(by_hand()))

    assert sheet.header == ("name", "year")
    assert sheet.rows == [(2, ("Union", "2026"))]
    assert read(io.BytesIO(by_hand(**{"xl/media/photo.png": b"x" * 100}))).rows
