"""Read an IATI activity file, one activity at a time."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from lxml import etree

from tally.iati.activity import ActivityReader
from tally.iati.elements import LANG
from tally.iati.model import Activity, Notice, Refusal, Where
from tally.iati.reasons import reason, refuse
from tally.iati.stream import Step, walk

ROOT = "iati-activities"
RECORD = "iati-activity"
VERSIONS = ("2.01", "2.02", "2.03")
MOST_ACTIVITIES = 200_000
MOST_NOTICES = 100


class Reading:
    """A file being read: iterate once for its activities and refusals, in its order.

    The iteration raises FileRefused if the file turns out to be broken or cut off; all
    that came before is then to be dropped. `notices` holds remarks on the file itself
    and is complete when the iteration is.
    """

    def __init__(self, source: BinaryIO, *, on: date | None) -> None:
        self.notices: list[Notice] = []
        self._on = on
        self._steps = walk(source)
        _, root = next(self._steps)
        self._language = root.get(LANG)
        self.version = _version(root)
        self._records = self._read()

    def __iter__(self) -> Iterator[Activity | Refusal]:
        return self._records

    def _read(self) -> Iterator[Activity | Refusal]:
        reader: ActivityReader | None = None
        lines: dict[str, int] = {}
        count = 0
        for step, element in self._steps:
            if step is Step.ENTERED:
                reader = self._open(element)
            elif reader is None:
                continue
            elif step is Step.PART:
                reader.take(element)
            elif step is Step.LEFT:
                count += 1
                if count > MOST_ACTIVITIES:
                    raise refuse("too_many_activities", limit=MOST_ACTIVITIES)
                yield _first_of_its_name(reader.finish(), lines)
        if not count:
            self._note(1, ROOT, "no_activities")

    def _open(self, element: etree._Element) -> ActivityReader | None:
        if element.tag == RECORD:
            return ActivityReader(element, file_language=self._language, on=self._on)
        if not str(element.tag).startswith("{"):
            found = str(element.tag)
            self._note(element.sourceline or 0, found, "element_unknown", found=found)
        return None

    def _note(self, line: int, element: str, code: str, **values: object) -> None:
        if len(self.notices) < MOST_NOTICES:
            where = Where(line=line, identifier=None, element=element)
            self.notices.append(Notice(where, reason(code, **values)))


def read(source: BinaryIO, *, on: date | None = None) -> Reading:
    """Open an IATI activity file of version 2.01, 2.02 or 2.03.

    `on` is the day by which “lies in the future” is judged; without it nothing is.
    Raises FileRefused, here or while the result is iterated, if the file as a whole
    cannot be read; never another exception for any bytes.
    """
    return Reading(source, on=on)


def _version(root: etree._Element) -> str:
    line = root.sourceline or 1
    if root.tag == "iati-organisations":
        raise refuse("organisation_file", line=line)
    if root.tag != ROOT:
        raise refuse("root_wrong", line=line, found=root.tag)
    version = (root.get("version") or "").strip()
    if not version:
        raise refuse("version_missing", line=line)
    if version in VERSIONS:
        return version
    is_old = version == "1" or version.startswith("1.")
    raise refuse(
        "version_old" if is_old else "version_unknown", line=line, version=version
    )


def _first_of_its_name(
    record: Activity | Refusal, lines: dict[str, int]
) -> Activity | Refusal:
    """The record, or its refusal if an earlier activity has the same identifier."""
    if isinstance(record, Refusal):
        return record
    identifier = record.iati_identifier
    if identifier in lines:
        where = Where(record.line, identifier, "iati-identifier")
        return Refusal(where, reason("identifier_twice", first=lines[identifier]))
    lines[identifier] = record.line
    return record
