"""Workbooks to fill in: the columns, what is allowed in them, an example, and how."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from accord.base.exchange.columns import Column, Kind, Text, site_languages
from accord.base.exchange.datasets import CodeList, Dataset
from accord.base.exchange.formats import Format
from tally.sheets import Book, Cell, Choices, Page, write_xlsx

# What a list of a spreadsheet shows of a long name.
_LONGEST_CHOICE = 90
# Where the read-me sheet says the mark of the dataset: its line, its column.
_MARK_AT = (2, 1)


@dataclass(frozen=True, slots=True)
class Blank:
    """A workbook to fill in for a dataset.

    `choices` are the values allowed, by column; `examples` filled rows, by key;
    `steps` say what to do with it, a sentence each.
    """

    dataset: Dataset
    title: Text
    choices: Callable[[], Sequence[CodeList]]
    examples: Callable[[], Sequence[Mapping[str, Cell]]]
    steps: Sequence[Text]

    def columns(self) -> list[Column]:
        """Return the columns that people fill in."""
        return [
            each for each in self.dataset.columns(site_languages()) if not each.is_told
        ]


def answer_blank(request: HttpRequest, blank: Blank) -> HttpResponseBase:
    """Answer with the workbook to fill in, in the language of the address."""
    columns, lists = blank.columns(), list(blank.choices())
    places = {each.key: place for place, each in enumerate(columns)}
    book = Book(
        name=str(blank.dataset.title)[:31],
        header=[each.heading for each in columns],
        keys=[each.key for each in columns],
        mark=blank.dataset.mark,
        pages=[_example(blank, columns), _lists(lists), _read_me(blank, columns)],
        title=str(blank.title),
        right_to_left=get_language_bidi(),
        wide=frozenset(place for place, each in enumerate(columns) if each.language),
        choices={
            places[each.column]: Choices(
                page=_("Lists"),
                column=column,
                count=len(each.values),
                several=columns[places[each.column]].kind is Kind.CODES,
            )
            for column, each in enumerate(lists)
        },
        hints={
            place: (each.heading, str(each.hint))
            for place, each in enumerate(columns)
            if each.hint
        },
        needed=frozenset(place for place, each in enumerate(columns) if each.needed),
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_xlsx(file, book, [])
    file.seek(0)
    name = f"{blank.dataset.name}-template-{get_language()}.xlsx"
    response = FileResponse(file, content_type=Format.XLSX.media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, name) or ""  # noqa: FBT003
    )
    return response


def _example(blank: Blank, columns: Sequence[Column]) -> Page:
    rows = [[row.get(each.key) for each in columns] for row in blank.examples()]
    header: list[Cell] = [each.heading for each in columns]
    return Page(_("Example"), [header, *rows], is_table=True)


def _lists(lists: Sequence[CodeList]) -> Page:
    longest = max(len(each.values) for each in lists)
    lines: list[list[Cell]] = [[str(each.title) for each in lists]]
    for row in range(longest):
        lines.append(
            [
                choice(*each.values[row]) if row < len(each.values) else None
                for each in lists
            ]
        )
    return Page(_("Lists"), lines, is_table=True)


def choice(code: str, name: str) -> str:
    """Write a value as the list of a column offers it: its code, then its name."""
    return f"{code} – {name}"[:_LONGEST_CHOICE] if name else code


def _read_me(blank: Blank, columns: Sequence[Column]) -> Page:
    steps: list[list[Cell]] = [
        [str(number), str(step)] for number, step in enumerate(blank.steps, start=1)
    ]
    explained: list[list[Cell]] = [[_marked(each), str(each.hint)] for each in columns]
    lines: list[list[Cell]] = [
        [str(blank.title)],
        [],
        [_("Shape of the table"), blank.dataset.mark],
        [],
        *steps,
        [],
        [_("Column"), _("What it holds")],
        *explained,
    ]
    return Page(_("Read me"), lines, names=[("accord_schema", *_MARK_AT)])


def _marked(column: Column) -> str:
    if not column.needed:
        return column.heading
    return _("%(column)s (needed)") % {"column": column.heading}
