"""Structure messages say what the artefacts say."""

import pytest
from lxml import etree

from tally.sdmx.writing import structure_ml
from tally.sdmx.writing.artefacts import Item, Structures
from tally.sdmx.writing.tests.samples import ALL, AREA, HEADER, STRUCTURE

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tree(structures: Structures) -> etree._Element:
    return etree.fromstring(b"".join(structure_ml.write(structures, HEADER)))


def test_names_are_there_in_each_language():
    codelist = tree(ALL).find(".//{*}Codelist[@id='CL_AREA']")

    names = {each.get(XML_LANG): each.text for each in codelist.findall("{*}Name")}
    assert names == AREA.names


def test_what_xml_cannot_hold_is_left_out_and_the_rest_escaped():
    code = tree(ALL).find(".//{*}Code[@id='CIV']/{*}Name")

    assert code.text == "Côte d’Ivoire <&\"'>"


def test_every_reference_leads_to_an_artefact_of_the_message():
    root = tree(ALL)
    there = {
        (each.get("agencyID"), each.get("id"), each.get("version"))
        for each in root.iterfind(".//*[@agencyID][@urn]")
    }

    wanted = {
        (
            each.get("agencyID"),
            each.get("maintainableParentID") or each.get("id"),
            each.get("maintainableParentVersion") or each.get("version"),
        )
        for each in root.iterfind(".//Ref[@agencyID]")
    }

    assert len(wanted) == 6
    assert wanted <= there


def test_dimensions_keep_their_places_and_time_comes_last():
    found = tree(ALL).find(".//{*}DimensionList")

    assert [(each.get("id"), each.get("position")) for each in found] == [
        ("FREQ", "1"),
        ("REF_AREA", "2"),
        ("TIME_PERIOD", "3"),
    ]


def test_a_stub_has_a_name_and_no_content():
    root = tree(Structures([AREA], stubs=frozenset({AREA.urn})))

    codelist = root.find(".//{*}Codelist")
    assert codelist.get("isExternalReference") == "true"
    assert {etree.QName(each).localname for each in codelist} == {"Name"}


def test_part_of_a_list_keeps_what_its_codes_lie_under():
    part = AREA.only(frozenset({"FRA", "nowhere"}))

    assert [each.id for each in part.items] == ["001", "FRA"]
    assert part.partial
    assert not AREA.only(frozenset({"001", "FRA", "CIV"})).partial


@pytest.mark.parametrize("id_", ["", "a b", "é", "a.b", "a+b"])
def test_an_id_that_no_message_may_hold_is_refused(id_):
    with pytest.raises(ValueError, match="is no SDMX id"):
        Item(id_, {"en": "x"})


def test_every_component_has_a_concept():
    concepts = {each.id for each in STRUCTURE.concepts.items}

    assert {each.id for each in STRUCTURE.components} == concepts
