"""Files of an indicator: the same figures as its page, with all that is to know."""

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from accord.observatory import reading
from accord.observatory.tests import kenya

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]
FILE = "/en/indicators/informal-employment"
# What a spreadsheet would run, in the words of a source.
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def figures(tmp_path: Path, settings: object) -> Path:
    settings.OBSERVATORY_FOLDER = tmp_path
    gap = kenya.told("KEN", "2015", None, missing="C")
    noted = kenya.told("SOM", "2019", 0.1 + 0.2, source_note=FORMULA)
    kenya.write(tmp_path, gap, noted)
    return tmp_path


def content(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_holds_the_choice_with_its_flags_and_terms(client: Client):
    found = rows(content(client, f"{FILE}.csv?area=UGA&area=KEN&since=2017"))

    assert [(each["area"], each["time"], each["value"]) for each in found] == [
        ("KEN", "2019", "86.489"),
        ("UGA", "2017", "93.278"),
        ("UGA", "2021", "95.197"),
    ]
    broken = found[1]
    assert (broken["status"], broken["flags"]) == ("B", "break in series")
    assert broken["area_name"] == "Uganda"
    assert broken["vintage"] == "VIN-2026-0001"
    assert broken["licence"] == "CC BY 4.0"
    assert "International Labour Organization" in broken["attribution"]


def test_without_a_choice_all_areas_are_in_the_file_and_all_lines_on_demand(
    client: Client,
):
    main = rows(content(client, f"{FILE}.csv"))
    every = rows(content(client, f"{FILE}.csv?lines=all"))

    assert {each["sex"] for each in main} == {"T"}
    assert len(main) == 13
    assert len(every) == len(main) + 6
    assert {each["sex"] for each in every} == {"T", "F", "M"}


def test_a_missing_value_stays_missing_and_says_why(client: Client):
    told = next(
        each
        for each in rows(content(client, f"{FILE}.csv?area=KEN"))
        if each["time"] == "2015"
    )

    assert (told["value"], told["missing"]) == ("", "C")


def test_a_value_is_written_so_that_it_is_read_as_the_same_number(client: Client):
    told = rows(content(client, f"{FILE}.csv?area=SOM"))[0]

    assert float(told["value"]) == 0.1 + 0.2
    assert told["source_note"] == f"'{FORMULA}"


def test_json_says_the_same_as_csv(client: Client):
    found = json.loads(content(client, f"{FILE}.json?area=KEN&area=SOM"))
    table = rows(content(client, f"{FILE}.csv?area=KEN&area=SOM"))

    assert found["edition"] == reading.version()
    assert found["sources"][0]["licence"]["name"] == "CC BY 4.0"
    assert [
        "" if each["value"] is None else repr(each["value"])
        for each in found["observations"]
    ] == [each["value"] for each in table]


def test_metadata_explain_every_column_in_every_language(client: Client):
    told = json.loads(content(client, f"{FILE}.metadata.json"))
    header = content(client, f"{FILE}.csv").decode("utf-8-sig").splitlines()[0]

    assert [each["name"] for each in told["columns"]] == header.split(",")
    assert all(
        set(each["description"]) == {"en", "fr", "es", "ar"} for each in told["columns"]
    )
    assert told["statuses"]["B"]["fr"] == "rupture de série"
    assert told["indicator"]["names"]["fr"] == "Emploi informel"
    assert "icls-13-17" in told["definitions"]


def test_the_zip_holds_data_metadata_and_what_to_read_first(client: Client):
    with zipfile.ZipFile(io.BytesIO(content(client, f"{FILE}.zip?area=KEN"))) as bundle:
        names = bundle.namelist()
        inside = bundle.read("informal-employment.csv")
        read_me = bundle.read("README.txt").decode()
        package = json.loads(bundle.read("datapackage.json"))
        table = json.loads(bundle.read("informal-employment.csv-metadata.json"))

    assert names == [
        "README.txt",
        "informal-employment.csv",
        "metadata.json",
        "datapackage.json",
        "informal-employment.csv-metadata.json",
    ]
    described = package["resources"][0]
    assert described["bytes"] == len(inside)
    assert described["hash"] == f"sha256:{hashlib.sha256(inside).hexdigest()}"
    header = inside.decode("utf-8-sig").splitlines()[0].split(",")
    assert [each["name"] for each in described["schema"]["fields"]] == header
    assert [each["name"] for each in table["tableSchema"]["columns"]] == header
    assert inside == content(client, f"{FILE}.csv?area=KEN")
    assert "International Labour Organization, ILOSTAT, CC BY 4.0" in read_me
    assert "breaks" in read_me


def test_the_same_figures_give_the_same_zip(client: Client):
    assert content(client, f"{FILE}.zip") == content(client, f"{FILE}.zip")


def test_who_has_the_file_is_not_sent_it_again_until_the_figures_move(
    client: Client, figures: Path
):
    first = client.get(f"{FILE}.csv")
    known = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    again = client.get(f"{FILE}.csv", **known)
    kenya.write(figures, name="newer")
    moved = client.get(f"{FILE}.csv", **known)

    assert "Last-Modified" in first.headers
    assert (again.status_code, moved.status_code) == (304, 200)


def test_page_and_file_give_the_same_figures(client: Client):
    page = html.document_fromstring(client.get(f"{FILE}/?area=RWA").content.decode())
    shown = [
        (cells[0], cells[1])
        for row in page.cssselect("#trend tbody tr")
        if (cells := [each.text_content().strip() for each in row])
    ]
    table = rows(content(client, f"{FILE}.csv?area=RWA"))

    assert shown == [(each["time"], f"{float(each['value']):.1f}") for each in table]


def test_the_list_is_a_file_too(client: Client):
    found = rows(content(client, "/en/indicators.csv?q=informal&keys"))
    told = next(each for each in found if each["code"] == "informal-employment")

    assert (told["countries"], told["first_year"], told["last_year"]) == (
        "7",
        "2014",
        "2022",
    )
    assert re.search("informal", told["name_en"], re.IGNORECASE)
