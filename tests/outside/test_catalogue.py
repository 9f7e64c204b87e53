"""The catalogue conforms to the mandatory part of DCAT-AP 3, in each of its forms."""

from pathlib import Path

import pytest
from django.test import Client
from rdflib import Graph, namespace

from accord.observatory.sdmx.tests.sample import FIGURES
from accord.observatory.tests.figures import write_figures
from tests.outside.programs import script

SHAPES = Path(__file__).with_name("shapes") / "dcat_ap.ttl"
FORMS = ("ttl", "jsonld", "rdf")
# What a catalogue must say: the kind of thing, the property, once for each.
MUST = [
    *(
        (namespace.DCAT.Catalog, each)
        for each in (namespace.DCTERMS.title, namespace.DCTERMS.description)
    ),
    (namespace.DCAT.Catalog, namespace.DCTERMS.publisher),
    *(
        (namespace.DCAT.Dataset, each)
        for each in (namespace.DCTERMS.title, namespace.DCTERMS.description)
    ),
    (namespace.DCAT.Distribution, namespace.DCAT.accessURL),
    (namespace.DCAT.DataService, namespace.DCAT.endpointURL),
    (namespace.FOAF.Agent, namespace.FOAF.name),
    (namespace.SKOS.Concept, namespace.SKOS.prefLabel),
]
# Types that values of lists must bear in the graph itself.
TYPES = [
    *(
        namespace.DCTERMS.LinguisticSystem,
        namespace.DCTERMS.Frequency,
        namespace.DCTERMS.LicenseDocument,
    ),
    *(
        namespace.DCTERMS.MediaType,
        namespace.DCTERMS.MediaTypeOrExtent,
        namespace.DCTERMS.Location,
        namespace.SKOS.Concept,
    ),
    *(
        namespace.DCTERMS.RightsStatement,
        namespace.DCTERMS.PeriodOfTime,
        namespace.FOAF.Agent,
        namespace.DCAT.Distribution,
    ),
]


@pytest.fixture
def catalogue(coalition, settings, tmp_path) -> dict[str, Path]:
    """Keep the catalogue of the sample coalition in each form."""
    settings.OBSERVATORY_FOLDER = tmp_path
    settings.PUBLIC_URL = "http://localhost"
    write_figures(tmp_path, FIGURES, name=tmp_path.name)
    client = Client(headers={"host": "localhost"})
    found = {}
    for form in FORMS:
        found[form] = tmp_path / f"catalogue.{form}"
        found[form].write_bytes(client.get(f"/catalog.{form}").content)
    return found


def test_every_form_conforms_and_says_the_same(catalogue):
    found = script("validate_dcat.py", SHAPES, *catalogue.values())

    first, *others = found.values()
    assert [each["faults"] for each in found.values()] == [[], [], []]
    assert all(each == first for each in others)
    ids = [each for each in first["datasets"] if "/id/" in each]
    indicators = {each.rpartition("/")[2] for each in ids}
    assert indicators == {"informal-employment", "gini"}
    assert sum("/data/" in each for each in first["datasets"]) == 1
    addresses = first["datasets"]["http://localhost/id/indicator/gini"]
    endings = {each.rpartition(".")[2] for each in addresses}
    assert {"csv", "json", "parquet", "zip"} <= endings
    assert "http://localhost/sdmx/data/DF_FIGURES/..GINI" in addresses


def test_the_shapes_refuse_a_catalogue_with_one_fault(catalogue, tmp_path):
    made = {}
    for number, (kind, name) in enumerate([*MUST, *((each, None) for each in TYPES)]):
        graph = Graph().parse(catalogue["ttl"])
        thing = min(graph.subjects(namespace.RDF.type, kind))
        if name is None:
            graph.remove((thing, namespace.RDF.type, kind))
        else:
            assert (thing, name, None) in graph
            graph.remove((thing, name, None))
        path = made[f"{kind} {name}"] = tmp_path / f"mutant-{number}.ttl"
        graph.serialize(path, format="turtle")

    found = script("validate_dcat.py", SHAPES, *made.values(), within=120)

    accepted = [fault for fault, path in made.items() if not found[str(path)]["faults"]]
    assert accepted == []


def test_every_file_that_is_listed_is_there(catalogue, client):
    found = script("validate_dcat.py", SHAPES, catalogue["ttl"])
    (told,) = found.values()

    for addresses in told["datasets"].values():
        for address in addresses:
            answer = client.get(address.removeprefix("http://localhost"))
            assert answer.status_code == 200, address
