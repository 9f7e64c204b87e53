"""Structure messages of SDMX-ML 2.1."""

from collections.abc import Callable, Iterator
from typing import Any

from tally.sdmx.writing.artefacts import (
    MEASURE,
    TIME,
    AgencyScheme,
    Artefact,
    Codelist,
    Component,
    ConceptScheme,
    ContentConstraint,
    Dataflow,
    DataStructure,
    Item,
    ItemScheme,
    Structures,
)
from tally.sdmx.writing.markup import SCHEMAS, Header, opening, pieces, quoted, texts

MEDIA_TYPE = "application/vnd.sdmx.structure+xml;version=2.1"
_ITEM_CLASSES: dict[type[ItemScheme], tuple[str, str]] = {
    AgencyScheme: ("Agency", "base.Agency"),
    Codelist: ("Code", "codelist.Code"),
    ConceptScheme: ("Concept", "conceptscheme.Concept"),
}


def write(structures: Structures, header: Header) -> Iterator[bytes]:
    """Write a message. An empty one has a header alone, which the schema allows."""
    return pieces(_parts(structures, header))


def _parts(structures: Structures, header: Header) -> Iterator[str]:
    yield opening("Structure", f' xmlns:structure="{SCHEMAS}/structure"', header)
    if structures.artefacts:
        yield "<message:Structures>\n"
        for kind, container, write_one in _CONTAINERS:
            found = structures.of(kind)
            if not found:
                continue
            yield f"<structure:{container}>\n"
            for artefact in found:
                if structures.is_stub(artefact):
                    yield _stub(artefact, described=structures.complete_stubs)
                else:
                    yield from write_one(artefact)
            yield f"</structure:{container}>\n"
        yield "</message:Structures>\n"
    yield "</message:Structure>\n"


def _identity(artefact: Artefact) -> str:
    return (
        f'id="{artefact.id}" agencyID="{artefact.agency}" '
        f'version="{artefact.version}" urn="{quoted(artefact.urn)}"'
    )


def _said(artefact: Artefact) -> str:
    return f"{texts('Name', artefact.names)}" + texts(
        "Description", artefact.descriptions
    )


def _stub(artefact: Artefact, *, described: bool) -> str:
    said = _said(artefact) if described else texts("Name", artefact.names)
    return (
        f"<structure:{artefact.kind} {_identity(artefact)} "
        f'isExternalReference="true">{said}</structure:{artefact.kind}>\n'
    )


def _scheme(scheme: ItemScheme) -> Iterator[str]:
    name, package = _ITEM_CLASSES[type(scheme)]
    partial = ' isPartial="true"' if scheme.partial else ""
    yield f"<structure:{scheme.kind} {_identity(scheme)}{partial}>{_said(scheme)}\n"
    for item in scheme.items:
        yield _item(item, name, f"{package}={scheme.short_name}.{item.id}")
    yield f"</structure:{scheme.kind}>\n"


def _item(item: Item, name: str, ending: str) -> str:
    parent = (
        f'<structure:Parent><Ref id="{item.parent}"/></structure:Parent>'
        if item.parent
        else ""
    )
    return (
        f'<structure:{name} id="{item.id}" urn="urn:sdmx:org.sdmx.infomodel.{ending}">'
        f"{texts('Name', item.names)}{texts('Description', item.descriptions)}"
        f"{parent}</structure:{name}>\n"
    )


def _data_structure(structure: DataStructure) -> Iterator[str]:
    yield f"<structure:DataStructure {_identity(structure)}>{_said(structure)}"
    yield "<structure:DataStructureComponents>"
    yield '<structure:DimensionList id="DimensionDescriptor">\n'
    for place, dimension in enumerate(structure.dimensions, start=1):
        yield (
            f'<structure:Dimension id="{dimension.id}" position="{place}">'
            f"{_concept(structure, dimension.id)}{_coded(structure, dimension)}"
            "</structure:Dimension>\n"
        )
    last = len(structure.dimensions) + 1
    yield (
        f'<structure:TimeDimension id="{TIME}" position="{last}">'
        f"{_concept(structure, TIME)}<structure:LocalRepresentation>"
        '<structure:TextFormat textType="ObservationalTimePeriod"/>'
        "</structure:LocalRepresentation></structure:TimeDimension>\n"
        "</structure:DimensionList>"
    )
    if structure.attributes:
        yield '<structure:AttributeList id="AttributeDescriptor">\n'
        for attribute in structure.attributes:
            yield _attribute(structure, attribute)
        yield "</structure:AttributeList>"
    yield (
        '<structure:MeasureList id="MeasureDescriptor">'
        f'<structure:PrimaryMeasure id="{MEASURE}">{_concept(structure, MEASURE)}'
        "<structure:LocalRepresentation>"
        '<structure:TextFormat textType="Double"/></structure:LocalRepresentation>'
        "</structure:PrimaryMeasure></structure:MeasureList>"
        "</structure:DataStructureComponents></structure:DataStructure>\n"
    )


