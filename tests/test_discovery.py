"""What every page that is found tells machines, and that no other page is found."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree, html

from accord.base.discovery import cards
from accord.base.tests.feed_faults import atom_faults, json_faults
from tests import cast
from tests.canaries import plant
from tests.pages import LANGUAGES, PAGES

# Filters make no end of pages; forms, histories and one's own pages are for nobody.
HIDDEN = re.compile(
    r"filtered|nothing found|history|components|search|API|SDMX|two vintages"
    r"|correction list|by pillar|joining, |erased"
)
# Of what the office and partners see, nothing is found; of accounts neither.
FOUND = [
    each
    for each in PAGES
    if each.role == "visitor"
    and not HIDDEN.search(each.name)
    and not each.address.startswith("/account/")
]
NOT_FOUND = [each for each in PAGES if each not in FOUND]
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


# No test changes the sample for the next one: what a page says is asked for once.
_kept: dict[object, object] = {}


def once(key: object, ask: Callable[[], Any]) -> Any:
    if key not in _kept:
        _kept[key] = ask()
    return _kept[key]


def opened(clients: dict[str, Client], page, language: str = "en") -> html.HtmlElement:
    def ask() -> html.HtmlElement:
        answer = clients[page.role].get(page.path(language, cast.places()))
        return html.document_fromstring(answer.content.decode())

    return once((page.name, language), ask)


def told(document: html.HtmlElement, name: str) -> str:
    found = document.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")
    assert len(found) == 1, (name, found)
    return found[0]


def nodes_of(document: html.HtmlElement) -> dict[str, dict]:
    (block,) = document.xpath("//script[@type='application/ld+json']/text()")
    content = json.loads(block)
    assert content["@context"] == "https://schema.org"
    nodes = {each["@id"]: each for each in content["@graph"]}
    assert len(nodes) == len(content["@graph"])
    return nodes


def local(address: str) -> str:
    assert address.startswith(settings.PUBLIC_URL)
    return address.removeprefix(settings.PUBLIC_URL)


@pytest.mark.parametrize("page", FOUND, ids=str)
def test_a_page_tells_the_same_in_each_of_its_forms(clients, page):
    for language in LANGUAGES:
        agree(opened(clients, page, language), page, language)


def agree(document: html.HtmlElement, page, language: str) -> None:
    (canonical,) = document.xpath("//link[@rel='canonical']/@href")
    node = nodes_of(document)[canonical]
    assert told(document, "og:url") == canonical == node["url"]
    assert told(document, "og:title") == node["name"]
    assert told(document, "og:description") == node["description"]
    assert told(document, "og:image") == node["primaryImageOfPage"]["url"]
    assert told(document, "twitter:card") == "summary_large_image"
    assert told(document, "og:image:alt")
    assert node["inLanguage"] == language
    assert not document.xpath("//meta[@name='robots']")
    title = document.findtext(".//title")
    # The home page's title is the coalition's name already.
    assert page.name == "home" or node["name"] in title


@pytest.mark.parametrize("page", FOUND, ids=str)
def test_the_languages_of_a_page_name_one_another(clients, page):
    answers = {}
    for language in LANGUAGES:
        document = opened(clients, page, language)
        links = document.xpath("//link[@hreflang]")
        answers[language] = {each.get("hreflang"): each.get("href") for each in links}

    first = answers["en"]
    assert all(each == first for each in answers.values())
    assert "x-default" in first
    for language, address in first.items():
        if language != "x-default":
            other = opened(clients, page, language)
            assert other.xpath("//link[@rel='canonical']/@href") == [address]


def test_the_default_leads_to_the_readers_language(clients):
    for page in FOUND:
        (address,) = opened(clients, page).xpath("//link[@hreflang='x-default']/@href")
        answer = clients["visitor"].get(
            local(address), headers={"accept-language": "es"}
        )
        assert answer.status_code in {302, 303}, address
        assert answer.headers["Location"].startswith("/es/")


@pytest.mark.parametrize("page", NOT_FOUND, ids=str)
def test_no_other_page_is_for_search_engines(clients, page):
    document = opened(clients, page)
    (robots,) = document.xpath("//meta[@name='robots']/@content") or [""]
    indexed = document.xpath("//link[@rel='canonical']") and not robots

    if page.role == "visitor":
        assert "noindex" in robots
    elif indexed:
        # A public page that is the same for everyone, opened by somebody.
        (canonical,) = document.xpath("//link[@rel='canonical']/@href")
        assert clients["visitor"].get(local(canonical)).status_code == 200


def test_the_sitemaps_hold_every_page_that_is_found(clients):
    listed = once("sitemaps", lambda: sitemap_addresses(clients["visitor"]))

    for page in FOUND:
        for language in LANGUAGES:
            document = opened(clients, page, language)
            (canonical,) = document.xpath("//link[@rel='canonical']/@href")
            assert canonical in listed


def test_every_page_of_the_sitemaps_is_found(clients, counts):
    listed = sorted(once("sitemaps", lambda: sitemap_addresses(clients["visitor"])))
    chosen = listed if counts == "full" else listed[:: len(listed) // 40]

    for address in chosen:
        answer = clients["visitor"].get(local(address))
        assert answer.status_code == 200, address
        document = html.document_fromstring(answer.content.decode())
        assert document.xpath("//link[@rel='canonical']/@href") == [address]


def sitemap_addresses(visitor: Client) -> set[str]:
    index = etree.fromstring(visitor.get("/sitemap.xml").content)
    return {
        page.text
        for file in index.iter(PLACE)
        for page in etree.fromstring(visitor.get(local(file.text)).content).iter(PLACE)
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_has_an_image_of_its_own(clients, settings, tmp_path, language):
    settings.CARDS_ROOT = tmp_path
    addresses = {
        page.name: told(opened(clients, page, language), "og:image") for page in FOUND
    }

    # A snapshot shows the image of their list.
    assert addresses.pop("snapshot") == addresses["snapshot list"]
    assert addresses.pop("vintage") == addresses["vintage list"]
    # The parts of an indicator show that of the indicator.
    for part in ("across countries", "'s method", "'s vintages", "'s progress"):
        name = next(each for each in addresses if each.endswith(part))
        assert addresses.pop(name) == addresses["indicator"]
    assert len(set(addresses.values())) == len(addresses)
    for address in addresses.values():
        answer = clients["visitor"].get(local(address))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/png"
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.content) < 300_000


@pytest.mark.parametrize("page", FOUND, ids=str)
def test_the_feeds_that_a_page_names_are_there_and_without_fault(clients, page):
    document = opened(clients, page, "fr")
    for link in document.xpath("//link[@rel='alternate'][@type]"):
        address, type_ = link.get("href"), link.get("type")
        answer = clients["visitor"].get(local(address))
        assert answer.status_code == 200, address
        assert answer.headers["Content-Type"].startswith(type_)
        assert link.get("title")
        if type_ == "application/atom+xml":
            assert atom_faults(answer.content, address=address) == []
        if type_ == "application/feed+json":
            assert json_faults(answer.content, address=address) == []


def test_the_files_that_data_names_are_there(clients):
    files = [
        file
        for page in FOUND
        for node in nodes_of(opened(clients, page)).values()
        for file in node.get("distribution", [])
    ]

    assert {each["encodingFormat"] for each in files} >= {
        "text/csv",
        "application/json",
    }
    for file in files:
        answer = clients["visitor"].get(local(file["contentUrl"]))
        assert answer.status_code == 200, file
        assert answer.headers["Content-Type"].startswith(file["encodingFormat"])


def test_every_step_of_a_trail_is_a_page(clients):
    addresses = {
        step["item"]
        for page in FOUND
        for node in nodes_of(opened(clients, page, "es")).values()
        if node["@type"] == "BreadcrumbList"
        for step in node["itemListElement"]
    }

    for address in addresses:
        assert clients["visitor"].get(local(address)).status_code == 200


def test_no_image_says_what_is_not_public(clients, monkeypatch, settings, tmp_path):
    settings.CARDS_ROOT = tmp_path
    actions = [cast.action_in(each) for each in ("draft", "published", "withdrawn")]
    partner = cast.action_in("published").lead
    texts = [cast.places()[each] for each in ("page", "unfinished")]
    canaries, drawn = plant(), []
    draw = cards.draw
    monkeypatch.setattr(cards, "draw", lambda card: drawn.append(card) or draw(card))
    for kind, record in (*(("action", each) for each in actions), ("partner", partner)):
        for language in LANGUAGES:
            address = f"/cards/{kind}/{record.reference}/{language}.png"
            clients["visitor"].get(address, follow=True)
    for reference in texts:
        clients["visitor"].get(f"/cards/text/{reference}/en.png", follow=True)

    assert len(drawn) == 3 * len(LANGUAGES) + 1
    said = json.dumps([each.words for each in drawn], ensure_ascii=False)
    assert [each.place for each in canaries if each.word in said] == []
    assert urlsplit(settings.PUBLIC_URL).netloc in said
