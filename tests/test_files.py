"""Every list and record is a file too, and tells the same in every format."""

import csv
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accord.actions.models import Action
from accord.actions.tests.factories import make_action
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner
from tally.sheets import read
from tests import cast
from tests.canaries import plant

LISTS = (
    "partners",
    "partners/composition",
    "actions",
    "countries",
    "areas",
    "challenges",
    "goals",
    "news",
    "texts",
)
RECORDS = (
    "partners/{ours}",
    "actions/{our_published}",
    "actions/{our_withdrawn}",
    "countries/SEN",
    "areas/equality",
    "challenges/distrust",
    "goals/8",
    "news/{news}",
    "about",
)
HEAVY_QUERIES = 30


@pytest.fixture
def visitor(clients) -> Client:
    client = clients["visitor"]
    # A reader with a cookie is not answered from the memory of the process.
    client.cookies["language"] = "en"
    return client


def body(client: Client, address: str) -> bytes:
    filled = address.format_map(cast.places()) if "{" in address else address
    answer = client.get(filled)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(client: Client, address: str) -> list[dict[str, str]]:
    text = body(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(client: Client, address: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body(client, address)))


@pytest.mark.parametrize("place", [*LISTS, *RECORDS])
def test_every_list_and_record_is_csv_json_and_excel(visitor, place):
    as_json = json.loads(body(visitor, f"/en/{place}.json"))
    as_csv = rows(visitor, f"/en/{place}.csv?keys")
    as_book = sheet(visitor, f"/en/{place}.xlsx").worksheets[0]
    described = json.loads(body(visitor, f"/en/{place}.csv-metadata.json"))

    told = as_json["records"] if place in LISTS else [as_json]
    assert len(as_csv) == len(told) == as_book.max_row - 2
    assert told
    assert as_book.row_dimensions[1].hidden
    keys = [cell.value for cell in as_book[1]][:-1]
    assert keys == list(as_csv[0])
    assert keys == [each["name"] for each in described["tableSchema"]["columns"]]


@pytest.mark.parametrize(
    ("language", "place"),
    [*(("fr", each) for each in LISTS), *(("ar", each) for each in RECORDS)],
)
def test_the_page_offers_its_files_and_a_citation(visitor, place, language):
    address = f"/{language}/{place}/".format_map(cast.places())

    page = visitor.get(address).content.decode()

    for ending in ("csv", "xlsx", "json"):
        assert f'href="{address.rstrip("/")}.{ending}"' in page
    assert settings.LICENCE_NAME in page
    assert 'class="take-away__cite"' in page


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_labels_are_those_of_the_language_and_never_twice(visitor, language):
    text = body(visitor, f"/{language}/actions.csv").decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text, newline="")))

    assert len(set(header)) == len(header)


def test_what_you_see_is_what_you_take(visitor):
    query = "?area=equality&stage=under-way&stage=planned&sort=title"

    page = visitor.get(f"/en/actions/{query}")
    files = rows(visitor, f"/en/actions.csv{query}&page=7")

    seen = [each.reference for each in page.context["page"].paginator.object_list]
    assert [each["Reference"] for each in files] == seen
    assert f'href="/en/actions.csv{escape(query)}"' in page.content.decode()


def test_from_home_to_a_cited_file_are_two_clicks(visitor):
    home = visitor.get("/en/").content.decode()
    page = visitor.get("/en/actions/?area=1&q=contract").content.decode()

    assert 'href="/en/actions/' in home
    assert 'href="/en/actions.csv?area=1&amp;q=contract"' in page
    assert 'href="/api/v1/actions?area=1&amp;q=contract"' in page
    assert visitor.get("/api/v1/actions?area=1&q=contract").status_code == 200
    cited = page.partition("<cite>")[2].partition("</cite>")[0]
    assert "“Actions (contract, Equality" in cited
    assert f"{settings.PUBLIC_URL}/en/actions/?area=1&amp;q=contract" in cited
    assert cited.endswith(f"{settings.LICENCE_NAME}.")


