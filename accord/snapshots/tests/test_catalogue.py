"""The catalogue comes in the form that is asked for."""

import pytest

from accord.base.discovery.datasets import Dataset
from accord.snapshots.catalogue import graph


@pytest.fixture
def nothing_yet(settings, tmp_path, db) -> None:
    settings.SNAPSHOTS_FOLDER = tmp_path / "snapshots"
    settings.OBSERVATORY_FOLDER = tmp_path / "observatory"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml, text/turtle;q=0.5", "application/rdf+xml"),
        ("application/xml", "application/rdf+xml"),
    ],
)
def test_it_comes_in_the_form_that_is_accepted(client, nothing_yet, accept, media_type):
    answer = client.get("/catalog", headers={"accept": accept})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert answer.headers["Vary"].startswith("Accept")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_form_that_is_not_there_is_refused_with_those_that_are(client, nothing_yet):
    answer = client.get("/catalog", headers={"accept": "text/html"})

    assert answer.status_code == 406
    assert "text/turtle" in answer.content.decode()


def test_it_is_not_sent_again_to_whoever_has_it(client, nothing_yet):
    first = client.get("/catalog.ttl")

    again = client.get("/catalog.ttl", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "99999999"])
def test_a_page_that_is_not_there_is_not_found(client, nothing_yet, page):
    assert client.get(f"/catalog.ttl?page={page}").status_code == 404


MADE = {
    "identifier": "x",
    "titles": {"en": "X"},
    "descriptions": {"en": "X"},
    "page": "http://localhost/en/",
    "distributions": [],
    "theme": "SOCI",
    "frequency": "IRREG",
    "licence": "",
}


def test_a_long_catalogue_comes_in_pages():
    found = [Dataset(id=f"urn:x:{number}", **MADE) for number in range(3)]

    first, second = (
        graph.catalogue(
            part, address="urn:x:catalogue", page=page, pages=2, total=3
        ).serialize(format="turtle")
        for page, part in enumerate((found[:2], found[2:]), start=1)
    )

    assert first.count("a dcat:Dataset") == 2
    assert second.count("a dcat:Dataset") == 1
    assert "hydra:totalItems 3" in first
    assert "hydra:next <urn:x:catalogue?page=2>" in first
    assert "hydra:next" not in second
