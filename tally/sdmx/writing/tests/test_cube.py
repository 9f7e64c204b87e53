"""A cube in Turtle says what it was given, whatever signs it is made of."""

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from tally.sdmx.writing import data_cube
from tally.sdmx.writing.artefacts import ALL_DIMENSIONS
from tally.sdmx.writing.shape import shape_of
from tally.sdmx.writing.tests.samples import FLAT, FLOW, STRUCTURE

TABLE = shape_of(STRUCTURE, at=ALL_DIMENSIONS)
OWN = "http://x/sdmx/datastructure/COALITION/DSD#"
NASTY = 'a\\b "c"\r\n\td\u0001 <e> \\u0041 é \U0001f30d'


def graph_of(rows) -> Graph:
    content = b"".join(data_cube.write(rows, TABLE, FLOW, entry="http://x/sdmx"))
    return Graph().parse(data=content, format="turtle")


def told(graph: Graph, name: str) -> set[str]:
    return {str(each) for each in graph.objects(None, URIRef(f"{OWN}{name}"))}


def test_a_missing_value_is_left_out_and_the_others_are_numbers():
    graph = graph_of(FLAT)

    kind = URIRef(f"{data_cube._PREFIXES['qb']}Observation")
    assert len(set(graph.subjects(RDF.type, kind))) == 3
    values = graph.objects(None, URIRef(f"{OWN}OBS_VALUE"))
    assert {each.toPython() for each in values} == {12.5, -1e-05}
    years = {
        str(each.datatype) for each in graph.objects(None, URIRef(f"{OWN}TIME_PERIOD"))
    }
    assert years == {"http://www.w3.org/2001/XMLSchema#gYear"}


def test_no_sign_ends_a_text():
    row = (*FLAT[0][:-1], NASTY)

    graph = graph_of([row])

    assert told(graph, "COMMENT") == {NASTY.replace("\u0001", "")}
    assert told(graph, "REF_AREA") == {"http://x/sdmx/codelist/COALITION/CL_AREA#001"}
