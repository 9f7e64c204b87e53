"""The schemas of SDMX accept what tally.sdmx writes, and refuse it with one fault."""

import re
from pathlib import Path

import pytest

from tally.sdmx.writing import data_json, data_ml, errors, structure_json, structure_ml
from tally.sdmx.writing.artefacts import ALL_DIMENSIONS, Structures
from tally.sdmx.writing.shape import shape_of
from tally.sdmx.writing.tests.samples import (
    ALL,
    BY_AREA,
    BY_SERIES,
    FLAT,
    FLOW,
    HEADER,
    NAMES,
    STRUCTURE,
)
from tests.outside.programs import script

SERIES = shape_of(STRUCTURE)
ROWS = {
    "series": (BY_SERIES, SERIES),
    "table": (FLAT, shape_of(STRUCTURE, at=ALL_DIMENSIONS)),
    "sections": (BY_AREA, shape_of(STRUCTURE, at="REF_AREA")),
    "keys": (
        sorted({row[:3] for row in BY_SERIES}, key=str),
        shape_of(STRUCTURE, with_observations=False),
    ),
}
# One fault each: what stands in a message, and what stands there instead.
MUTANTS = {
    "structure.xml": {
        "no dimensions": ("<structure:DimensionList.*?</structure:DimensionList>", ""),
        "no measure": ("<structure:MeasureList.*?</structure:MeasureList>", ""),
        "a nameless code": (
            '(<structure:Code id="001"[^>]*>).*?(</structure:C)',
            r"\1\2",
        ),
        "no id": (' id="CL_AREA"', ""),
        "an id that is none": ('id="CL_AREA"', 'id="CL AREA"'),
        "no concept": (
            "<structure:ConceptIdentity>.*?</structure:ConceptIdentity>",
            "",
        ),
        "no relationship": (
            "<structure:AttributeRelationship>.*?</structure:AttributeRelationship>",
            "",
        ),
        "no status of assignment": (' assignmentStatus="Conditional"', ""),
        "a version that is none": ('version="1.0.0"', 'version="one"'),
        "no sender": ("<message:Sender.*?</message:Sender>", ""),
        "no moment": ("<message:Prepared>.*?</message:Prepared>", ""),
        "a moment that is none": ("2026-06-01T12", "2026-02-30T12"),
        "no package": (' package="codelist"', ' package="codes"'),
        "lists before agencies": (
            (
                "(<structure:OrganisationSchemes>.*?</structure:OrganisationSchemes>\n)"
                "(<structure:Dataflows>.*?</structure:Dataflows>\n)"
            ),
            r"\2\1",
        ),
    },
    "generic-series.xml": {
        "no key": ("<generic:SeriesKey>.*?</generic:SeriesKey>", ""),
        "no period": ("<generic:ObsDimension[^>]*/>", ""),
        "a period without a value": ('ObsDimension value="2020"', "ObsDimension"),
        "a value without an id": ('<generic:Value id="FREQ"', "<generic:Value"),
        "no structure": ("<message:Structure .*?</message:Structure>", ""),
        "no reference": (' structureRef="DSD"', ""),
        "an action that is none": ('action="Information"', 'action="Tell"'),
    },
    "specific-series.xml": {
        "no dimension": (' REF_AREA="001"', ""),
        "a dimension that is none": (' REF_AREA="001"', ' REF_AREA="001" WHERE="a"'),
        "no period": (' TIME_PERIOD="2020"', ""),
        "a period that is none": ('TIME_PERIOD="2020"', 'TIME_PERIOD="20 20"'),
        "no scope": (' specific:dataScope="DataStructure"', ""),
        "no reference": (' specific:structureRef="DSD"', ""),
        "an attribute out of place": ("<Obs ", '<Obs UNIT="PC" '),
    },
    "data-series.json": {
        "no links": ('"links":[^]]*],', ""),
        "no sender": (',"sender":{[^}]*}', ""),
        "no place in the key": (',"keyPosition":0', ""),
        "no relationship": (',"relationship":{"observation":{}}', ""),
        "a moment that is none": ('"keyPosition":1', '"keyPosition":-1'),
    },
}
CASES = [(name, fault) for name, faults in MUTANTS.items() for fault in faults]


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write one message of each kind."""
    folder = tmp_path_factory.mktemp("sdmx")
    stubs = frozenset(each.urn for each in ALL.artefacts)
    made = {
        "structure.xml": structure_ml.write(ALL, HEADER),
        "nothing.xml": structure_ml.write(Structures([]), HEADER),
        "stubs.xml": structure_ml.write(Structures(ALL.artefacts, stubs), HEADER),
        "structure.json": structure_json.write(ALL, HEADER, language="en"),
        "stubs.json": structure_json.write(
            Structures(ALL.artefacts, stubs), HEADER, language="fr"
        ),
        "error.xml": errors.write_ml(100, {"en": "Nothing", "fr": "Rien"}),
        "generic-time.xml": data_ml.write_generic(
            BY_SERIES, SERIES, FLOW, HEADER, media_type=data_ml.GENERIC_SERIES
        ),
        "specific-time.xml": data_ml.write_specific(
            BY_SERIES, SERIES, FLOW, HEADER, media_type=data_ml.SPECIFIC_SERIES
        ),
    }
    for name, (rows, shape) in ROWS.items():
        made |= {
            f"generic-{name}.xml": data_ml.write_generic(rows, shape, FLOW, HEADER),
            f"specific-{name}.xml": data_ml.write_specific(rows, shape, FLOW, HEADER),
            f"data-{name}.json": data_json.write(
                rows, shape, FLOW, HEADER, names=NAMES, language="en"
            ),
        }
    for name, pieces in made.items():
        (folder / name).write_bytes(b"".join(pieces))
    return {name: folder / name for name in made}


def test_the_schemas_accept_every_message(messages):
    found = script("validate_sdmx.py", messages["structure.xml"], *messages.values())

    assert len(found) == 20
    assert {name: each for name, each in found.items() if each} == {}


def test_the_schemas_refuse_a_message_with_one_fault(messages, tmp_path):
    made = {}
    for number, (name, fault) in enumerate(CASES):
        good = messages[name].read_text("utf-8")
        begun, instead = MUTANTS[name][fault]
        bad = re.sub(begun, instead, good, count=1, flags=re.DOTALL)
        assert bad != good, (name, fault)
        path = tmp_path / f"mutant-{number}{Path(name).suffix}"
        path.write_text(bad, "utf-8")
        made[name, fault] = str(path)

    found = script("validate_sdmx.py", messages["structure.xml"], *made.values())

    assert [case for case, path in made.items() if not found[path]] == []
