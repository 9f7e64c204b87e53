"""The list of indicators: what stands in it, how it is narrowed, what it costs."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accord.atlas.models import Challenge
from accord.observatory.models import Indicator
from accord.observatory.tests import kenya
from accord.observatory.tests.factories import make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]
LIST = "/en/indicators/"


@pytest.fixture(autouse=True)
def figures(tmp_path: Path, settings: object) -> None:
    settings.OBSERVATORY_FOLDER = tmp_path
    world = kenya.told("001", "2021", 58.0, area_kind="world", basis="modelled")
    kenya.write(tmp_path, world)


def opened(client: Client, query: str = "") -> html.HtmlElement:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def names(page: html.HtmlElement) -> set[str]:
    return {each.text_content().strip() for each in page.cssselect(".card__title")}


def card(page: html.HtmlElement, code: str) -> str:
    link = page.cssselect(f".card__title a[href='{LIST}{code}/']")[0]
    return " ".join(next(link.iterancestors("li")).text_content().split())


def test_every_indicator_is_there_with_what_there_is_of_it(client: Client):
    page = opened(client)

    assert names(page) == {each.name for each in Indicator.objects.all()}
    told = card(page, "informal-employment")
    assert "World: 58.0% in 2021, an estimate of a model." in told
    assert "6 countries and areas" in told
    assert "2014–2022" in told
    assert "ILOSTAT" in told


def test_one_without_figures_says_which_series_would_fill_it(client: Client):
    wanting = Indicator.objects.exclude(wanted={}).filter(lines=None)[0]

    told = card(opened(client), wanting.code)

    assert "No figures yet." in told
    assert " ".join(wanting.would_fill.split()) in told


def test_every_challenge_and_every_pillar_has_its_part(client: Client):
    by_challenge, by_pillar = opened(client), opened(client, "?by=pillar")

    heads = {each.text_content() for each in by_challenge.cssselect(".indicators h2")}
    assert {each.name for each in Challenge.objects.all()} <= heads
    assert len(by_pillar.cssselect(".indicators h2")) >= 4
    assert names(by_pillar) == names(by_challenge)


@pytest.mark.parametrize(
    "words", ["informal", "INFORMÁL", "emploi informel", "8.3.1", "informal-employment"]
)
def test_words_are_found_in_every_language_and_codes_too(client: Client, words: str):
    page = opened(client, f"?q={words}")

    assert "Informal employment" in names(page)
    assert len(names(page)) < Indicator.objects.count()


def test_a_facet_counts_what_ticking_it_would_show(client: Client):
    page = opened(client, "?source=ilostat")
    box = page.cssselect("input[name=challenge][value='1']")[0]
    count = next(box.iterancestors("label")).cssselect(".facet__count")[0]
    narrowed = opened(client, "?source=ilostat&challenge=1")

    assert int(count.text_content().strip("– ")) == len(names(narrowed)) == 1
    assert names(opened(client, "?source=nobody")) == set()


def test_more_indicators_ask_no_more_questions(client: Client):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            opened(client)
        return len(captured)

    client.cookies["language"] = "en"
    before = questions()
    for number in range(20):
        make_indicator(f"another-{number}", position=number)

    assert questions() == before <= 16
