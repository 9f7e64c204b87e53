"""Which layout a file has. Its content decides, never its name alone."""

import re
import tempfile
from importlib import import_module
from pathlib import Path

from tally.series.head import Head, found_in, head_of, sample_of
from tally.series.layout import Layout, Sample
from tally.series.model import Limits
from tally.series.opening import Opened, opened
from tally.series.reasons import refuse

# Modules with a tuple LAYOUTS, the stricter ones first; imported when a file comes.
MODULES = (
    "tally.sdmx.reading.layouts",
    "tally.series.layouts.ilostat",
    "tally.series.layouts.unsdg",
    "tally.series.layouts.worldbank",
    "tally.series.layouts.pip",
    "tally.series.layouts.undp",
    "tally.series.layouts.oecd",
    "tally.series.layouts.owid",
)

PAGE = re.compile(r"\s*<(!doctype html|html)\b", re.IGNORECASE)
# Columns of lists of codes, and what a column with periods is called.
NAMES = {"name", "label", "description", "concept"}
TIME = re.compile(r"year|time|period|date|\d{4}")


def layouts() -> tuple[Layout, ...]:
    """All layouts, in the order in which they are asked."""
    return tuple(
        layout for module in MODULES for layout in import_module(module).LAYOUTS
    )


def recognise(path: Path, *, name: str | None = None) -> Layout:
    """The layout of the file; `FileRefused` says what was found and is accepted."""
    with tempfile.TemporaryDirectory(prefix="series-") as folder:
        file = opened(path, Path(folder), Limits())
        return layout_of(*examined(file, Limits(), name or path.name))


def examined(file: Opened, limits: Limits, name: str) -> tuple[Sample, Head | None]:
    """The beginning of the file and its header, if it is a table."""
    head = None if file.is_markup else head_of(file, limits)
    return sample_of(file, head, name), head


def layout_of(sample: Sample, head: Head | None) -> Layout:
    if PAGE.match(sample.text):
        raise refuse("not_text", format="HTML")
    known = layouts()
    for layout in known:
        if layout.recognises(sample):
            return layout
    names = {column.casefold() for column in sample.columns}
    if {"ref_area.label", "time", "obs_value"} <= names:
        raise refuse("labels_only", found=found_in(sample))
    if names & NAMES and not any(TIME.search(name) for name in names):
        raise refuse("code_list", found=found_in(sample))
    raise refuse(
        "not_recognised",
        found=found_in(sample),
        accepted="; ".join(layout.title for layout in known),
    )
