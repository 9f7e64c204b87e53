"""The books of codes: what the figures hold and the registry names, together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from accord.atlas.models import LANGUAGES, Concept, Country, Region
from accord.observatory import registry
from accord.observatory.models import Indicator, Source, Unit
from accord.observatory.sdmx import vocabulary
from accord.observatory.sdmx.codes import (
    UNSAID,
    Book,
    dimensions_in_words,
    from_dimensions,
    from_slug,
    from_text,
    unique,
)
from tally.sdmx.writing.artefacts import Item, Texts
from tally.series import areas

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
        "UNIT_MEASURE": _units(values["UNIT_MEASURE"]),
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
    named = {
        "AGE": vocabulary.age,
        "BREAKDOWN": dimensions_in_words,
        "DEFINITION": _definition,
        "REF_AREA": _group,
    }
    return {
        name: _with_names(made[name], named[name]) if name in named else made[name]
        for name in values
    }


def _book(
    values: Sequence[str], code_of: Callable[[str], str], known: Iterator[_Known]
) -> Book:
    items = dict(known)
    by_value = {value: item.id for value, item in items.items()}
    by_value = unique([*by_value.items(), *((each, code_of(each)) for each in values)])
    named = {item.id: item for item in items.values()}
    for value, code in by_value.items():
        named.setdefault(code, Item(code, {"en": value or code}))
    return Book(by_value, named)


def _units(indicators: Sequence[str]) -> Book:
    """Return the book that leads from an indicator to the unit of its values."""
    items = {item.id: item for _code, item in _records(Unit.objects.all())}
    items |= dict(_listed("UNIT_MEASURE", {}))
    known = Indicator.objects.values_list("code", "unit__code")
    by_value = dict.fromkeys(indicators, UNSAID)
    by_value |= {indicator: from_slug(unit) for indicator, unit in known}
    return Book(by_value, items)


def _with_names(book: Book, name: Callable[[str], Texts | None]) -> Book:
    """Name codes that only the figures hold by what their value says."""
    known = dict(book.items)
    for value, code in book.by_value.items():
        if dict(known[code].names) == {"en": value or code}:
            known[code] = replace(known[code], names=name(value) or {"en": value})
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


def _group(value: str) -> Texts | None:
    """Return what a source calls a group of its own."""
    found = areas.areas().get(value)
    return {"en": found.name} if found else None
