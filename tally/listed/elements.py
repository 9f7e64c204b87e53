"""Lists as XML, recognised by their elements whatever namespace these are in.

Three shapes are known: INDIVIDUAL and ENTITY with their aliases, sdnEntry with an
akaList, sanctionEntity with nameAlias. What has been read is let go of.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from lxml import etree

from tally.listed.model import Kind, Listed
from tally.listed.reasons import refuse
from tally.markup import (
    LONGEST_ELEMENT,
    characters,
    close,
    feed,
    guarded,
    puller,
    refuse_many_attributes,
    release,
)

# Elements may not be nested deeper.
DEEPEST = 60
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read(source: BinaryIO) -> tuple[str, Iterator[tuple[int, Listed]]]:
    """Return the shape and the entries with the line each begins on."""
    found = _entries(source)
    first = next(found, None)
    if first is None:
        raise refuse("no_entries")
    shape, line, entry = first
    rest = ((at, listed) for _shape, at, listed in found)
    return shape, chain([(line, entry)], rest)


def _entries(source: BinaryIO) -> Iterator[tuple[str, int, Listed]]:
    parser = puller(events=("start", "end"))
    inside: etree._Element | None = None
    depth = held = 0
    line = 1
    for text in guarded(characters(source, refuse), refuse):
        problem = feed(parser, text, refuse)
        held += len(text)
        line += text.count("\n")
        for event, element in parser.read_events():
            name = _name(element)
            if event == "start":
                depth += 1
                _check(element, depth)
                if inside is None and name in _SHAPES:
                    inside = element
                continue
            depth -= 1
            is_whole = element is inside
            if is_whole:
                shape, entry_of = _SHAPES[name]
                yield shape, element.sourceline or line, entry_of(element)
                inside = None
            if inside is None:
                release(element)
                held = 0
        if problem:
            raise problem
        if held > LONGEST_ELEMENT:
            raise refuse("element_too_large", line=line, limit=LONGEST_ELEMENT)
    close(parser, line, refuse)


def _check(element: etree._Element, depth: int) -> None:
    line = element.sourceline or 1
    if depth > DEEPEST:
        raise refuse("too_deep", line=line)
    refuse_many_attributes(element, refuse)
    if depth == 1 and element.getroottree().docinfo.internalDTD is not None:
        raise refuse("doctype", line=line)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: etree._Element, *names: str) -> str:
    """Return the texts of the children of these names, in the order of the names."""
    found = (
        " ".join((child.text or "").split())
        for name in names
        for child in element
        if _name(child) == name
    )
    return " ".join(filter(None, found))


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in element.iter() if _name(each) == name)


def _names(several: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, several)))


def _of_individual_or_entity(element: etree._Element) -> Listed:
    is_person = _name(element) == "INDIVIDUAL"
    aliases = (
        _text(alias, "ALIAS_NAME")
        for kind in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS")
        for alias in _below(element, kind)
    )
    names = _names(
        [_text(element, *_PARTS), _text(element, "NAME_ORIGINAL_SCRIPT"), *aliases]
    )
    return Listed(
        _text(element, "REFERENCE_NUMBER") or _text(element, "DATAID"),
        Kind.PERSON if is_person else Kind.ORGANIZATION,
        names,
        _text(element, "UN_LIST_TYPE", "COMMENTS1"),
    )


def _of_sdn_entry(element: etree._Element) -> Listed:
    others = (_text(aka, "firstName", "lastName") for aka in _below(element, "aka"))
    kind = _text(element, "sdnType").casefold()
    programs = (
        " ".join((each.text or "").split()) for each in _below(element, "program")
    )
    return Listed(
        _text(element, "uid"),
        Kind.PERSON if kind == "individual" else Kind.ORGANIZATION,
        _names([_text(element, "firstName", "lastName"), *others]),
        " ".join([*programs, _text(element, "remarks")]).strip(),
    )


def _of_sanction_entity(element: etree._Element) -> Listed:
    names = []
    for alias in _below(element, "nameAlias"):
        parts = (
            alias.get(part, "") for part in ("firstName", "middleName", "lastName")
        )
        whole = alias.get("wholeName", "") or " ".join(filter(None, parts))
        names.append(" ".join(whole.split()))
    kinds = [each.get("code", "") for each in _below(element, "subjectType")]
    is_person = "person" in kinds
    notes = (each.get("programme", "") for each in _below(element, "regulation"))
    return Listed(
        element.get("euReferenceNumber") or element.get("logicalId") or "",
        Kind.PERSON if is_person else Kind.ORGANIZATION,
        _names(names),
        " ".join(_names(notes)),
    )


_SHAPES: dict[str, tuple[str, Callable[[etree._Element], Listed]]] = {
    "INDIVIDUAL": ("individuals and entities", _of_individual_or_entity),
    "ENTITY": ("individuals and entities", _of_individual_or_entity),
    "sdnEntry": ("sdnEntry", _of_sdn_entry),
    "sanctionEntity": ("sanctionEntity", _of_sanction_entity),
}
