"""The books of codes: what the figures hold and the registry names, together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from accord.atlas.models import LANGUAGES, Concept, Country, Region
from accord.observatory import registry
from accord.observatory.models import Indicator, Source, Unit
from accord.observatory.sdmx import vocabulary
from accord.observatory.sdmx.codes import (
    Book,
    dimensions_in_words,
    from_dimensions,
    from_slug,
    from_text,
    unique,
)
from tally.sdmx.writing.artefacts import Item, Texts

# A value of the figures, with what the code for it is called.
_Known = tuple[str, Item]


def books(values: Mapping[str, Sequence[str]]) -> dict[str, Book]:
    """Return the book of each coded component; five queries.

    `values` are those in the figures. What the registry knows is in the books too,
    so that an area or an indicator without figures can be asked for.
    """
    made = {
        "REF_AREA": _book(values["REF_AREA"], from_text, _areas()),
        "INDICATOR": _book(
            values["INDICATOR"], from_slug, _records(Indicator.objects.all())
        ),
        "UNIT_MEASURE": _book(
            values["UNIT_MEASURE"], from_slug, _records(Unit.objects.all())
        ),
        "DATA_SOURCE": _book(
            values["DATA_SOURCE"], from_slug, _records(Source.objects.all())
        ),
        "BREAKDOWN": _book(
            values["BREAKDOWN"], from_dimensions, _listed("BREAKDOWN", {"_T": "{}"})
        ),
        "DEFINITION": _book(
            values["DEFINITION"], from_slug, _listed("DEFINITION", {"_Z": ""})
        ),
    }
    for name in values.keys() - made.keys():
        made[name] = _book(values[name], from_text, _listed(name, {}))
    named = {"BREAKDOWN": dimensions_in_words, "DEFINITION": _definition, "AGE": _age}
    return {
        name: _with_names(made[name], named[name]) if name in named else made[name]
        for name in values
    }


def _book(
    values: Sequence[str], code_of: Callable[[str], str], known: Iterator[_Known]
) -> Book:
    items = dict(known)
    by_value = {value: item.id for value, item in items.items()}
    by_value |= unique(
        [*by_value.items(), *((each, code_of(each)) for each in values if each)]
        if "" not in values
        else [*by_value.items(), *((each, code_of(each)) for each in values)]
    )
    named = {item.id: item for item in items.values()}
    for value, code in by_value.items():
        named.setdefault(code, Item(code, {"en": value or code}))
    return Book(by_value, named)


def _with_names(book: Book, name: Callable[[str], Texts | None]) -> Book:
    """Name codes that only the figures hold by what their value says."""
    known = {}
    for value, code in book.by_value.items():
        item = book.items[code]
        is_bare = dict(item.names) == {"en": value or code}
        known[code] = Item(code, (is_bare and name(value)) or item.names)
    return Book(book.by_value, known)


def _records(records: Iterable[Concept]) -> Iterator[_Known]:
    for record in records:
        names, meaning = _in_order(record.names), _in_order(record.definition)
        yield record.code, Item(from_slug(record.code), names, meaning)


def _areas() -> Iterator[_Known]:
    for region in Region.objects.order_by("m49"):
        parent = region.parent_id or ""
        yield region.m49, Item(region.m49, _in_order(region.names), parent=parent)
    for country in Country.objects.order_by("iso3"):
        parent = country.region_id or ""
        yield country.iso3, Item(country.iso3, _in_order(country.names), parent=parent)


def _in_order(texts: Texts) -> Texts:
    """Return what there is of a text, in the order of our languages."""
    return {each: texts[each] for each in LANGUAGES if texts.get(each)}


def _listed(component: str, values: Mapping[str, str]) -> Iterator[_Known]:
    for code, names in vocabulary.codes(component).items():
        yield values.get(code, code), Item(code, names)


def _definition(value: str) -> Texts:
    return {each: registry.definition_name(value, each) for each in LANGUAGES}


def _age(value: str) -> Texts | None:
    return vocabulary.age(value)
