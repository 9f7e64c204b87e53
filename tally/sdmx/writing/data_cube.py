"""Data as Turtle in the words of the RDF Data Cube (qb), an observation at a time.

Codes, dimensions and attributes have addresses below `entry`, where SDMX REST tells of
them. A dimension is coded, so that its value is the address of a code; other values
are literals of their type.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from tally.sdmx.writing.artefacts import (
    MEASURE,
    TIME,
    Component,
    Dataflow,
    Texts,
)
from tally.sdmx.writing.markup import pieces
from tally.sdmx.writing.shape import Row, Shape

TURTLE = "text/turtle"
# What Turtle cannot hold as it stands between quotation marks.
_ESCAPED = re.compile(r'[\\"\n\r\t]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATATYPES = {"Double": "xsd:double", "Boolean": "xsd:boolean"}
_PERIODS = (
    (re.compile(r"\d{4}"), "xsd:gYear"),
    (re.compile(r"\d{4}-\d{2}"), "xsd:gYearMonth"),
)
# Cross-domain concepts of SDMX that ours are a case of.
_COMMON = {
    "FREQ": "sdmx-dimension:freq",
    "REF_AREA": "sdmx-dimension:refArea",
    "SEX": "sdmx-dimension:sex",
    "AGE": "sdmx-dimension:age",
    TIME: "sdmx-dimension:timePeriod",
    MEASURE: "sdmx-measure:obsValue",
    "UNIT_MEASURE": "sdmx-attribute:unitMeasure",
    "OBS_STATUS": "sdmx-attribute:obsStatus",
}
_PREFIXES = {
    "qb": "http://purl.org/linked-data/cube#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
}


def write(
    rows: Iterable[Row], shape: Shape, flow: Dataflow, *, entry: str
) -> Iterator[bytes]:
    """Write a flat shape: each observation has all dimensions, as a cube wants."""
    return pieces(_parts(rows, shape, flow, entry))


def _parts(
    rows: Iterable[Row], shape: Shape, flow: Dataflow, entry: str
) -> Iterator[str]:
    structure = flow.structure
    own = f"{entry}/datastructure/{structure.agency}/{structure.id}#"
    dataset = f"<{entry}/data/{flow.id}>"
    for prefix, space in (_PREFIXES | {"own": own}).items():
        yield f"@prefix {prefix}: <{space}> .\n"
    yield f"\n{dataset} a qb:DataSet ;\n  qb:structure own:structure ;\n"
    yield f"  {_texts('rdfs:label', flow.names)} .\n"
    yield from _structure(shape, flow)
    names = {each.id: each.names for each in structure.concepts.items}
    components = {each.id: each for each in structure.components}
    for name in shape.columns:
        yield _property(name, components[name], names[name], shape)
    writers = [
        (f"own:{name}", _value(components[name], structure.agency, entry))
        for name in shape.columns
    ]
    size = len(shape.observation)
    for row in rows:
        key = quote(".".join(value or "" for value in row[:size]))
        told = ";".join(
            f" {name} {write(value)}"
            for (name, write), value in zip(writers, row, strict=True)
            if value is not None
        )
        yield f"{dataset[:-1]}#{key}> a qb:Observation; qb:dataSet {dataset};{told}.\n"


def _structure(shape: Shape, flow: Dataflow) -> Iterator[str]:
    parts = [f"[ qb:dimension own:{name} ]" for name in shape.observation]
    parts += [f"[ qb:measure own:{shape.measure} ]"] if shape.measure else []
    parts += [f"[ qb:attribute own:{name} ]" for name in shape.attributes]
    yield "own:structure a qb:DataStructureDefinition ;\n  qb:component\n    "
    yield ",\n    ".join(parts)
    yield f" ;\n  {_texts('rdfs:label', flow.structure.names)} .\n"


def _property(name: str, component: Component, names: Texts, shape: Shape) -> str:
    kind = "Attribute"
    if name in shape.observation:
        kind = "Dimension"
    elif name == shape.measure:
        kind = "Measure"
    above = f" ;\n  rdfs:subPropertyOf {_COMMON[name]}" if name in _COMMON else ""
    coded = ", qb:CodedProperty" if component.codelist else ""
    return (
        f"own:{name} a qb:{kind}Property{coded}{above} ;\n"
        f"  {_texts('rdfs:label', names)} .\n"
    )


def _value(component: Component, agency: str, entry: str) -> Callable[[str], str]:
    if component.codelist:
        base = f"{entry}/codelist/{agency}/{component.codelist}#"
        return lambda code: f"<{base}{quote(code)}>"
    if component.id == TIME:
        return _period
    datatype = _DATATYPES.get(component.text)
    if datatype:
        return lambda value: f'"{value}"^^{datatype}'
    return _literal


def _period(value: str) -> str:
    for pattern, datatype in _PERIODS:
        if pattern.fullmatch(value):
            return f'"{value}"^^{datatype}'
    return _literal(value)


def _literal(text: str) -> str:
    plain = _NOT_TEXT.sub("", text)
    return f'"{_ESCAPED.sub(lambda found: _ESCAPES[found[0]], plain)}"'


def _texts(name: str, words: Texts) -> str:
    told = [f"{_literal(text)}@{language}" for language, text in words.items() if text]
    return f"{name} {', '.join(told)}"
