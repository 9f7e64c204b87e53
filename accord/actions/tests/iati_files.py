"""IATI files to import: our own small one, changed ones, and those published."""

import io
from pathlib import Path

import pytest

from accord.partners.models import Identifier, Partner

HERE = Path(__file__).parent
WORKSHOPS = (HERE / "files" / "workshops-2.03.xml").read_bytes()
CONTRACTS, ROADS = "SN-REG-7-CONTRATS", "SN-REG-7-ROADS"
PUBLISHED = HERE.parents[3] / "shared" / "data" / "iati" / "published"

# Each broken in its own way, with a word of the sentence that says so.
BROKEN = {
    "truncated": (WORKSHOPS[: len(WORKSHOPS) // 2], "stops on line"),
    "cut off at the very end": (WORKSHOPS[:-10], "stops on line"),
    "with a DTD": (
        WORKSHOPS.replace(
            b"<iati-activities ",
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///dev/null">]>\n<iati-activities ',
        ),
        "DOCTYPE",
    ),
    "of version 1.05": (WORKSHOPS.replace(b'"2.03"', b'"1.05"'), "1.05"),
    "with another root": (
        WORKSHOPS.replace(b"iati-activities", b"activities"),
        "iati-activities",
    ),
    "of organizations": (b'<iati-organisations version="2.03"/>', "organisation file"),
    "empty": (b"", "empty"),
    "no XML": (b"Dear colleagues,", "not XML"),
}


def opened(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def changed(old: str, new: str, content: bytes = WORKSHOPS) -> bytes:
    """Return the file with one passage changed."""
    assert content.count(old.encode()) == 1
    return content.replace(old.encode(), new.encode())


def many(count: int) -> bytes:
    """Return a file of that many activities."""
    one = WORKSHOPS.partition(b"  <iati-activity")[2].partition(b"</iati-activity>")[0]
    activities = b"".join(
        b"<iati-activity"
        + one.replace(CONTRACTS.encode(), f"{CONTRACTS}-{number}".encode())
        + b"</iati-activity>\n"
        for number in range(count)
    )
    return b'<iati-activities version="2.03">\n' + activities + b"</iati-activities>\n"


def published(name: str) -> Path:
    path = PUBLISHED / f"{name}.xml"
    if not path.exists():
        pytest.skip(f"the published file {name}.xml is not beside this repository")
    return path


def number(partner: Partner, value: str) -> Identifier:
    return Identifier.objects.create(
        partner=partner, scheme=Identifier.Scheme.ORG_ID, value=value
    )
