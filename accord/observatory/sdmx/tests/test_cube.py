"""Figures as an RDF Data Cube: every observation whole, every number the same."""

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from accord.observatory import reading

QB = "http://purl.org/linked-data/cube#"


def test_a_cube_says_each_figure_with_all_its_dimensions(ask, settings):
    settings.PUBLIC_URL = "http://localhost"
    answer = ask("/data/DF_FIGURES?format=turtle")
    own = "http://localhost/sdmx/datastructure/ACCORD/DSD_FIGURES#"
    codes = "http://localhost/sdmx/codelist/ACCORD/"

    graph = Graph().parse(data=answer.content, format="turtle")

    assert answer.headers["Content-Type"] == "text/turtle"
    observations = set(graph.subjects(RDF.type, URIRef(f"{QB}Observation")))
    assert len(observations) == 15
    (structure,) = graph.subjects(RDF.type, URIRef(f"{QB}DataStructureDefinition"))
    dimensions = {
        name
        for part in graph.objects(structure, URIRef(f"{QB}component"))
        for name in graph.objects(part, URIRef(f"{QB}dimension"))
    }
    assert len(dimensions) == 8
    found = set()
    for each in observations:
        assert all((each, name, None) in graph for name in dimensions)
        area = graph.value(each, URIRef(f"{own}REF_AREA"))
        indicator = graph.value(each, URIRef(f"{own}INDICATOR"))
        value = graph.value(each, URIRef(f"{own}OBS_VALUE"))
        if str(indicator) == f"{codes}CL_INDICATOR#GINI":
            found.add((str(area).partition("#")[2], value.toPython()))
    assert found == {
        (each.area, each.value) for each in reading.of_indicator("gini", headline=None)
    }


def test_what_a_source_wrote_is_not_taken_for_turtle(ask):
    answer = ask("/data/DF_FIGURES/.KEN?format=ttl&startPeriod=2021&endPeriod=2021")

    graph = Graph().parse(data=answer.content, format="turtle")

    assert any(str(each) == "New <survey>" for each in graph.objects())
