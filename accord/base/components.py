"""What the larger components are given: plain values, made by views and panels.

The fragments of `templates/base/components/` print them; the components page shows
each with sample content.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from accord.base.exchange.citing import Citation

Text = str | Promise
Sorting = Literal["", "ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a facet. `count` is how many records ticking it would show."""

    value: str
    label: Text
    count: int | None = None
    checked: bool = False
    constituency: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question of the filter panel; `name` is its key in the query string."""

    name: str
    label: Text
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in force, with the address of the same list without it."""

    label: Text
    url: str


def applied_filters(query: QueryDict, facets: Sequence[Facet]) -> list[Applied]:
    """Return one removable filter for the words searched and per ticked box."""
    words = query.get("q", "")
    searched = [Applied(words, _without(query, "q", words))] if words.strip() else []
    return searched + [
        Applied(choice.label, _without(query, facet.name, choice.value))
        for facet in facets
        for choice in facet.choices
        if choice.checked
    ]


def _without(query: QueryDict, name: str, value: str) -> str:
    left = query.copy()
    left.setlist(name, [each for each in left.getlist(name) if each != value])
    left.pop("page", None)
    return f"?{left.urlencode()}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text with, where it has one, an address or a constituency."""

    text: object
    url: str = ""
    constituency: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. With a `sort_url` its head is a link."""

    label: Text
    numeric: bool = False
    sort_url: str = ""
    sorted: Sorting = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table. The first cell of a row names the row.

    Cells may be `Cell`, numbers (printed in the reader's manner) or text.
    """

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] = ()

    @property
    def lines(self) -> Iterator[list[tuple[Column, Cell]]]:
        """Yield the rows, each cell beside its column."""
        return (self._line(row) for row in self.rows)

    @property
    def total_line(self) -> list[tuple[Column, Cell]]:
        return self._line(self.total)

    def _line(self, row: Sequence[object]) -> list[tuple[Column, Cell]]:
        cells = (each if isinstance(each, Cell) else Cell(each) for each in row)
        return list(zip(self.columns, cells, strict=False))


def sortable(
    query: QueryDict, columns: Sequence[tuple[str, Column]], *, by: str
) -> list[Column]:
    """Return the columns with links that sort by them.

    `columns` pairs each with its sort key ("" = not sortable); `by` is the order in
    force, "name" or "-name". A second click on a column turns the order round.
    """
    made = []
    for key, column in columns:
        if not key:
            made.append(column)
            continue
        state: Sorting = {key: "ascending", f"-{key}": "descending"}.get(by, "")  # type: ignore[assignment]
        turned = query.copy()
        turned["sort"] = f"-{key}" if by == key else key
        turned.pop("page", None)
        made.append(
            Column(column.label, column.numeric, f"?{turned.urlencode()}", state)
        )
    return made


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a step of the scale ("1"…"5", "none") or a shape.

    `sample` is a drawing of `tally.charts.keys` instead.
    """

    label: Text
    scale: str = ""
    constituency: str = ""
    sample: str = ""

    @property
    def drawing(self) -> SafeString:
        """The sample as markup: it holds no text of anyone."""
        return mark_safe(self.sample)  # noqa: S308  # nosemgrep: mark-safe


@dataclass(frozen=True, slots=True)
class Figure:
    """Chart = table = sentence, with where it comes from.

    `title` says the finding; `chart` is SVG of `tally.charts` or a map. A figure
    whose data are downloadable gives `csv_url`.
    """

    id: str
    title: Text
    sentence: Text | SafeString
    chart: SafeString | str
    table: Table
    source: Text
    date: Text | date
    subtitle: Text = ""
    source_url: str = ""
    licence: Text = ""
    csv_url: str = ""
    note: Text = ""
    legend: Sequence[Key] = field(default_factory=tuple)
    level: int = 3

    @property
    def drawing(self) -> SafeString:
        """The chart as markup: tally.charts escapes every text it draws."""
        return mark_safe(self.chart)  # noqa: S308  # nosemgrep: mark-safe


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list. Without an address it cannot be opened yet."""

    title: Text
    status: Literal[
        "completed", "in-progress", "not-started", "cannot-start", "problem"
    ]
    url: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer, with the address where it is changed.

    `action` is the whole link text ("Change the title"): it must make sense alone.
    """

    label: Text
    value: Text | SafeString
    url: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True)
class Step:
    title: Text
    text: Text = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline."""

    when: object
    title: Text
    text: Text = ""
    who: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds what the page shows."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class TakeAway:
    """What a page is taken away as, and how it is cited."""

    files: Sequence[Download]
    citation: Citation
    licence_url: str
