"""The official files that come with Accord become vintages like any others."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from accord.base.actor import Actor
from accord.observatory import operations, registry
from accord.observatory.compiling import compile_figures
from accord.observatory.models import Source, Vintage

FOLDER = registry.DATA / "extracts"


@dataclass(slots=True)
class Brought:
    """What a load brought in: new vintages, and files that were there already."""

    vintages: list[Vintage] = field(default_factory=list)
    known: int = 0

    @property
    def values(self) -> int:
        return sum(each.stored for each in self.vintages)


def load(*, by: Actor, on: date) -> Brought:
    """Import the files that are not there yet, and compile the figures.

    The registry must have been loaded. A file that was imported before, whatever
    became of its vintage, is left alone; corrections come in first.
    """
    operations.decide(registry.corrections(), by=by, on=on)
    sources = {each.code: each for each in Source.objects.all()}
    known = set(Vintage.objects.values_list("sha256", flat=True))
    brought = Brought()
    for each in registry.extracts():
        path = FOLDER / each["file"]
        if _digest(path) in known:
            brought.known += 1
            continue
        source, edition = sources[each["source"]], each["edition"]
        brought.vintages.append(
            operations.import_file(path, source=source, edition=edition, by=by, on=on)
        )
    compile_figures()
    return brought


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
