"""What a page's head says: one address, the languages there are, data that is safe."""

import json
from dataclasses import replace

import pytest
from django.test import RequestFactory
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from accord.base.discovery import heads, linked
from accord.base.discovery.cards import Card

HOST = "https://coalition.example"
CARD = Card("page", "things", "en", "", "Things")


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.PUBLIC_URL = HOST


def head_of(address, **more):
    request = RequestFactory().get(address)
    told = {"name": "Things", "description": "All of them.", "card": CARD, **more}
    return heads.of_list(request, filters=["area", "q"], **{"page": 1, **told})


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/en/things/", "/en/things/"),
        ("/en/things/?page=1", "/en/things/"),
        ("/en/things/?sort=title&utm_source=mail", "/en/things/"),
        ("/en/things/?area=&q=", "/en/things/"),
        ("/en/things/?area=2&area=1&area=2", "/en/things/?area=1&area=2"),
        ("/en/things/?q=caf%C3%A9&area=1", "/en/things/?area=1&q=caf%C3%A9"),
    ],
)
def test_the_canonical_address_keeps_what_counts(asked, kept):
    assert head_of(asked).canonical == HOST + kept


def test_every_page_of_a_list_is_its_own_and_not_the_first():
    head = head_of("/en/things/?sort=title&page=3", page=3)

    assert head.canonical == f"{HOST}/en/things/?page=3"
    assert ("fr", f"{HOST}/fr/things/?page=3") in head.alternates
    assert head.robots == ""


def test_what_is_filtered_is_not_for_search_engines():
    head = head_of("/en/things/?area=1")

    assert head.robots == "noindex, follow"
    assert head.alternates == []


def test_alternates_are_the_same_in_each_language_and_name_the_default():
    told = [
        head_of(f"/{language}/things/", language=language).alternates
        for language in ("en", "fr", "ar")
    ]

    assert told[0] == told[1] == told[2]
    assert dict(told[0])["x-default"] == f"{HOST}/things/"


def test_a_page_without_a_version_in_its_language_is_the_originals():
    french = replace(head_of("/en/things/"), languages=["fr", "es"], language="en")

    assert french.canonical == f"{HOST}/fr/things/"
    assert [code for code, _url in french.alternates] == ["fr", "es", "x-default"]


@given(st.text(max_size=60))
def test_no_text_ends_the_block_of_data_or_changes_in_it(text):
    block = linked.script([{"@type": "Thing", "name": text}])

    content = block.removeprefix('<script type="application/ld+json">')
    content = content.removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(content)
    (node,) = json.loads(content)["@graph"]
    assert node["name"] == text


def test_a_browser_finds_the_block_whole_whatever_is_in_it():
    hostile = "</script><!--<script>alert(1)</script>"
    page = html.document_fromstring(
        f"<html><head>{linked.script([{'name': hostile}])}</head><p>x</html>"
    )

    (found,) = page.xpath("//script")
    assert json.loads(found.text)["@graph"] == [{"name": hostile}]


def test_the_label_of_a_trail_loses_its_markup_and_nothing_else():
    assert linked.plain("a < b & c") == "a < b & c"
    assert linked.plain(format_html('<span lang="fr">{}</span>', "a < b")) == "a < b"
