"""Observations on their way into one table of text, which the engine of series reads.

A message names its components where it likes: on the data set, a group, a series, an
observation. Here each observation becomes one line with a column for every component
the message has used so far. When a new one turns up, the lines before it are closed off
and get empty cells at their end once all are known. Lines stand in the order of the
observations, so that the number of a line is that of its observation.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from tally.sdmx.reading.concepts import UNITS
from tally.sdmx.reading.reasons import refuse
from tally.series.layout import Table

# A character that XML forbids: no value of a message holds it.
SEPARATOR = "\x1f"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
MOST_COLUMNS = 200
# Observations that are kept until they are written together.
MOST_WAITING = 20_000

Values = Sequence[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """How the values of one observation become a line within its series.

    They fill neighbouring columns, and what comes before and after is the same for the
    series; or `filled` makes the line of them.
    """

    before: str
    after: str
    filled: Callable[..., str] | None


@dataclass(slots=True)
class Known:
    """What a message says itself about its components, as far as its kind does."""

    dimensions: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


class Rows:
    """The lines of a message, written in pieces into the folder `work`."""

    def __init__(self, work: Path, always: Sequence[str] = ()) -> None:
        """`always` are columns that the table has though no observation names them."""
        self.known = Known()
        self.count = 0
        # How many of them the message takes back.
        self.deleted = 0
        # What waits to be written, and how many observations do not.
        self._blocks: list[tuple[Frame, list[Values]]] = []
        self._written = 0
        self._work = work
        self._always = always
        self._columns: dict[str, int] = {}
        self._context: Mapping[str, str] = {}
        self._pieces: list[tuple[Path, int]] = []
        self._out: IO[str] | None = None
        # Columns of units, and the texts that whole series say in them.
        self._units: dict[str, set[str]] = {}
        self._units_of_observations: set[str] = set()
        # Columns around those of observations, by the names of series and observation.
        self._around: dict[
            tuple[tuple[str, ...], tuple[str | None, ...]],
            tuple[Sequence[str], Sequence[str]] | Literal[False],
        ] = {}

    def begin(self, context: Mapping[str, str]) -> None:
        """Begin a series: what holds for all its observations."""
        self._context = context

    def frame(self, names: Sequence[str | None]) -> Frame:
        """How observations that say `names`, in that order, become lines.

        A name is None where the value says nothing. Holds until the next series.
        """
        context = self._context
        shape = (tuple(context), tuple(names))
        around = self._around.get(shape)
        if around is None:
            self._learn([*context, *(name for name in names if name is not None)])
            self._units_of_observations.update(self._units.keys() & set(names))
            around = self._around[shape] = self._neighbours(names)
        for name, texts in self._units.items():
            texts.add(context.get(name, ""))
        if around is False:
            return self._filled(names)
        said = context.get
        before = SEPARATOR.join([said(name, "") for name in around[0]])
        after = SEPARATOR.join([said(name, "") for name in around[1]])
        return Frame(before, after, None)

    def _neighbours(
        self, names: Sequence[str | None]
    ) -> tuple[Sequence[str], Sequence[str]] | Literal[False]:
        """The columns before and after those of an observation that are neighbours.

        An empty name stands for the separator between them and the observation.
        """
        places = [-1 if name is None else self._columns[name] for name in names]
        if not places or places != list(range(places[0], places[0] + len(places))):
            return False
        columns = list(self._columns)
        before = columns[: places[0]]
        after = columns[places[-1] + 1 :]
        return [*before, ""] if before else (), ["", *after] if after else ()

    def _filled(self, names: Sequence[str | None]) -> Frame:
        base = [""] * len(self._columns)
        for name, value in self._context.items():
            base[self._columns[name]] = value
        if not _is_plain(SEPARATOR.join(base), 0):
            base = [_cell(value) for value in base]
        cells = [value.replace("{", "{{").replace("}", "}}") for value in base]
        for number, said in enumerate(names):
            if said is not None:
                cells[self._columns[said]] = f"{{{number}}}"
        return Frame("", "", (SEPARATOR.join(cells) + "\n").format)

    def add(self, frame: Frame, observations: Iterable[Values]) -> None:
        """Add observations that have the same frame."""
        found = list(observations)
        if not found:
            return
        self.count += len(found)
        self._blocks.append((frame, found))
        if self.count - self._written > MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write the lines so far."""
        if not self._blocks:
            return
        text = "".join([_written(frame, found) for frame, found in self._blocks])
        if not _is_plain(text, self.count - self._written):
            text = "".join([_cleaned(frame, found) for frame, found in self._blocks])
        if self._out is None:
            path = self._work / f"rows-{len(self._pieces)}"
            self._pieces.append((path, len(self._columns)))
            self._out = path.open("w", encoding="utf-8", newline="")
        self._out.write(text)
        self._blocks.clear()
        self._written = self.count

    def table(self) -> Table:
        """Close the lines and give them as one table."""
        self._learn(self._always)
        self.flush()
        self._close()
        path = self._pieces[0][0] if self._pieces else self._work / "rows-0"
        if not self._pieces:
            path.touch()
        if any(width < len(self._columns) for _, width in self._pieces):
            path = self._work / "rows"
            with path.open("w", encoding="utf-8", newline="") as out:
                for piece, width in self._pieces:
                    _pad(piece, out, len(self._columns) - width)
                    piece.unlink()
        return Table(path, tuple(self._columns), SEPARATOR, skipped=0, is_made=True)

    def varies(self, unit: str) -> bool:
        """Whether observations may differ in this column of units."""
        return unit in self._units_of_observations or len(self._units.get(unit, ())) > 1

    def _learn(self, names: Sequence[str] | Mapping[str, str]) -> None:
        new = [name for name in names if name not in self._columns]
        if not new:
            return
        self.flush()
        self._close()
        self._around.clear()
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


def _written(frame: Frame, observations: Sequence[Values]) -> str:
    if frame.filled is not None:
        return "".join(frame.filled(*values) for values in observations)
    between = f"{frame.after}\n{frame.before}"
    joined = between.join(map(SEPARATOR.join, observations))
    return f"{frame.before}{joined}{frame.after}\n"


def _cleaned(frame: Frame, observations: Sequence[Values]) -> str:
    """The same with every value on one line and quoted where it needs it."""
    frame = Frame(_cells(frame.before), _cells(frame.after), frame.filled)
    return _written(frame, [list(map(_cell, values)) for values in observations])


def _cells(text: str) -> str:
    return SEPARATOR.join(map(_cell, text.split(SEPARATOR)))


def _is_plain(text: str, lines: int) -> bool:
    """Whether no value holds an end of line or a mark that means something here."""
    return (
        text.count("\n") == lines
        and '"' not in text
        and "\r" not in text
        and "\x01" not in text
    )


def on_one_line(text: str) -> str:
    """The text without ends of lines, control characters and halves of characters."""
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def _cell(value: str) -> str:
    """The value on one line, in quotation marks where it holds some."""
    value = on_one_line(value)
    return '"' + value.replace('"', '""') + '"' if '"' in value else value


def _pad(piece: Path, out: IO[str], missing: int) -> None:
    with piece.open(encoding="utf-8", newline="") as file:
        if not missing:
            shutil.copyfileobj(file, out)
            return
        end = SEPARATOR * missing + "\n"
        while text := file.read(1 << 20):
            out.write(text.replace("\n", end))