def _attribute(structure: DataStructure, attribute: Component) -> str:
    if attribute.of_series:
        relation = "".join(
            f'<structure:Dimension><Ref id="{dimension.id}"/></structure:Dimension>'
            for dimension in structure.dimensions
        )
    else:
        relation = (
            f'<structure:PrimaryMeasure><Ref id="{MEASURE}"/>'
            "</structure:PrimaryMeasure>"
        )
    return (
        f'<structure:Attribute id="{attribute.id}" assignmentStatus="Conditional">'
        f"{_concept(structure, attribute.id)}{_coded(structure, attribute)}"
        f"<structure:AttributeRelationship>{relation}"
        "</structure:AttributeRelationship></structure:Attribute>\n"
    )


def _concept(structure: DataStructure, name: str) -> str:
    scheme = structure.concepts
    return (
        f'<structure:ConceptIdentity><Ref id="{name}" '
        f'maintainableParentID="{scheme.id}" '
        f'maintainableParentVersion="{scheme.version}" agencyID="{scheme.agency}" '
        'package="conceptscheme" class="Concept"/></structure:ConceptIdentity>'
    )


def _coded(structure: DataStructure, component: Component) -> str:
    if component.codelist:
        inside = (
            f'<structure:Enumeration><Ref id="{component.codelist}" '
            f'version="{structure.version}" agencyID="{structure.agency}" '
            'package="codelist" class="Codelist"/></structure:Enumeration>'
        )
    else:
        inside = f'<structure:TextFormat textType="{component.text}"/>'
    return f"<structure:LocalRepresentation>{inside}</structure:LocalRepresentation>"


def _dataflow(flow: Dataflow) -> Iterator[str]:
    yield f"<structure:Dataflow {_identity(flow)}>{_said(flow)}"
    yield f"<structure:Structure>{_reference(flow.structure)}</structure:Structure>"
    yield "</structure:Dataflow>\n"


def _constraint(constraint: ContentConstraint) -> Iterator[str]:
    yield f'<structure:ContentConstraint {_identity(constraint)} type="Actual">'
    counts = {
        "series_count": constraint.series,
        "obs_count": constraint.observations,
    }
    told = "".join(
        f'<common:Annotation id="{name}"><common:AnnotationTitle>{count}'
        "</common:AnnotationTitle><common:AnnotationType>sdmx_metrics"
        "</common:AnnotationType></common:Annotation>"
        for name, count in counts.items()
        if count is not None
    )
    if told:
        yield f"<common:Annotations>{told}</common:Annotations>"
    yield _said(constraint)
    yield (
        "<structure:ConstraintAttachment><structure:Dataflow>"
        f"{_reference(constraint.dataflow)}"
        "</structure:Dataflow></structure:ConstraintAttachment>"
    )
    yield '<structure:CubeRegion include="true">\n'
    for dimension, values in constraint.values.items():
        told = "".join(f"<common:Value>{value}</common:Value>" for value in values)
        yield f'<common:KeyValue id="{dimension}">{told}</common:KeyValue>\n'
    if constraint.first:
        yield (
            f'<common:KeyValue id="{TIME}"><common:TimeRange>'
            f'<common:StartPeriod isInclusive="true">{constraint.first}'
            f'</common:StartPeriod><common:EndPeriod isInclusive="true">'
            f"{constraint.last}</common:EndPeriod></common:TimeRange></common:KeyValue>\n"
        )
    yield "</structure:CubeRegion></structure:ContentConstraint>\n"


def _reference(artefact: Artefact) -> str:
    package = artefact.urn.partition("infomodel.")[2].partition(".")[0]
    return (
        f'<Ref id="{artefact.id}" version="{artefact.version}" '
        f'agencyID="{artefact.agency}" package="{package}" class="{artefact.kind}"/>'
    )


# In the order that the schema wants.
_CONTAINERS: tuple[tuple[type[Artefact], str, Callable[[Any], Iterator[str]]], ...] = (
    (AgencyScheme, "OrganisationSchemes", _scheme),
    (Dataflow, "Dataflows", _dataflow),
    (Codelist, "Codelists", _scheme),
    (ConceptScheme, "Concepts", _scheme),
    (DataStructure, "DataStructures", _data_structure),
    (ContentConstraint, "Constraints", _constraint),
)
