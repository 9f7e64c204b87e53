"""Small files to read: the ones in `files/`, and the smallest valid activity."""

import io
from datetime import date
from pathlib import Path

from tally.iati import Activity, Notice, Reading, Refusal, read

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 6, 1)

SMALLEST = """\
<iati-activity xml:lang="en" default-currency="EUR">
<iati-identifier>XX-1-A</iati-identifier>
<reporting-org ref="XX-1" type="22"><narrative>One</narrative></reporting-org>
<title><narrative>A title</narrative></title>
<description><narrative>A text.</narrative></description>
<participating-org ref="XX-1" role="4"/>
<activity-status code="2"/>
<activity-date type="1" iso-date="2026-01-01"/>
<recipient-country code="SN"/>
<sector code="16020"/>
</iati-activity>
"""


def file_of(*activities: str, attributes: str = 'version="2.03"') -> bytes:
    text = "\n".join(activities)
    return f"<iati-activities {attributes}>\n{text}\n</iati-activities>\n".encode()


def changed(old: str, new: str) -> str:
    """The smallest activity with one passage changed."""
    assert SMALLEST.count(old) == 1
    return SMALLEST.replace(old, new)


def sample(name: str) -> bytes:
    return (FILES / name).read_bytes()


def opened(content: bytes) -> Reading:
    return read(io.BytesIO(content), on=TODAY)


def records(content: bytes) -> list[Activity | Refusal]:
    return list(opened(content))


def activity(content: bytes) -> Activity:
    """The first activity, which must have been read."""
    first = records(content)[0]
    assert isinstance(first, Activity), str(first)
    return first


def remarks(content: bytes) -> list[Notice | Refusal]:
    """Everything the reader has to say about a file."""
    reading = opened(content)
    found: list[Notice | Refusal] = []
    for record in reading:
        found += [record] if isinstance(record, Refusal) else record.notices
    return [*found, *reading.notices]


def codes(content: bytes) -> set[tuple[str, str]]:
    return {(r.where.element, r.reason.code) for r in remarks(content)}
