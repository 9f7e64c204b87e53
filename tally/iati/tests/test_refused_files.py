"""A file that cannot be read is refused whole, with one sentence, at once."""

import bz2
import gzip
import io
import lzma
import time
import zipfile
from pathlib import Path

import pytest

from tally.iati import FileRefused
from tally.iati.tests.samples import SMALLEST, changed, file_of, records, sample

GOOD = sample("two-activities-2.03.xml")
ROOT = '<iati-activities version="2.03"/>'
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(1, 10))
MANY_ATTRIBUTES = "<a " + " ".join(f"b{n}=''" for n in range(90_000)) + "/>"
HOSTILE = {
    "laughs": f'<!DOCTYPE x [<!ENTITY l1 "ha">{LAUGHS}]><x>&l10;</x>',
    "laughs in an attribute": f'<!DOCTYPE x [<!ENTITY l1 "ha">{LAUGHS}]><x y="&l10;"/>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 50_000}</x>',
    "local file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
    "network": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'
    "<x/>",
    "bare": f"<!DOCTYPE iati-activities>{ROOT}",
    "after a comment": f"<!-- <ok> --><?pi x?>\n<!DOCTYPE iati-activities>{ROOT}",
    "lower case": f"<!doctype html>{ROOT}",
    "entity without doctype": f'<!ENTITY a "b">{ROOT}',
}


def refusal(content: bytes) -> FileRefused:
    began = time.process_time()
    with pytest.raises(FileRefused) as caught:
        records(content)
    assert time.process_time() - began < 1
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 260
    return caught.value


@pytest.mark.parametrize("attack", HOSTILE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_doctype_is_refused_in_any_encoding(attack: str, encoding: str) -> None:
    refused = refusal(HOSTILE[attack].encode(encoding))

    assert refused.code == "doctype"
    assert refused.line == (2 if attack == "after a comment" else 1)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_doctype_is_seen_without_a_byte_order_mark(encoding: str) -> None:
    assert refusal(HOSTILE["bare"].encode(encoding)).code == "doctype"


def test_an_encoding_that_could_hide_a_doctype_is_not_read() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4APA-x/+AD4-'
    ebcdic = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE x><x/>'.encode("cp037")

    assert refusal(hidden).code == "encoding_unknown"
    assert refusal(ebcdic).code in ("encoding_broken", "not_xml")


def test_every_shorter_piece_of_a_sound_file_is_refused() -> None:
    end = GOOD.rindex(b">")

    for length in (*range(0, end, 97), end):
        assert refusal(GOOD[:length]).code in ("empty", "truncated", "encoding_broken")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"id,title\n1,A\n", "not_xml"),
        (b'{"iati": []}', "not_xml"),
        (b"<!-- only a comment -->", "truncated"),
        (b"\x89PNG\r\n", "encoding_broken"),
        # The time of packing would name the test differently in each process.
        (gzip.compress(GOOD, mtime=0), "packed"),
        (bz2.compress(GOOD), "packed"),
        (lzma.compress(GOOD), "packed"),
        (b"<html><body/></html>", "root_wrong"),
        (b"<iati-activity/>", "root_wrong"),
        (b'<iati-activities xmlns="urn:x" version="2.03"/>', "root_wrong"),
        (b'<iati-organisations version="2.03"/>', "organisation_file"),
        (b"<iati-activities/>", "version_missing"),
        (b'<iati-activities version=" "/>', "version_missing"),
        (b'<iati-activities version="1.05"/>', "version_old"),
        (b'<iati-activities version="1.0"/>', "version_old"),
        (b'<iati-activities version="2.04"/>', "version_unknown"),
        (b'<iati-activities version="2.3"/>', "version_unknown"),
        (file_of("<a></b>"), "malformed"),
        (file_of("<a>&nbsp;</a>"), "malformed"),
        (file_of("<a b='&nbsp;'/>"), "malformed"),
        (file_of("<p:a/>"), "malformed"),
        (file_of("<a>\x00</a>"), "malformed"),
        (file_of() + b"<more/>", "malformed"),
        (file_of() + b"<!DOCTYPE x>", "malformed"),
        (file_of().replace(b"\n", b"\xe9\n"), "encoding_broken"),
        (file_of("<a>" * 10_000), "too_deep"),
        (file_of(f"<a b='{'x' * 12_000_000}'/>"), "element_too_large"),
        (file_of(f"<iati-activity><a>{'x' * 3_000_000}"), "element_too_large"),
        (file_of("<!--" + "x" * 3_000_000), "element_too_large"),
        (file_of(MANY_ATTRIBUTES), "too_many_attributes"),
        (b"<!--" + b"x" * 3_000_000, "element_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:30]),
)
def test_each_kind_of_wrong_file_has_its_sentence(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_an_undeclared_entity_cannot_begin_a_second_document() -> None:
    # lxml with resolve_entities off forgives the entity and starts anew.
    first = file_of().replace(b"\n", b"&x;" + b" " * 70_000, 1)

    assert refusal(first + file_of(SMALLEST)).code == "malformed"


def test_a_zip_file_is_named() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", GOOD)

    assert str(refusal(packed.getvalue())) == (
        "The file is packed as zip; unpack it first and choose the XML file in it."
    )


def test_the_line_of_a_fault_is_named() -> None:
    refused = refusal(file_of(SMALLEST, "<a>\n</b>"))

    assert refused.line == 15
    assert "line 15" in str(refused)


def test_the_fault_at_the_end_is_found_although_activities_came_before() -> None:
    assert refusal(file_of(SMALLEST)[:-8]).code == "truncated"


def test_xinclude_and_schema_locations_are_inert(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<narrative>SECRET</narrative>")
    included = changed(
        "<narrative>A text.</narrative>",
        f'<narrative>A text.</narrative><xi:include href="{secret.as_uri()}" '
        'parse="xml" xmlns:xi="http://www.w3.org/2001/XInclude"/>',
    )
    located = (
        'version="2.03" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:noNamespaceSchemaLocation="{secret.as_uri()}"'
    )

    (record,) = records(file_of(included, attributes=located))

    assert "SECRET" not in repr(record)
    assert "A text." in repr(record)
