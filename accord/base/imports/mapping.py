"""Which column is what: recognised, adjusted by a person, kept under a name."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext_noop

from accord.base.imports.fields import Vocabulary, folded
from accord.base.imports.tables import NO_ROWS, Refused, Row, Table, text_of

# A title, a line on the source, a merged cell: heads stand below such rows.
_LOOKED_AT = 30
_SAMPLED = 60
# So many of the values must fit where the head alone says too little.
_FITTING = 0.8

Fits = Callable[[str, Sequence[str]], float]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its place, its head, and what it was taken for."""

    position: int
    head: str
    key: str = ""

    @property
    def letter(self) -> str:
        return letter(self.position)

    @property
    def name(self) -> str:
        """What remarks call it: its head, or its letter where it has none."""
        return self.head or self.letter


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The columns of one file, and what else a person said of it."""

    header_row: int
    columns: tuple[Column, ...]
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_key(self) -> dict[str, Column]:
        return {each.key: each for each in self.columns if each.key}

    @property
    def unused(self) -> list[str]:
        """The columns that are nothing to us; one of two of a name with its letter."""
        heads = Counter(folded(each.head) for each in self.columns)
        return [
            each.head
            if heads[folded(each.head)] == 1
            else f"{each.head} ({each.letter})"
            for each in self.columns
            if not each.key and each.head
        ]

    def to_json(self) -> dict[str, Any]:
        return {
            "header_row": self.header_row,
            "columns": [[each.position, each.head, each.key] for each in self.columns],
            "options": dict(self.options),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ColumnMap":
        columns = tuple(Column(*each) for each in stored["columns"])
        return cls(stored["header_row"], columns, stored["options"])

    def with_options(self, options: Mapping[str, str]) -> "ColumnMap":
        return ColumnMap(self.header_row, self.columns, {**self.options, **options})

    def with_keys(self, keys: Mapping[int, str]) -> "ColumnMap":
        columns = tuple(
            Column(each.position, each.head, keys.get(each.position, each.key))
            for each in self.columns
        )
        return ColumnMap(self.header_row, columns, self.options)

    def to_keep(self) -> dict[str, Any]:
        """Return what is kept under a name: heads instead of places."""
        return {
            "columns": {
                head: each.key
                for head, each in zip(
                    _numbered(self.columns), self.columns, strict=True
                )
                if each.key
            },
            "options": dict(self.options),
        }


def letter(position: int) -> str:
    """Return "A" for 0 and "AB" for 27, as spreadsheets name columns."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def digest_of_heads(columns: Iterable[Column]) -> str:
    """Return what tells that a file has the same heads as one before."""
    heads = "\x1f".join(folded(each.head) for each in columns)
    return hashlib.sha256(heads.encode()).hexdigest()


def find_header(table: Table, vocabulary: Vocabulary) -> Row:
    """Return the row of heads: of the first rows, the one that says most to us."""
    best, most = None, 0
    for row in islice(table.rows, _LOOKED_AT):
        heads = [each for each in map(text_of, row.cells) if each]
        known = {each.key for each in map(vocabulary.recognise, heads) if each.key}
        # A row of values may hold one such word; heads are short and stand together.
        if len(known) > most and all(len(each) <= 120 for each in heads):
            best, most = row, len(known)
    if best is not None:
        return best
    several = (
        row
        for row in islice(table.rows, _LOOKED_AT)
        if sum(bool(text_of(each)) for each in row.cells) > 1
    )
    found = next(several, None) or next(iter(table.rows), None)
    if found is None:
        raise Refused(NO_ROWS)
    return found


def header_in(table: Table, number: int) -> Row:
    """Return the row with that number, as the header a person chose."""
    for row in table.rows:
        if row.number == number:
            return row
    raise Refused(gettext_noop("There is nothing in row {row}."), {"row": number})


def columns_of(table: Table, header: Row) -> tuple[Column, ...]:
    """Return the columns; those that have neither a head nor a value are left out."""
    width = max((len(row.cells) for row in table.rows), default=0)
    filled = {
        position
        for row in table.below(header)
        for position, cell in enumerate(row.cells)
        if cell not in (None, "")
    }
    heads = [" ".join(text_of(each).split()) for each in header.cells]
    heads += [""] * (width - len(heads))
    return tuple(
        Column(position, head)
        for position, head in enumerate(heads)
        if head or position in filled
    )


def recognised(
    table: Table, header: Row, vocabulary: Vocabulary, fits: Fits
) -> ColumnMap:
    """Return the columns with what their heads, and where needed values, say.

    Of several columns of one meaning the plainest head is taken; the others are left
    to the person.
    """
    columns = columns_of(table, header)
    taken: dict[str, tuple[int, int]] = {}
    for each in columns:
        meaning = vocabulary.recognise(each.head)
        if meaning.must_fit:
            # A number tells rows apart only if no value of the column comes twice.
            most = None if meaning.key == "number" else _SAMPLED
            values = _values(table, header, each.position, most)
            if not values or fits(meaning.key, values) < _FITTING:
                continue
        bid = (1000 * meaning.must_fit + meaning.rank, each.position)
        if meaning.key and bid < taken.get(meaning.key, (9999, 0)):
            taken[meaning.key] = bid
    places = {place: key for key, (_rank, place) in taken.items()}
    return ColumnMap(header.number, columns).with_keys(places)


def applied(
    kept: Mapping[str, Any], columns: Sequence[Column], header_row: int
) -> ColumnMap:
    """Return the columns as a kept mapping takes them; others stay unused.

    Raises `Refused` where the mapping names a head that the file lacks.
    """
    wanted = {folded(head): (head, key) for head, key in kept["columns"].items()}
    heads = _numbered(columns)
    lacking = [
        head for name, (head, _key) in wanted.items() if name not in map(folded, heads)
    ]
    if lacking:
        raise Refused(
            gettext_noop("The mapping names columns that the file lacks: {columns}."),
            {"columns": ", ".join(lacking)},
        )
    return ColumnMap(
        header_row,
        tuple(
            Column(each.position, each.head, wanted.get(folded(head), ("", ""))[1])
            for head, each in zip(heads, columns, strict=True)
        ),
        kept.get("options", {}),
    )


def _numbered(columns: Sequence[Column]) -> list[str]:
    """Return the heads, the second "Country" as "Country 2", none as their letter."""
    seen: Counter[str] = Counter()
    names = []
    for each in columns:
        name = each.name
        seen[folded(name)] += 1
        count = seen[folded(name)]
        names.append(f"{name} {count}" if count > 1 else name)
    return names


def _values(
    table: Table, header: Row, position: int, most: int | None = _SAMPLED
) -> list[str]:
    rows = islice(table.below(header), most)
    cells = (row.cells[position] if position < len(row.cells) else None for row in rows)
    return [text for text in map(text_of, cells) if text]


def samples(table: Table, header: Row, position: int, most: int = 3) -> list[str]:
    """Return the first different values of a column, shortened, for a person."""
    found = dict.fromkeys(_values(table, header, position))
    return [value if len(value) <= 60 else f"{value[:59]}…" for value in found][:most]
