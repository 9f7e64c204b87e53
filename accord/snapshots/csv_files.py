"""Tables as CSV: RFC 4180, UTF-8, raw. Nothing guards a spreadsheet from a formula."""

import csv
import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from accord.snapshots.files import File
from accord.snapshots.rows import Row
from accord.snapshots.schema import Table

_LINE_END = "\r\n"


class _Counted:
    """A file that knows its size and digest as soon as it is written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._digest = hashlib.sha256()
        self.name = path.name
        self.size = 0
        self.rows = 0
        self.longest = 0

    def write(self, text: str) -> None:
        self.write_bytes(text.encode())

    def write_bytes(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)
        self.longest = max(self.longest, len(data))

    def close(self) -> None:
        self._file.close()

    def written(self) -> File:
        digest = self._digest.hexdigest()
        return File(self.name, self.size, digest, self.rows, self.longest)


def write(
    folder: Path, tables: Iterable[Table], rows: Iterable[tuple[str, Row]]
) -> list[File]:
    """Write every table into the folder, while the rows arrive in any order."""
    with ExitStack() as open_files:
        files: dict[str, _Counted] = {}
        writers: dict[str, Any] = {}
        for table in tables:
            counted = _Counted(folder / f"{table.name}.csv")
            open_files.callback(counted.close)
            files[table.name] = counted
            writers[table.name] = csv.writer(counted, lineterminator=_LINE_END)
            writers[table.name].writerow(table.names)
        for name, row in rows:
            writers[name].writerow([_printed(value) for value in row])
            files[name].rows += 1
    return [each.written() for each in files.values()]


def _printed(value: Any) -> Any:
    """Print true and false as every reader knows them; nothing is an empty field."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return value