def test_words_in_the_list_of_actions_choose_what_is_taken(visitor):
    page = visitor.get("/en/actions/?q=contract")
    files = rows(visitor, "/en/actions.csv?q=contract&keys")

    seen = [each.reference for each in page.context["page"]]
    assert seen
    assert [each["reference"] for each in files][: len(seen)] == seen
    assert len(files) == page.context["page"].paginator.count


def test_the_directory_and_its_file_agree(visitor):
    query = "?category=WRK&sort=joined"

    page = visitor.get(f"/en/partners/{query}")
    files = rows(visitor, f"/en/partners.csv{query}")

    seen = [each.reference for each in page.context["page"].paginator.object_list]
    assert [each["Reference"] for each in files] == seen


def test_countries_found_by_name_are_those_of_the_file(visitor):
    assert [
        each["ISO alpha-3 code"] for each in rows(visitor, "/en/countries.csv?q=seneg")
    ] == ["SEN"]


def test_the_same_fact_stands_in_every_format(visitor):
    action = cast.action_in("published")
    Action.objects.filter(pk=action.pk).update(
        title=Multilingual.of(
            "fr", "Égalité, « pour tous »; =1+1", en="Equality\nfor all"
        ),
        budget=Decimal("1234567.50"),
        currency="EUR",
    )
    place = f"/en/actions/{action.reference}"

    told = json.loads(body(visitor, f"{place}.json"))
    (row,) = rows(visitor, f"{place}.csv?keys")
    (people,) = rows(visitor, f"{place}.csv")
    book = sheet(visitor, f"{place}.xlsx").worksheets[0]
    page = body(visitor, f"{place}/").decode()
    cells = dict(
        zip([c.value for c in book[1]], [c.value for c in book[3]], strict=True)
    )

    assert told["title"]["fr"] == row["title_fr"] == cells["title_fr"]
    assert told["title"]["en"] == row["title_en"] == cells["title_en"]
    assert people["Title (French)"] == told["title"]["fr"]
    assert told["budget"] == row["budget"] == people["Budget"] == "1234567.50"
    assert cells["budget"] == 1234567.5
    assert "; ".join(told["countries"]) == row["countries"] == cells["countries"]
    assert (
        told["starts_on"] == row["starts_on"] == cells["starts_on"].date().isoformat()
    )
    assert "1,234,567.50" in page
    assert "Equality\nfor all" in page


def test_a_text_of_a_further_language_has_its_own_column(visitor):
    action = cast.action_in("published")
    Action.objects.filter(pk=action.pk).update(
        title=Multilingual.of("pt", "Trabalho decente")
    )

    row = next(
        each
        for each in rows(visitor, "/en/actions.csv")
        if each["Reference"] == action.reference
    )
    (alone,) = rows(visitor, f"/en/actions/{action.reference}.csv?keys")

    assert row["Title (Portuguese)"] == "Trabalho decente"
    assert alone["title_pt"] == "Trabalho decente"


@pytest.mark.parametrize("role", cast.ROLES)
def test_a_draft_is_in_no_file_whoever_asks(clients, role):
    client, places = clients[role], cast.places()

    answers = [
        client.get(f"/en/actions/{places[name]}.{ending}").status_code
        for name in ("our_draft", "their_draft")
        for ending in ("csv", "json", "xlsx", "csv-metadata.json")
    ]

    assert set(answers) == {404}
    assert places["our_draft"].encode() not in body(client, "/en/actions.json")


