"""What a table of records is made of, and its records in batches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, JSONField, QuerySet
from django.db.models.fields.json import KeyTransform

from accord.base.exchange.columns import Column, Text, site_languages
from accord.base.projecting import Projection

# The first batch is small, so that the first byte leaves at once.
_FIRST, _NEXT = 50, 500


@dataclass(frozen=True, slots=True)
class CodeList:
    """The values that a column may hold, each with its name in the page's language."""

    column: str
    title: Text
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A kind of table: its columns and how records become their public projections.

    `multilingual` names the fields of the model in which a language may occur that the
    site has not; each then gets a column. `codes` are the lists that explain codes.
    What `is_imported` may be changed in a workbook and sent back. `terms` say whose
    licence holds where the values are not the coalition's own; they are no samples.
    """

    name: str
    title: Text
    columns: Callable[[Sequence[str]], Sequence[Column]]
    project: Callable[[Sequence[Any]], list[Projection]]
    multilingual: Sequence[str] = ()
    codes: Callable[[], Sequence[CodeList]] = tuple
    version: int = 1
    is_imported: bool = False
    terms: Text = ""

    @property
    def mark(self) -> str:
        """What a workbook of this table is recognised by."""
        return f"accord:{self.name}:{self.version}"

    def columns_for(self, records: "Records") -> Sequence[Column]:
        """Return the columns, those of further languages in the records included."""
        further: set[str] = set()
        if isinstance(records, QuerySet):
            for field in self.multilingual:
                further |= set(_languages(records, field))
        languages = site_languages()
        return self.columns([*languages, *sorted(further - set(languages))])


Records = QuerySet[Any] | Sequence[Any]


def _languages(records: QuerySet[Any], field: str) -> Sequence[str]:
    keys = Func(
        KeyTransform("texts", field),
        function="jsonb_object_keys",
        output_field=JSONField(),
    )
    found = records.order_by().annotate(_told_in=keys)
    return [str(each) for each in found.values_list("_told_in", flat=True).distinct()]


@dataclass(frozen=True, slots=True)
class Taken:
    """Records on their way out: how many there are, and they themselves in batches.

    The keys are read at once and the records by batch, so that memory does not grow
    with them and no transaction stays open while a slow reader reads.
    """

    dataset: Dataset
    records: Records
    keys: Sequence[Any]

    @classmethod
    def of(cls, dataset: Dataset, records: Records) -> "Taken":
        if isinstance(records, QuerySet):
            return cls(dataset, records, list(records.values_list("pk", flat=True)))
        return cls(dataset, records, range(len(records)))

    def __len__(self) -> int:
        return len(self.keys)

    def projections(self) -> Iterator[Projection]:
        """Yield the public record of each, in a constant number of queries a batch."""
        start, size = 0, _FIRST
        while start < len(self.keys):
            yield from self.dataset.project(self._batch(start, start + size))
            start, size = start + size, _NEXT

    def _batch(self, start: int, end: int) -> Sequence[Any]:
        if not isinstance(self.records, QuerySet):
            return self.records[start:end]
        keys = self.keys[start:end]
        found = self.records.model._default_manager.in_bulk(keys)  # noqa: SLF001
        return [found[key] for key in keys if key in found]
