"""Which column is what: recognised, adjusted by a person, kept under a name."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext_noop

from accord.base.imports.fields import Meaning, Vocabulary, folded
from accord.base.imports.tables import NO_ROWS, Refused, Row, Table, text_of

# A title, a line on the source, a merged cell: heads stand below such rows.
_LOOKED_AT = 30
_SAMPLED = 60
# So many of the values must fit where the head alone says too little.
_FITTING = 0.8
# Below this a column holds names of some other list, whatever its head says.
_SOME_FITTING = 0.2

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
        several = heads if len(heads) > 1 else ()
        hinted = {each.key for head in several for each in vocabulary.hints(head)[:1]}
        hinted -= known
        says = 2 * len(known) + len(hinted)
        # A row of values may hold one such word; heads are short and stand together.
        if says > most and all(len(each) <= 120 for each in heads):
            best, most = row, says
    if best is not None:
        return _with_lower(table, best)
    wide = (
        row
        for row in islice(table.rows, _LOOKED_AT)
        if sum(bool(text_of(each)) for each in row.cells) > 1
    )
    found = next(wide, None) or next(iter(table.rows), None)
    if found is None:
        raise Refused(NO_ROWS)
    return found


def header_in(table: Table, number: int) -> Row:
    """Return the row with that number, as the header a person chose."""
    before = None
    for row in table.rows:
        if row.number == number:
            joined = _with_lower(table, before) if before else row
            return joined if joined.number == number else row
        before = row
    raise Refused(gettext_noop("There is nothing in row {row}."), {"row": number})


def _with_lower(table: Table, upper: Row) -> Row:
    """Return two rows of heads as one: "Period" above "Start" and "End".

    The lower row has words only below merged heads: an upper cell and the empty ones
    behind it. The row that is returned has the number of the lower one.
    """
    lower = next(table.below(upper), None)
    if lower is None or lower.number != upper.number + 1:
        return upper
    heads = [text_of(each) for each in upper.cells]
    below = [text_of(each) for each in lower.cells]
    heads += [""] * (len(below) - len(heads))
    below += [""] * (len(heads) - len(below))
    joined, group, is_joint = [], "", False
    for place, (head, word) in enumerate(zip(heads, below, strict=True)):
        opens = place + 1 < len(heads) and not heads[place + 1] and below[place + 1]
        group = head or (group if word else "")
        if word and not (group and (not head or opens) and word[0].isalpha()):
            return upper
        is_joint = is_joint or bool(word and not head)
        joined.append(f"{group} – {word}" if word else head)
    return Row(lower.number, tuple(joined)) if is_joint else upper


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
    whole = {each.head: _whole(vocabulary, each.head) for each in columns}
    # Only a table of ours has what we derive, an "id" elsewhere is another one; and
    # there the codes of our lists stand alone.
    is_ours = any(each.key == "reference" for each in chain(*whole.values()))
    taken: dict[str, tuple[int, int]] = {}
    for each in columns:
        values = _values(table, header, each.position)
        meanings = [
            m for m in whole[each.head] if is_ours or not _derived(vocabulary, m)
        ]
        # A text of one column is no table, whatever words its first line has.
        if not meanings and len(columns) > 1:
            meanings = vocabulary.hints(each.head)
        for meaning in meanings:
            if meaning.key == "number" and meaning.must_fit:
                # It tells rows apart only if no value of the column comes twice.
                values = _values(table, header, each.position, None)
            is_known = is_ours and not meaning.must_fit
            if not is_known and not _is_meant(vocabulary, meaning, values, fits):
                continue
            bid = (1000 * meaning.must_fit + meaning.rank, each.position)
            if bid < taken.get(meaning.key, (9999, 0)):
                taken[meaning.key] = bid
            break
    places = {place: key for key, (_rank, place) in taken.items()}
    return ColumnMap(header.number, columns).with_keys(places)


def _whole(vocabulary: Vocabulary, head: str) -> list[Meaning]:
    """Return what a head says. Of two rows of heads the lower says more as well."""
    both = dict.fromkeys((head, head.rpartition(" – ")[2]))
    return [each for each in map(vocabulary.recognise, both) if each.key]


def _derived(vocabulary: Vocabulary, meaning: Meaning) -> bool:
    known = vocabulary.by_key.get(meaning.key)
    return bool(known and known.is_derived)


def _is_meant(
    vocabulary: Vocabulary, meaning: Meaning, values: Sequence[str], fits: Fits
) -> bool:
    if meaning.must_fit:
        return bool(values) and fits(meaning.key, values) >= _FITTING
    known = vocabulary.by_key.get(meaning.key)
    if known and known.is_closed and values:
        return fits(meaning.key, values) >= _SOME_FITTING
    return True


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
