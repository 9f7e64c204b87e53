"""Observations on their way into one table of text, which the engine of series reads.

A message names its components where it likes: on the data set, a group, a series, an
observation. Here each observation becomes one line with a column for every component
the message has used so far. When a new one turns up, the lines before it are closed off
and get empty cells at their end once all are known. The first column is the number of
the observation in the message.
"""

import csv
import io
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tally.sdmx.reading.concepts import UNITS
from tally.sdmx.reading.reasons import refuse
from tally.series.layout import Table

# A character that XML forbids: no value of a message holds it.
SEPARATOR = "\x1f"
NUMBER = "\x00number"
MOST_COLUMNS = 200

Values = Sequence[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """How the values of one observation become a line within its series.

    `order`, where it is there, brings them to the places of all columns; else they fill
    neighbouring columns, and what comes before and after is the same for the series.
    """

    before: str
    after: str
    order: Callable[[Values], Values] | None


@dataclass(slots=True)
class Known:
    """What a message says itself about its components, as far as its kind does."""

    dimensions: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


class Rows:
    """The lines of a message, written in pieces into the folder `work`."""

    def __init__(self, work: Path) -> None:
        self.known = Known()
        self.count = 0
        # How many of them the message takes back.
        self.deleted = 0
        self.lines: list[str] = []
        self._work = work
        self._columns: dict[str, int] = {}
        self._context: Mapping[str, str] = {}
        self._pieces: list[tuple[Path, int]] = []
        self._out: IO[str] | None = None
        # Columns of units, and the texts that whole series say in them.
        self._units: dict[str, set[str]] = {}
        self._units_of_observations: set[str] = set()

    def begin(self, context: Mapping[str, str]) -> None:
        """Begin a series: what holds for all its observations."""
        self._context = context
        self._learn(context)
        for name, texts in self._units.items():
            texts.add(context.get(name, ""))

    def frame(self, names: Sequence[str | None]) -> Frame:
        """How observations that say `names`, in that order, become lines.

        A name is None where the value says nothing. Holds until the next series.
        """
        self._learn([name for name in names if name is not None])
        self._units_of_observations.update(self._units.keys() & set(names))
        width = len(self._columns)
        base = [""] * width
        for name, value in self._context.items():
            base[self._columns[name]] = value
        places = [-1 if name is None else self._columns[name] for name in names]
        first = places[0] if places else 0
        last = first + len(places)
        if places == list(range(first, last)):
            before = "".join(SEPARATOR + value for value in base[:first])
            after = "".join(SEPARATOR + value for value in base[last:])
            return Frame(before + SEPARATOR * bool(places), after, None)

        def order(values: Values) -> Values:
            row = base.copy()
            for place, value in zip(places, values, strict=True):
                if place >= 0:
                    row[place] = value
            return row

        return Frame(SEPARATOR, "", order)

    def add(self, frame: Frame, values: Values) -> None:
        """Add one observation."""
        if frame.order is not None:
            values = frame.order(values)
        self.count += 1
        joined = SEPARATOR.join(values)
        self.lines.append(f"{self.count}{frame.before}{joined}{frame.after}")

    def flush(self) -> None:
        """Write the lines so far."""
        if not self.lines:
            return
        text = "\n".join(self.lines) + "\n"
        if not _is_plain(text, len(self.lines)):
            text = "".join(map(_quoted, self.lines))
        if self._out is None:
            path = self._work / f"rows-{len(self._pieces)}"
            self._pieces.append((path, len(self._columns)))
            self._out = path.open("w", encoding="utf-8", newline="")
        self._out.write(text)
        self.lines.clear()

    def table(self) -> Table:
        """Close the lines and give them as one table."""
        self.flush()
        self._close()
        columns = (NUMBER, *self._columns)
        path = self._pieces[0][0] if self._pieces else self._work / "rows-0"
        if not self._pieces:
            path.touch()
        if len(self._pieces) > 1:
            path = self._work / "rows"
            with path.open("w", encoding="utf-8", newline="") as out:
                for piece, width in self._pieces:
                    _pad(piece, out, len(self._columns) - width)
                    piece.unlink()
        return Table(path, columns, delimiter=SEPARATOR, skipped=0, numbered=0)

    def varies(self, unit: str) -> bool:
        """Whether observations may differ in this column of units."""
        return unit in self._units_of_observations or len(self._units.get(unit, ())) > 1

    def _learn(self, names: Sequence[str] | Mapping[str, str]) -> None:
        new = [name for name in names if name not in self._columns]
        if not new:
            return
        self.flush()
        self._close()
        for name in new:
            self._columns[name] = len(self._columns)
            if name.upper() in UNITS:
                # The series before it said none.
                self._units[name] = {""} if self.count else set()
        if len(self._columns) > MOST_COLUMNS:
            raise refuse("too_many_components", limit=MOST_COLUMNS)

    def _close(self) -> None:
        if self._out is not None:
            self._out.close()
            self._out = None


def _is_plain(text: str, lines: int) -> bool:
    """Whether no value holds an end of line or a mark the table gives a meaning to."""
    return (
        text.count("\n") == lines
        and '"' not in text
        and "\r" not in text
        and "\x01" not in text
    )


def _quoted(line: str) -> str:
    """The line with its values on one line each and quoted where it needs it."""
    out = io.StringIO()
    cells = [" ".join(c.split("\x01")) for c in line.split(SEPARATOR)]
    cells = [" ".join(c.splitlines()) if not c.isprintable() else c for c in cells]
    csv.writer(out, delimiter=SEPARATOR, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _pad(piece: Path, out: IO[str], missing: int) -> None:
    with piece.open(encoding="utf-8", newline="") as file:
        if not missing:
            shutil.copyfileobj(file, out)
            return
        end = SEPARATOR * missing + "\n"
        while text := file.read(1 << 20):
            out.write(text.replace("\n", end))
