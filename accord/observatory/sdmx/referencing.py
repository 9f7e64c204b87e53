"""Which artefacts a question for structures asks for, with what belongs to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from accord.observatory.sdmx import versions
from accord.observatory.sdmx.collection import Collection
from accord.observatory.sdmx.refusals import Misspelt, NothingFound, Senseless
from tally.sdmx.writing.artefacts import (
    AgencyScheme,
    Artefact,
    Codelist,
    ConceptScheme,
    ContentConstraint,
    Dataflow,
    DataStructure,
    ItemScheme,
    Structures,
)

# What a question calls the kinds that we keep, in REST 1 and REST 2.
KINDS: dict[str, type[Artefact]] = {
    "agencyscheme": AgencyScheme,
    "organisationscheme": AgencyScheme,
    "codelist": Codelist,
    "conceptscheme": ConceptScheme,
    "contentconstraint": ContentConstraint,
    "actualconstraint": ContentConstraint,
    "dataconstraint": ContentConstraint,
    "dataflow": Dataflow,
    "datastructure": DataStructure,
}
# Kinds of the standard of which we keep none.
OTHER_KINDS = frozenset(
    {
        "allowedconstraint",
        "attachmentconstraint",
        "availabilityconstraint",
        "categorisation",
        "categoryscheme",
        "categoryschememap",
        "conceptschememap",
        "customtypescheme",
        "dataconsumerscheme",
        "dataproviderscheme",
        "hierarchicalcodelist",
        "hierarchy",
        "hierarchyassociation",
        "metadataconstraint",
        "metadataflow",
        "metadataprovisionagreement",
        "metadataproviderscheme",
        "metadatastructure",
        "namepersonalisationscheme",
        "organisationschememap",
        "organisationunitscheme",
        "process",
        "provisionagreement",
        "reportingtaxonomy",
        "reportingtaxonomymap",
        "representationmap",
        "rulesetscheme",
        "structuremap",
        "structureset",
        "transformationscheme",
        "userdefinedoperatorscheme",
        "valuelist",
        "vtlmappingscheme",
    }
)
REFERENCES = frozenset(
    {"none", "parents", "parentsandsiblings", "ancestors", "children"}
    | {"descendants", "all"}
)
DETAILS = frozenset(
    {"full", "allstubs", "referencestubs", "allcompletestubs"}
    | {"referencecompletestubs", "referencepartial", "raw"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """Kinds, owners, ids, versions and items asked for; an empty set is all of them."""

    kinds: frozenset[type[Artefact]]
    agencies: frozenset[str]
    ids: frozenset[str]
    version: str
    items: frozenset[str]
    references: frozenset[str]
    detail: str

    def __post_init__(self) -> None:
        known = REFERENCES | KINDS.keys() | OTHER_KINDS
        for each in self.references - known:
            message = (
                f"references={each[:40]} is not known; write one of "
                f"{', '.join(sorted(REFERENCES))}, or a kind such as codelist."
            )
            raise Misspelt(message)
        if self.detail not in DETAILS:
            message = (
                f"detail={self.detail[:40]} is not known; write one of "
                f"{', '.join(sorted(DETAILS))}."
            )
            raise Misspelt(message)
        schemes = {AgencyScheme, Codelist, ConceptScheme}
        if self.items and not self.kinds <= schemes:
            message = (
                "Only code lists, concept schemes and agency schemes have items; leave "
                "out what stands behind the version."
            )
            raise Senseless(message)


class Answer:
    """Collects what belongs to a question, each artefact once."""

    def __init__(self, kept: Collection, asked: Question) -> None:
        self.kept = kept
        self.asked = asked

    def structures(self) -> Structures:
        matching = list(self._matching())
        if not matching:
            message = (
                "There is no such structure here. See what there is at /sdmx/dataflow; "
                "ids are written in capitals."
            )
            raise NothingFound(message)
        found = {each.urn: each for each in matching}
        others: dict[str, Artefact] = {}
        for artefact in matching:
            for each in self._referenced(artefact):
                if each.urn not in found:
                    others.setdefault(each.urn, each)
        if self.asked.detail == "referencepartial":
            others = {urn: self._partial(each) for urn, each in others.items()}
        artefacts = [*found.values(), *others.values()]
        stubs = {
            "allstubs": found.keys() | others.keys(),
            "allcompletestubs": found.keys() | others.keys(),
            "referencestubs": others.keys(),
            "referencecompletestubs": others.keys(),
        }.get(self.asked.detail, frozenset())
        return Structures(
            artefacts,
            stubs=frozenset(stubs),
            complete_stubs="complete" in self.asked.detail,
        )

    def _matching(self) -> Iterator[Artefact]:
        asked = self.asked
        every: list[Artefact] = self.kept.all_artefacts()
        if ContentConstraint in asked.kinds:
            every += [
                self.kept.constraint(each)
                for each in self.kept.flows.values()
                if not asked.ids or _constraint_id(each.dataflow) in asked.ids
            ]
        for artefact in every:
            if (
                type(artefact) in asked.kinds
                and (not asked.agencies or artefact.agency in asked.agencies)
                and (not asked.ids or artefact.id in asked.ids)
                and _has_version(artefact, asked.version)
            ):
                if asked.items and isinstance(artefact, ItemScheme):
                    part = artefact.only(asked.items)
                    if part.items:
                        yield part
                else:
                    yield artefact

    def _referenced(self, artefact: Artefact) -> Iterator[Artefact]:
        below, above = self._children, self._parents
        ways: dict[str, Callable[[], Iterator[Artefact]]] = {
            "none": lambda: iter(()),
            "children": lambda: below(artefact),
            "descendants": lambda: self._climb(artefact, below),
            "parents": lambda: above(artefact),
            "ancestors": lambda: self._climb(artefact, above),
            "parentsandsiblings": lambda: self._with_siblings(artefact),
            "all": lambda: chain(
                self._climb(artefact, below), self._with_siblings(artefact)
            ),
        }
        for asked in self.asked.references:
            if asked in ways:
                yield from ways[asked]()
                continue
            wanted = KINDS.get(asked)
            around = chain(self._climb(artefact, below), self._climb(artefact, above))
            yield from (each for each in around if type(each) is wanted)

    def _children(self, artefact: Artefact) -> Iterator[Artefact]:
        match artefact:
            case ContentConstraint():
                yield artefact.dataflow
            case Dataflow():
                yield artefact.structure
            case DataStructure():
                yield artefact.concepts
                yield from self.kept.codelists.values()

    def _parents(self, artefact: Artefact) -> Iterator[Artefact]:
        match artefact:
            case Codelist() | ConceptScheme():
                yield self.kept.structure
            case DataStructure():
                yield from (each.dataflow for each in self.kept.flows.values())
            case Dataflow():
                yield self.kept.constraint(self.kept.flows[artefact.id])

    def _with_siblings(self, artefact: Artefact) -> Iterator[Artefact]:
        for parent in self._parents(artefact):
            yield parent
            yield from self._children(parent)

    def _climb(
        self, artefact: Artefact, step: Callable[[Artefact], Iterator[Artefact]]
    ) -> Iterator[Artefact]:
        for each in step(artefact):
            yield each
            yield from self._climb(each, step)

    def _partial(self, artefact: Artefact) -> Artefact:
        """Return a code list with those of its codes that the figures use."""
        if not isinstance(artefact, Codelist):
            return artefact
        name = artefact.id.removeprefix("CL_")
        by_value = self.kept.books[name].by_value
        return artefact.only(
            frozenset(by_value[value] for value in self.kept.used[name] if value)
        )


def _constraint_id(flow: Dataflow) -> str:
    return f"CC_{flow.id.removeprefix('DF_')}"


def _has_version(artefact: Artefact, asked: str) -> bool:
    if isinstance(artefact, AgencyScheme):
        return versions.matches(asked) or artefact.version in asked.split(",")
    return versions.matches(asked)
