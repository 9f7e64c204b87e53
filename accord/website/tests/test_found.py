"""What a search found can be taken away as the page shows it."""

import csv
import io

import pytest
from django.test import Client

from accord.actions.tests.factories import make_action, make_draft, make_vocabulary
from accord.atlas.models import Country
from accord.base.multilingual import Multilingual
from accord.base.search import indexing
from accord.partners.tests.factories import make_partner


@pytest.fixture
def coalition(db):
    make_vocabulary()
    lead = make_partner()
    title = Multilingual.of("fr", "Des contrats écrits", en="Written contracts")
    make_action(lead, title=title, countries=[Country.objects.get(pk="SEN")])
    make_action(lead, title="=HYPERLINK contracts", countries=[])
    make_draft(lead, title=Multilingual.of("en", "Secret contracts"))
    indexing.rebuild()


def rows(address: str) -> list[dict[str, str]]:
    body = b"".join(Client().get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_a_file_has_the_results_of_its_page_in_their_order(coalition):
    found = rows("/en/search.csv?q=contracts&kind=action&keys=1")

    page = Client().get("/en/search/?q=contracts&kind=action").content.decode()
    assert {each["kind"] for each in found} == {"action"}
    places = [page.index(f"/actions/{each['key']}/") for each in found]
    assert len(found) == 2
    assert places == sorted(places)


def test_a_line_names_its_record_in_every_language(coalition):
    found = rows("/fr/search.csv?q=contrats&country=SEN&keys=1")

    assert [each["title_fr"] for each in found] == ["Des contrats écrits"]
    assert found[0]["title_en"] == "Written contracts"
    assert found[0]["countries"] == "SEN"
    assert found[0]["url"].endswith(f"/fr/actions/{found[0]['key']}/")


def test_formulas_are_guarded_and_drafts_are_not_there(coalition):
    body = b"".join(
        Client().get("/en/search.csv?q=contracts").streaming_content
    ).decode()

    assert "'=HYPERLINK contracts" in body
    assert "Secret" not in body


def test_the_page_offers_its_files_with_its_filters(coalition):
    page = Client().get("/en/search/?q=contracts&country=SEN").content.decode()

    assert "/en/search.csv?q=contracts&amp;country=SEN" in page


def test_nothing_asked_is_an_empty_file(coalition):
    assert rows("/en/search.csv") == []


def test_queries_do_not_grow_with_what_is_found(
    coalition, django_assert_max_num_queries
):
    lead = make_partner()
    for number in range(20):
        make_action(lead, title=f"More contracts {number}")
    indexing.rebuild()
    with django_assert_max_num_queries(16):
        assert len(rows("/en/search.csv?q=contracts&keys=1")) > 20
