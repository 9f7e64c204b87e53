"""What goes beside the rows: the description of the table, and the words in a workbook.

Nothing of it stands among the rows of a CSV file, where it would be taken for data.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.base.exchange.citing import Citation, coalition
from accord.base.exchange.columns import Column, Kind
from accord.base.exchange.datasets import CodeList, Dataset
from tally.sheets import Cell, Page

# The types of CSV on the Web, for what a cell holds.
_TYPES: dict[Kind, Any] = {
    Kind.DAY: "date",
    Kind.MOMENT: "datetime",
    Kind.NUMBER: "decimal",
    Kind.YES_NO: {"base": "boolean", "format": "true|false"},
}
_DIVIDED = {Kind.CODES, Kind.PAIRS}


def metadata(
    dataset: Dataset, columns: Sequence[Column], citation: Citation, *, table: str
) -> dict[str, Any]:
    """Describe a CSV file as CSV on the Web asks: its terms, and each column."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": get_language()}],
        "url": table,
        "dc:title": citation.title,
        "dc:publisher": coalition(),
        "dc:creator": citation.author or coalition(),
        **_terms(dataset),
        "dc:source": {"@id": citation.address},
        "dc:bibliographicCitation": citation.plain,
        "dc:date": citation.on.isoformat(),
        "dc:conformsTo": dataset.mark,
        "dialect": {"encoding": "utf-8", "header": True, "doubleQuote": True},
        "tableSchema": {
            "columns": [_described(each) for each in columns],
            **({"primaryKey": columns[0].key} if columns[0].key in _KEYS else {}),
        },
    }


def _terms(dataset: Dataset) -> dict[str, Any]:
    if dataset.terms:
        return {"dc:rights": str(dataset.terms)}
    return {
        "dc:license": {"@id": settings.LICENCE_URL},
        "dc:rights": settings.LICENCE_NAME,
    }


_KEYS = {"reference", "iso3", "code"}


def _described(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.key,
        "titles": column.heading,
        "datatype": _TYPES.get(column.kind, "string"),
    }
    if column.language:
        told["lang"] = column.language
    if column.kind in _DIVIDED:
        told["separator"] = ";"
    if column.hint:
        told["dc:description"] = str(column.hint)
    return told


def read_me(
    dataset: Dataset, columns: Sequence[Column], citation: Citation, count: int
) -> Page:
    """Return the sheet that says what a workbook holds and how it is cited."""
    explained: list[list[Cell]] = [
        [each.heading, str(each.hint) or each.key] for each in columns
    ]
    back: list[list[Cell]] = []
    if dataset.is_imported:
        sentence = _(
            "Change what you like and import the file: its first row, which is "
            "hidden, holds the names by which the columns are recognised."
        )
        back.append([_("To bring it back"), sentence])
    lines: list[list[Cell]] = [
        [citation.title],
        [],
        [_("Cite this as"), citation.plain],
        [_("Address"), citation.address],
        [_("Taken on"), citation.on.isoformat()],
        [
            _("Licence"),
            str(dataset.terms) or f"{settings.LICENCE_NAME} · {settings.LICENCE_URL}",
        ],
        [_("Rows"), str(count)],
        [_("Shape of the table"), dataset.mark],
        *back,
        [],
        [_("Column"), _("What it holds")],
        *explained,
    ]
    return Page(_("Read me"), lines, names=[("accord_schema", 7, 1)])


def lists(codes: Sequence[CodeList]) -> list[Page]:
    """Return the sheet of codes and their names: two columns for each list."""
    if not codes:
        return []
    longest = max(len(each.values) for each in codes)
    lines: list[list[Cell]] = [
        [cell for each in codes for cell in (str(each.title), _("Name"))]
    ]
    for row in range(longest):
        line: list[Cell] = []
        for each in codes:
            line += each.values[row] if row < len(each.values) else ("", "")
        lines.append(line)
    return [Page(_("Lists"), lines, is_table=True)]
