"""What SDMX structures are made of: code lists, concepts, a data structure, dataflows.

Values only; how they look in a message is the writers' affair. The names of a
component of a data structure are those of the concept that bears its id.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

# A text by language, such as {"en": "Sex", "fr": "Sexe"}.
Texts: TypeAlias = Mapping[str, str]

IDENTIFIER = re.compile(r"[A-Za-z0-9_@$-]+")
AGENCIES, AGENCIES_OWNER, AGENCIES_VERSION = "AGENCIES", "SDMX", "1.0"
TIME, MEASURE = "TIME_PERIOD", "OBS_VALUE"
ALL_DIMENSIONS = "AllDimensions"
_PACKAGES = {
    "AgencyScheme": "base.AgencyScheme",
    "Codelist": "codelist.Codelist",
    "ConceptScheme": "conceptscheme.ConceptScheme",
    "ContentConstraint": "registry.ContentConstraint",
    "DataStructure": "datastructure.DataStructure",
    "Dataflow": "datastructure.Dataflow",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A code, a concept or an agency. `parent` is the id of another one of its list."""

    id: str
    names: Texts
    descriptions: Texts = field(default_factory=dict)
    parent: str = ""

    def __post_init__(self) -> None:
        if not IDENTIFIER.fullmatch(self.id):
            message = (
                f"“{self.id}” is no SDMX id; ids are made of letters A to Z, digits, "
                "_, @, $ and -."
            )
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """What has an owner, an id and a version, and is asked for by them.

    A partial item scheme holds only some of the items of the whole one.
    """

    agency: str
    id: str
    version: str
    names: Texts
    descriptions: Texts = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return type(self).__name__

    @property
    def short_name(self) -> str:
        """The artefact as CSV and links within messages name it."""
        return f"{self.agency}:{self.id}({self.version})"

    @property
    def urn(self) -> str:
        package = _PACKAGES[self.kind]
        return f"urn:sdmx:org.sdmx.infomodel.{package}={self.short_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScheme(Artefact):
    items: Sequence[Item] = ()
    partial: bool = False

    def only(self, ids: frozenset[str]) -> "ItemScheme":
        """Return the scheme with these of its items, and those they lie under."""
        parents = {item.id: item.parent for item in self.items}
        kept = set()
        for each in ids & parents.keys():
            while each and each not in kept:
                kept.add(each)
                each = parents.get(each, "")  # noqa: PLW2901 (climbs to the parent)
        items = [item for item in self.items if item.id in kept]
        return replace(self, items=items, partial=len(items) < len(self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Codelist(ItemScheme):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptScheme(ItemScheme):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyScheme(ItemScheme):
    pass


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension, attribute or measure. One without a code list is free.

    `text` is the SDMX name of its type: String, Double, DateTime …
    """

    id: str
    codelist: str = ""
    text: str = "String"
    # An attribute of a series says the same of all its observations.
    of_series: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataStructure(Artefact):
    """Dimensions in the order of the key, without the time, which every one has."""

    concepts: ConceptScheme
    dimensions: Sequence[Component] = ()
    attributes: Sequence[Component] = ()

    @property
    def components(self) -> Iterator[Component]:
        yield from self.dimensions
        yield Component(TIME, text="ObservationalTimePeriod")
        yield Component(MEASURE, text="Double")
        yield from self.attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataflow(Artefact):
    structure: DataStructure


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentConstraint(Artefact):
    """What there is of a dataflow: values of dimensions, periods, and how many."""

    dataflow: Dataflow
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    series: int | None = None
    observations: int | None = None


SomeArtefact = TypeVar("SomeArtefact", bound=Artefact)


@dataclass(frozen=True, slots=True)
class Structures:
    """The artefacts of one message. `stubs` are the ids told without their content."""

    artefacts: Sequence[Artefact]
    stubs: frozenset[str] = frozenset()
    # A complete stub has its description too.
    complete_stubs: bool = False

    def of(self, kind: type[SomeArtefact]) -> list[SomeArtefact]:
        return [each for each in self.artefacts if isinstance(each, kind)]

    def is_stub(self, artefact: Artefact) -> bool:
        return artefact.urn in self.stubs