def test_no_canary_gets_into_a_file(clients):
    canaries = plant()

    # The secretariat may read drafts on their pages, and takes none away.
    told = {
        f"{place}.{ending}": body(clients["secretariat"], f"/en/{place}.{ending}")
        .decode()
        .lower()
        for place in LISTS
        for ending in ("csv", "json", "csv-metadata.json")
    }
    for place in LISTS:
        book = sheet(clients["secretariat"], f"/en/{place}.xlsx")
        lines = (line for page in book for line in page.iter_rows(values_only=True))
        told[f"{place}.xlsx"] = " ".join(
            str(value).lower() for line in lines for value in line
        )

    assert [
        (file, each.place)
        for file, text in told.items()
        for each in canaries
        if each.word.lower() in text
    ] == []


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_more_actions_ask_no_more_questions(visitor, ending):
    lead = Partner.objects.get(slug=cast.OURS)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(visitor, f"/en/actions.{ending}?partner={cast.OURS}")
        return len(captured)

    def add(first: int, count: int) -> None:
        for number in range(first, first + count):
            make_action(
                lead, title=f"Contracts {number}", reference=f"ACT-2031-{number:04d}"
            )

    questions()
    add(1, 5)
    few = questions()
    add(10, 30)
    many = questions()

    assert few == many <= HEAVY_QUERIES


def test_a_file_says_where_it_comes_from_and_on_what_terms(visitor):
    answer = visitor.get("/fr/actions.csv?area=equality")

    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"].startswith(
        'attachment; filename="actions-selection-'
    )
    assert answer["Content-Disposition"].endswith('-fr.csv"')
    page = f"{settings.PUBLIC_URL}/fr/actions/?area=equality"
    beside = f"{settings.PUBLIC_URL}/fr/actions.csv-metadata.json?area=equality"
    assert f'<{page}>; rel="canonical"' in answer["Link"]
    assert f'<{settings.LICENCE_URL}>; rel="license"' in answer["Link"]
    assert f'<{beside}>; rel="describedby"' in answer["Link"]
    described = json.loads(body(visitor, "/fr/actions.csv-metadata.json?area=equality"))
    assert page in described["dc:bibliographicCitation"]
    assert described["dc:license"] == {"@id": settings.LICENCE_URL}
    assert described["url"] == f"{settings.PUBLIC_URL}/fr/actions.csv?area=equality"


def test_a_workbook_carries_its_citation_on_a_sheet_of_its_own(visitor):
    book = sheet(visitor, "/en/actions.xlsx")

    words = [
        cell for line in book["Read me"].iter_rows(values_only=True) for cell in line
    ]
    assert f"{settings.PUBLIC_URL}/en/actions/" in words
    assert any(settings.LICENCE_NAME in str(each) for each in words)
    assert book.defined_names["accord_schema"].attr_text == "'Read me'!$B$8"
    assert book["Read me"]["B8"].value == "accord:actions:1"
    assert book.worksheets[0].freeze_panes == "B3"


def test_an_unchanged_file_is_not_sent_twice(visitor):
    first = visitor.get("/en/actions.csv")

    again = visitor.get("/en/actions.csv", headers={"If-None-Match": first["ETag"]})
    other = visitor.get(
        "/en/actions.csv?keys", headers={"If-None-Match": first["ETag"]}
    )

    assert again.status_code == 304
    assert other.status_code == 200


def test_a_change_of_a_record_gives_the_file_another_tag(visitor):
    before = visitor.get("/en/actions.csv")["ETag"]

    plant()

    assert visitor.get("/en/actions.csv")["ETag"] != before


def test_our_own_workbook_is_recognised(visitor):
    found = read(io.BytesIO(body(visitor, "/ar/actions.xlsx")))

    assert found.what == "accord:actions:1"
    assert found.keys[0] == "reference"
    assert found.rows[0].number == 3


def test_only_reading_is_answered(visitor):
    assert visitor.post("/en/actions.csv").status_code == 405
    assert visitor.get("/en/actions.pdf").status_code == 404
    assert visitor.get("/en/partners/nobody.csv").status_code == 404
    assert visitor.get("/en/texts/about.csv").status_code == 404


@pytest.mark.parametrize(
    ("address", "is_imported"),
    [
        ("/en/actions.xlsx", True),
        ("/en/partners.xlsx", True),
        ("/en/areas.xlsx", False),
    ],
)
def test_only_what_can_be_imported_speaks_of_bringing_it_back(
    visitor, address, is_imported
):
    told = [row[0].value for row in sheet(visitor, address)["Read me"].rows]

    assert ("To bring it back" in told) is is_imported
