"""Workbooks for tests: sound ones by XlsxWriter, and others by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import xlsxwriter

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument'
    '/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
CELL = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
DEFLATED = zipfile.ZIP_DEFLATED


def sheet_xml(rows: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.'
        f'openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>'
        "</worksheet>"
    )


def row(number: int, *texts: str) -> str:
    cells = "".join(
        CELL.format(place=f"{chr(65 + place)}{number}", text=text)
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


TWO_ROWS = sheet_xml(row(1, "name", "year") + row(2, "Union", "2026"))


def by_hand(sheet: str | bytes = TWO_ROWS, **others: str | bytes) -> bytes:
    """Pack a workbook; `others` are further parts, or other texts of the usual ones."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
        **others,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def by_writer(fill: Callable[..., None], **options: object) -> bytes:
    """Make a workbook with XlsxWriter; `fill` is given the book and its first sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Table"))
    book.close()
    return target.getvalue()


def changed(content: bytes, name: str, field: str, value: int) -> bytes:
    """Change a field of an entry in the archive's list, without the entry itself."""
    places = {"flags": (8, "<H"), "method": (10, "<H"), "crc": (16, "<L")}
    places |= {"packed": (20, "<L"), "size": (24, "<L"), "offset": (42, "<L")}
    offset, form = places[field]
    start = content.index(b"PK\x01\x02")
    while True:
        size = struct.unpack_from("<HHH", content, start + 28)
        if content[start + 46 : start + 46 + size[0]] == name.encode():
            break
        start += 46 + sum(size)
    data = bytearray(content)
    struct.pack_into(form, data, start + offset, value)
    return bytes(data)


def zeros(megabytes: int) -> bytes:
    """A part of spaces, packed a thousand times: what a bomb is made of."""
    return b" " * (megabytes * 1_000_000)


def lying(megabytes: int) -> bytes:
    """A workbook whose sheet is far larger than the list of entries says."""
    content = by_hand(TWO_ROWS.encode() + zeros(megabytes))
    return changed(content, "xl/worksheets/sheet1.xml", "size", len(TWO_ROWS))


def lying_well(megabytes: int) -> bytes:
    """The same with the checksum of as much as is said to be there."""
    said = zlib.crc32(TWO_ROWS.encode())
    return changed(lying(megabytes), "xl/worksheets/sheet1.xml", "crc", said)
