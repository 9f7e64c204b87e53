"""What surrounds the data of an SDMX-ML message: its root, header and footer.

The root decides whether there can be observations at all, and every other message is
refused with what it is. Names are compared without their prefix.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tally.quoting import shown
from tally.sdmx.reading.reasons import refuse

GENERIC = frozenset(["GenericData", "GenericTimeSeriesData"])
SPECIFIC = frozenset(["StructureSpecificData", "StructureSpecificTimeSeriesData"])
STRUCTURES = frozenset(["Structure"])
METADATA = frozenset(["GenericMetadata", "StructureSpecificMetadata", "MetadataReport"])
OLD = frozenset(["1.0", "2.0"])
READ = frozenset(["2.1", "3.0", "3.1"])
# The roots of SDMX-ML 1.0 and 2.0, whose namespaces say so too.
OLDER = frozenset(["CompactData", "UtilityData", "CrossSectionalData", "MessageGroup"])

TIME = "TIME_PERIOD"
# dimensionAtObservation of a message whose observations say all their dimensions.
FLAT = "AllDimensions"

_VERSION = re.compile(r"sdmx\.org/resources/sdmxml/schemas/v(\d)_(\d)/", re.IGNORECASE)
# StructureUsage in 3.0 and URN in 2.1: urn:sdmx:…=AGENCY:ID(VERSION)
_URN = re.compile(r"=[^:]*:([^(]+)\(")


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def children(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The elements directly below, with their names without namespace."""
    for child in element.iterchildren("*"):
        yield local(str(child.tag)), child


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of data message it is."""

    is_generic: bool
    # In later versions a measure may have any name.
    is_measured_in_obs_value: bool


def judge_root(root: etree._Element) -> Kind:
    """The kind of the message; FileRefused for all that is no data message."""
    # No QName: the prefix of a broken message may be undeclared.
    namespace, _, kind = str(root.tag).rpartition("}")
    if kind.lower() == "html":
        raise refuse("web_page")
    found = _VERSION.search(namespace)
    if found is None:
        raise refuse("not_sdmx", found=shown(str(root.tag)))
    version = f"{found[1]}.{found[2]}"
    if kind in STRUCTURES:
        raise refuse("structure_message", found=f"SDMX-ML {version}")
    if version in OLD or kind in OLDER:
        raise refuse("version_old", version=version)
    if kind in METADATA:
        raise refuse("metadata_message", found=f"{kind}, SDMX-ML {version}")
    if version not in READ:
        raise refuse("version_unknown", version=version)
    if kind not in GENERIC | SPECIFIC | {"Error"}:
        raise refuse("other_message", found=shown(kind))
    return Kind(kind in GENERIC, version == "2.1")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the header says about the structure of a data set."""

    flow: str = ""
    at_observation: str = TIME


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says, as far as observations need it."""

    structures: Mapping[str, Declared] = field(default_factory=dict)
    action: str = ""

    def of(self, reference: str) -> Declared:
        """The structure a data set refers to, or the only one there is."""
        if reference in self.structures:
            return self.structures[reference]
        if len(self.structures) == 1:
            return next(iter(self.structures.values()))
        return Declared()


def read_header(element: etree._Element) -> Header:
    structures = {}
    action = ""
    for name, child in children(element):
        if name == "Structure":
            identity = child.get("structureID", "")
            structures[identity] = Declared(
                _flow(child), child.get("dimensionAtObservation", TIME)
            )
        elif name == "DataSetAction":
            action = (child.text or "").strip()
    return Header(structures, action)


def _flow(structure: etree._Element) -> str:
    """The id of the dataflow, of its structure or provision agreement."""
    for part in structure.iter("*"):
        if local(str(part.tag)) == "Ref" and part.get("id"):
            return part.get("id", "")
        if found := _URN.search(part.text or ""):
            return found[1].strip()
    return ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the service to people."""

    text: str
    is_error: bool


def read_footer(element: etree._Element) -> Said:
    """What the service says under the data, and whether it is an error.

    Only a severity of Error is one: Warning and Information leave the data whole, and
    what has no severity is judged by whether there are data.
    """
    texts = []
    is_error = False
    for name, child in children(element):
        if name in ("Message", "ErrorMessage"):
            code = child.get("code", "")
            words = " ".join(
                (text.text or "").strip() for _, text in children(child) if text.text
            )
            texts.append(f"{code} {words}".strip())
            is_error = is_error or child.get("severity", "").lower() == "error"
    return Said(shown(" ".join(texts)), is_error)
