"""The artefacts we keep: one agency, one data structure, its lists and its flows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings

from accord.atlas.models import Challenge, Pillar
from accord.observatory import reading
from accord.observatory.models import Indicator, Source
from accord.observatory.sdmx import components, figures, vocabulary
from accord.observatory.sdmx.books import books
from accord.observatory.sdmx.codes import Book, from_slug
from accord.observatory.sdmx.filters import Key, Terms, of_keys
from accord.observatory.sdmx.versions import VERSION
from tally.sdmx.writing.artefacts import (
    AGENCIES,
    AGENCIES_OWNER,
    AGENCIES_VERSION,
    AgencyScheme,
    Artefact,
    Codelist,
    ConceptScheme,
    ContentConstraint,
    Dataflow,
    DataStructure,
    Item,
    Texts,
)

# The flow of all figures; the others hold part of it.
EVERYTHING = "DF_FIGURES"


@dataclass(frozen=True, slots=True)
class Flow:
    """A dataflow, and which figures it holds: those of one key, or of one source."""

    dataflow: Dataflow
    key: Key
    source: str = ""

    def restrict(self, terms: Terms, known: Mapping[str, Book]) -> None:
        if self.key:
            terms.add(of_keys(terms, [self.key], known))
        if self.source:
            terms.add(f"source = {terms.bind(self.source)}")


@dataclass(frozen=True, slots=True)
class Collection:
    """All that can be asked for, as the registry and the figures stand."""

    agencies: AgencyScheme
    structure: DataStructure
    codelists: Mapping[str, Codelist]
    flows: Mapping[str, Flow]
    books: Mapping[str, Book]
    # The values that the figures hold, by component.
    used: Mapping[str, Sequence[str]]
    # What was found to be there of a flow, once it was asked for.
    found: dict[str, ContentConstraint] = field(default_factory=dict)

    def constraint(self, flow: Flow) -> ContentConstraint:
        """Return what there is of a flow; one look at the figures for each."""
        name = flow.dataflow.id
        if name not in self.found:
            terms = Terms()
            flow.restrict(terms, self.books)
            extent = figures.extent(terms, self.books)
            self.found[name] = constraint_of(flow.dataflow, extent)
        return self.found[name]

    def all_artefacts(self) -> list[Artefact]:
        """Return all but the constraints, which cost a look at the figures each."""
        return [
            self.agencies,
            *(each.dataflow for each in self.flows.values()),
            *self.codelists.values(),
            self.structure.concepts,
            self.structure,
        ]


def constraint_of(dataflow: Dataflow, extent: figures.Extent) -> ContentConstraint:
    return ContentConstraint(
        agency=dataflow.agency,
        id=f"CC_{dataflow.id.removeprefix('DF_')}",
        version=VERSION,
        names=vocabulary.artefact("constraint", dataflow.names),
        dataflow=dataflow,
        values={name: each for name, each in extent.values.items() if each},
        first=extent.first,
        last=extent.last,
        series=extent.series,
        observations=extent.observations,
    )


def current(state: Hashable) -> Collection:
    """Return the collection; `state` is the state of the record it was made in."""
    return _made(reading.version(), state)


@lru_cache(maxsize=2)
def _made(version: str, state: Hashable) -> Collection:
    used = figures.values_there_are(version)
    known = books(used)
    structure = _structure()
    return Collection(
        agencies=_agencies(),
        structure=structure,
        codelists={f"CL_{name}": _codelist(name, each) for name, each in known.items()},
        flows={each.dataflow.id: each for each in _flows(structure)},
        books=known,
        used=used,
    )


def _agencies() -> AgencyScheme:
    return AgencyScheme(
        agency=AGENCIES_OWNER,
        id=AGENCIES,
        version=AGENCIES_VERSION,
        names=vocabulary.artefact("agencies"),
        items=[Item(settings.SDMX_AGENCY, settings.COALITION_NAME)],
    )


def _structure() -> DataStructure:
    agency = settings.SDMX_AGENCY
    concepts = ConceptScheme(
        agency=agency,
        id="CS_FIGURES",
        version=VERSION,
        names=vocabulary.artefact("concepts"),
        items=[
            Item(name, vocabulary.concept(name), vocabulary.concept_description(name))
            for name in components.ALL
        ],
    )
    return DataStructure(
        agency=agency,
        id="DSD_FIGURES",
        version=VERSION,
        names=vocabulary.artefact("structure"),
        concepts=concepts,
        dimensions=[each.component for each in components.DIMENSIONS],
        attributes=[each.component for each in components.ATTRIBUTES],
    )


def _codelist(name: str, book: Book) -> Codelist:
    return Codelist(
        agency=settings.SDMX_AGENCY,
        id=f"CL_{name}",
        version=VERSION,
        names=vocabulary.concept(name),
        descriptions=vocabulary.concept_description(name),
        items=list(book.items.values()),
    )


def _flows(structure: DataStructure) -> list[Flow]:
    """Return the flow of everything, then those of challenges, pillars and sources."""

    def dataflow(name: str, names: Texts, descriptions: Texts) -> Dataflow:
        return Dataflow(
            agency=structure.agency,
            id=name,
            version=VERSION,
            names=names,
            descriptions=descriptions,
            structure=structure,
        )

    by_challenge: dict[str, set[str]] = {}
    by_pillar: dict[str, set[str]] = {}
    told = Indicator.objects.values_list("code", "challenges__code", "pillar__code")
    for code, challenge, pillar in told:
        by_challenge.setdefault(challenge, set()).add(from_slug(code))
        by_pillar.setdefault(pillar, set()).add(from_slug(code))
    found = [Flow(dataflow(EVERYTHING, vocabulary.artefact("all"), {}), {})]
    for kind, records, members in (
        ("challenge", Challenge.objects.all(), by_challenge),
        ("pillar", Pillar.objects.all(), by_pillar),
    ):
        for each in records:
            flow = dataflow(
                f"DF_{kind.upper()}_{from_slug(each.code)}",
                vocabulary.artefact(kind, each.names),
                each.definition,
            )
            indicators = frozenset(members.get(each.code, ()))
            found.append(Flow(flow, {"INDICATOR": indicators}))
    for source in Source.objects.all():
        flow = dataflow(
            f"DF_SOURCE_{from_slug(source.code)}",
            vocabulary.artefact("source", source.names),
            source.attributions,
        )
        found.append(Flow(flow, {}, source.code))
    return found
