"""What a question lets through, as terms of SQL with the values bound beside them."""

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isfinite

from accord.observatory.sdmx import components, periods
from accord.observatory.sdmx.codes import Book
from accord.observatory.sdmx.refusals import Misspelt, Senseless
from tally.sdmx.writing.artefacts import TIME

_COMPARISONS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_TEXTS: Mapping[str, str] = {
    "co": "contains({column}, {value})",
    "nc": "NOT contains({column}, {value})",
    "sw": "starts_with({column}, {value})",
    "ew": "ends_with({column}, {value})",
}
_OPERATORS = (*_COMPARISONS, *_TEXTS)
_OF_CODES: Mapping[str, Callable[[str, str], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "co": operator.contains,
    "nc": lambda code, part: part not in code,
    "sw": str.startswith,
    "ew": str.endswith,
}


@dataclass(slots=True)
class Terms:
    """Terms that all hold, and the values that they name."""

    sql: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """Keep a value; return how the SQL names it."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def among(self, column: str, values: Collection[str]) -> str:
        return f"list_contains({self.bind(list(values))}::VARCHAR[], {column})"

    def add(self, term: str) -> None:
        self.sql.append(term)

    @property
    def together(self) -> str:
        return " AND ".join(self.sql) or "TRUE"


Key = Mapping[str, frozenset[str]]


def of_keys(terms: Terms, keys: Collection[Key], books: Mapping[str, Book]) -> str:
    """Return the term of what lies in one of the keys, by codes of its dimensions."""
    told = []
    for key in keys:
        parts = [
            terms.among(
                components.ALL[name].sql,
                [
                    books[name].values[code]
                    for code in sorted(codes)
                    if code in books[name].values
                ],
            )
            for name, codes in key.items()
        ]
        told.append(" AND ".join(parts) or "TRUE")
    return "(" + " OR ".join(told) + ")"


def since(terms: Terms, first: date) -> str:
    return f"{components.BEGINS} >= {terms.bind(first)}::DATE"


def until(terms: Terms, last: date) -> str:
    return f"{components.ENDS} <= {terms.bind(last)}::DATE"


def of_component(terms: Terms, name: str, asked: str, books: Mapping[str, Book]) -> str:
    """Return the term of `c[name]=asked`: a comma is or, a plus is and."""
    if name not in components.ALL:
        message = (
            f"c[{name[:40]}] names no component; there are {', '.join(components.ALL)}."
        )
        raise Senseless(message)
    # A plus that was not escaped arrives as a blank.
    either = [
        " AND ".join(_one(terms, name, each, books) for each in alternative.split("+"))
        for alternative in asked.replace(" ", "+").split(",")
    ]
    return "(" + " OR ".join(f"({each})" for each in either) + ")"


def _one(terms: Terms, name: str, asked: str, books: Mapping[str, Book]) -> str:
    relation, colon, value = asked.partition(":")
    if not colon or relation not in _OPERATORS:
        relation, value = "eq", asked
    if not value:
        message = (
            f"c[{name}] has an empty value; write c[{name}]=value, several separated "
            "by commas."
        )
        raise Misspelt(message)
    if name in books:
        return _of_code(terms, name, relation, value, books[name])
    figure = components.ALL[name]
    if name == TIME:
        return _of_period(terms, relation, value)
    if relation in _TEXTS:
        column = f"{figure.sql}::VARCHAR"
        return _TEXTS[relation].format(column=column, value=terms.bind(value))
    bound = terms.bind(_number(name, value)) if figure.is_number else terms.bind(value)
    column = figure.sql if figure.is_number else f"{figure.sql}::VARCHAR"
    return f"{column} {_COMPARISONS[relation]} {bound}"


def _of_code(terms: Terms, name: str, relation: str, value: str, book: Book) -> str:
    compare = _OF_CODES[relation]
    found = [each for each, code in book.by_value.items() if compare(code, value)]
    return terms.among(components.ALL[name].sql, found)


def _of_period(terms: Terms, relation: str, value: str) -> str:
    if relation in _TEXTS:
        return _TEXTS[relation].format(column="time", value=terms.bind(value))
    first, last = periods.span(value, of=f"c[{TIME}]")
    match relation:
        case "ge":
            return since(terms, first)
        case "gt":
            return since(terms, _beside(last, 1))
        case "le":
            return until(terms, last)
        case "lt":
            return until(terms, _beside(first, -1))
    within = f"({since(terms, first)} AND {until(terms, last)})"
    return within if relation == "eq" else f"NOT {within}"


def _beside(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _number(name: str, text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if isfinite(found):
        return found
    message = f"“{text[:40]}” in c[{name}] is no number; write it as 12.5."
    raise Misspelt(message)
