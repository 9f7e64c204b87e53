"""Structure messages of SDMX-JSON 2.0.0."""

import json
from collections.abc import Iterator
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
    Texts,
)
from tally.sdmx.writing.data_json import best, meta
from tally.sdmx.writing.markup import Header

VERSION_2 = "application/vnd.sdmx.structure+json;version=2.0.0"
_ITEMS: dict[type[Artefact], str] = {
    AgencyScheme: "agencies",
    Codelist: "codes",
    ConceptScheme: "concepts",
}
_LISTS: dict[type[Artefact], str] = {
    AgencyScheme: "agencySchemes",
    Codelist: "codelists",
    ConceptScheme: "conceptSchemes",
    ContentConstraint: "dataConstraints",
    Dataflow: "dataflows",
    DataStructure: "dataStructures",
}


def write(structures: Structures, header: Header, *, language: str) -> Iterator[bytes]:
    """Write a message; `name` says each thing in the language, `names` in all."""
    data: dict[str, list[dict[str, Any]]] = {}
    for artefact in structures.artefacts:
        told = _identity(artefact, language)
        if structures.is_stub(artefact):
            told["isExternalReference"] = True
            if not structures.complete_stubs:
                told = {
                    key: value for key, value in told.items() if "escription" not in key
                }
        else:
            told |= _content(artefact, language)
        data.setdefault(_LISTS[type(artefact)], []).append(told)
    message = {"meta": meta(header, language, kind="structure"), "data": data}
    yield json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _said(names: Texts, descriptions: Texts, language: str) -> dict[str, Any]:
    told = {"name": best(names, language), "names": dict(names)}
    if descriptions:
        told["description"] = best(descriptions, language)
        told["descriptions"] = dict(descriptions)
    return told


def _identity(artefact: Artefact, language: str) -> dict[str, Any]:
    return {
        "id": artefact.id,
        "agencyID": artefact.agency,
        "version": artefact.version,
        "links": [{"rel": "self", "urn": _urn(artefact), "type": "structure"}],
        **_said(artefact.names, artefact.descriptions, language),
    }


def _urn(artefact: Artefact) -> str:
    """Return the URN; what SDMX 2.1 calls a content constraint is one of data here."""
    return artefact.urn.replace(".ContentConstraint=", ".DataConstraint=")


def _content(artefact: Artefact, language: str) -> dict[str, Any]:
    match artefact:
        case ItemScheme():
            items = [_item(each, language) for each in artefact.items]
            told: dict[str, Any] = {"isPartial": artefact.partial}
            return told | {_ITEMS[type(artefact)]: items}
        case Dataflow():
            return {"structure": artefact.structure.urn}
        case DataStructure():
            return {"dataStructureComponents": _components(artefact)}
        case ContentConstraint():
            return _constraint(artefact)
    return {}


def _item(item: Item, language: str) -> dict[str, Any]:
    told = {"id": item.id, **_said(item.names, item.descriptions, language)}
    return told | ({"parent": item.parent} if item.parent else {})


def _components(structure: DataStructure) -> dict[str, Any]:
    dimensions = [
        _component(structure, each) | {"position": place}
        for place, each in enumerate(structure.dimensions)
    ]
    time = _component(structure, Component(TIME, text="ObservationalTimePeriod"))
    measure = _component(structure, Component(MEASURE, text="Double"))
    keys = [each.id for each in structure.dimensions]
    of_series: dict[str, Any] = {"dimensions": keys}
    of_observation: dict[str, Any] = {"observation": {}}
    attributes = [
        _component(structure, each)
        | {"attributeRelationship": of_series if each.of_series else of_observation}
        for each in structure.attributes
    ]
    return {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": dimensions,
            "timeDimension": time,
        },
        "measureList": {"id": "MeasureDescriptor", "measures": [measure]},
        "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
    }


def _component(structure: DataStructure, component: Component) -> dict[str, Any]:
    scheme = structure.concepts
    concept = f"conceptscheme.Concept={scheme.short_name}.{component.id}"
    if component.codelist:
        own = f"{structure.agency}:{component.codelist}({structure.version})"
        representation: dict[str, Any] = {
            "enumeration": f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={own}"
        }
    else:
        representation = {"format": {"dataType": component.text}}
    return {
        "id": component.id,
        "conceptIdentity": f"urn:sdmx:org.sdmx.infomodel.{concept}",
        "localRepresentation": representation,
    }


def _constraint(constraint: ContentConstraint) -> dict[str, Any]:
    values: list[dict[str, Any]] = [
        {"id": name, "values": [{"value": each} for each in found]}
        for name, found in constraint.values.items()
    ]
    if constraint.first:
        period = {
            "startPeriod": {"period": constraint.first, "isInclusive": True},
            "endPeriod": {"period": constraint.last, "isInclusive": True},
        }
        values.append({"id": TIME, "timeRange": period})
    counts = {
        "series_count": constraint.series,
        "obs_count": constraint.observations,
    }
    return {
        "role": "Actual",
        "constraintAttachment": {"dataflows": [constraint.dataflow.urn]},
        "cubeRegions": [{"include": True, "keyValues": values}],
        "annotations": [
            {"id": name, "title": str(count), "type": "sdmx_metrics"}
            for name, count in counts.items()
            if count is not None
        ],
    }
