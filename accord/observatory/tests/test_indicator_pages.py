"""The pages of an indicator: what is chosen, what is shown, what was not understood."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accord.observatory.tests import kenya

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]
PAGE = "/en/indicators/informal-employment/"


@pytest.fixture(autouse=True)
def figures(tmp_path: Path, settings: object) -> Path:
    settings.OBSERVATORY_FOLDER = tmp_path
    kenya.write(tmp_path)
    return tmp_path


def opened(client: Client, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status
    return html.document_fromstring(answer.content.decode())


def text(document: html.HtmlElement, css: str = "main") -> str:
    return " ".join(
        " ".join(each.text_content() for each in document.cssselect(css)).split()
    )


def test_a_country_shows_its_finding_and_how_old_it_is(client: Client):
    page = opened(client, f"{PAGE}?area=KEN")

    assert text(page, "h1") == "Informal employment"
    assert text(page, "#trend-title") == "Informal employment, Kenya: 86.5% in 2019"
    assert re.search(r"Latest figures: Kenya 2019 \(\d+ years ago\)", text(page))
    assert "International Labour Organization, ILOSTAT" in text(page, "#trend")


def test_neighbours_with_values_are_offered_in_one_click(client: Client):
    page = opened(client, f"{PAGE}?area=KEN")

    link = page.cssselect(".chooser__near a")[0]
    compared = opened(client, f"{PAGE}{link.get('href')}")

    # All lie in Eastern Africa; Burundi is the farthest of the five with values.
    assert link.get("href") == "?area=KEN&area=UGA&area=TZA&area=RWA&area=ETH"
    assert "Ethiopia 85.2% (2021)" in text(compared, "#comparison")
    assert "break in series" in text(compared, "#trend")


def test_a_breakdown_keeps_to_the_line_of_the_headline(client: Client):
    page = opened(client, f"{PAGE}?area=UGA&sex=F")

    assert "97.4%" in text(page, "#trend")
    assert "95.2%" not in text(page, "#trend")


def test_the_headline_is_offered_first_and_by_its_real_name(client: Client):
    page = opened(client, f"{PAGE}?area=KEN")

    offered = page.cssselect("#chooser-sex option")
    assert [(each.get("value"), each.text) for each in offered] == [
        ("", "Women and men"),
        ("F", "Women"),
        ("M", "Men"),
    ]


def test_women_and_men_are_told_beside_the_first_area(client: Client):
    page = opened(client, f"{PAGE}?area=KEN")

    told = "women 90.2%, men 83.1%, a difference of 7.1 percentage points"
    assert told in text(page, "#by-sex")


def test_without_a_choice_the_map_stands_for_a_world_without_a_value(client: Client):
    page = opened(client, PAGE)

    assert page.cssselect("#map svg")
    assert not page.cssselect("#trend")


def test_an_area_without_values_is_said_not_hidden(client: Client):
    page = opened(client, f"{PAGE}?area=SOM")

    assert "Somalia: there is no figure for “Informal employment”." in text(page)


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ("area=XYZ", "“XYZ” is not an area we know"),
        ("area=%00%27%3B--", "is not an area we know"),
        ("area=KEN&since=20x0", "“20x0” is not a year"),
        ("area=KEN&since=²019", "“²019” is not a year"),
        ("area=KEN&since=2020&until=2010", "after the last (2010)"),
        ("area=KEN&sex=Q", "Choose: F (Women), M (Men), T (Women and men)"),
        ("area=KEN&age=Y0T4", "is not an age"),
        (
            "area=KEN&area=UGA&area=RWA&area=TZA&area=ETH&area=BDI&area=SOM",
            "At most 6 areas fit in one chart; left out: SOM.",
        ),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_remedy(
    client: Client, query: str, remedy: str
):
    page = opened(client, f"{PAGE}?{query}")
    file = client.get(f"{PAGE.rstrip('/')}.csv?{query}")

    assert remedy in text(page, ".notice--warning")
    if "At most" not in remedy:
        assert file.status_code == 422
        assert remedy in file.content.decode()


def test_the_choice_stands_in_every_link_and_in_one_canonical_address(client: Client):
    page = opened(client, f"{PAGE}?sex=f&area=uga&area=KEN&x=1")

    canonical = page.cssselect("link[rel=canonical]")[0].get("href")
    assert canonical.endswith(f"{PAGE}?area=UGA&area=KEN&sex=F")
    assert page.cssselect("meta[name=robots]")[0].get("content") == "noindex, follow"
    for link in page.cssselect(".parts a"):
        assert link.get("href").endswith("?area=UGA&area=KEN&sex=F")


def test_french_is_written_as_in_french(client: Client):
    page = opened(client, "/fr/indicators/informal-employment/?area=KEN")

    # A space that does not break stands before the sign; text() makes it a plain one.
    title = page.cssselect("#trend-title")[0].text
    assert re.search("86,5[\u00a0\u202f]%", title)
    assert "7,1 points de pourcentage" in text(page, "#by-sex")


def test_the_method_page_says_all_that_the_registry_knows(client: Client):
    said = text(opened(client, f"{PAGE}method/"))

    for each in (
        "Employed persons aged 15 and over",
        "per cent; differences are in percentage points",
        "Lower is better",
        "8.3.1",
        "SDG_0831_SEX_ECO_RT",
        "What to beware of",
        "CC BY 4.0",
    ):
        assert each in said


def test_the_origin_page_names_series_vintage_and_definition(client: Client):
    said = text(opened(client, f"{PAGE}vintages/"))

    assert "VIN-2026-0001" in said
    assert "13th ICLS" in said
    assert "Values17" in said


def test_an_indicator_without_figures_still_has_its_pages(client: Client):
    for part in ("", "countries/", "method/", "vintages/"):
        opened(client, f"/en/indicators/slums/{part}")


def test_an_unknown_indicator_is_not_found(client: Client):
    assert client.get("/en/indicators/nothing/").status_code == 404
    assert client.get("/en/indicators/nothing.csv").status_code == 404
    assert client.post(PAGE).status_code == 405


@pytest.mark.parametrize("part", ["", "countries/", "method/", "vintages/"])
def test_six_areas_ask_the_database_no_more_than_one(client: Client, part: str):
    def questions(query: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            opened(client, f"{PAGE}{part}?{query}")
        return [each["sql"] for each in captured]

    client.cookies["language"] = "en"
    one = questions("area=KEN")
    six = questions("area=KEN&area=UGA&area=RWA&area=TZA&area=ETH&area=BDI")

    # Figures of all countries are kept: the second question may ask less.
    assert len(six) <= len(one) <= 20


def test_a_kept_page_is_made_anew_when_the_figures_move(client: Client, figures: Path):
    before = opened(client, f"{PAGE}?area=KEN")
    kenya.write(figures, kenya.told("KEN", "2024", 81.0), name="newer")
    after = opened(client, f"{PAGE}?area=KEN")

    assert "2024" not in text(before, "#trend")
    assert "81.0%" in text(after, "#trend")
