"""The components page: complete, valid and in every language."""

import gzip
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from accord.base.components_page import sample

LANGUAGES = ["en", "fr", "es", "ar"]
TEMPLATES = Path(__file__).parents[1] / "templates"
FRAGMENTS = sorted((TEMPLATES / "base" / "components").glob("_*.html"))
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
pytestmark = pytest.mark.django_db


class Outline(HTMLParser):
    """Collects what must agree within a page, and faults of nesting."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.references: set[str] = set()
        self.levels: list[int] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name) for name, _ in attrs]
        if len(values) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice: {attrs}")
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("for", "aria-labelledby", "aria-describedby", "list"):
            self.references |= set(values.get(name, "").split())
        href = values.get("href", "")
        if href.startswith("#") and len(href) > 1:
            self.references.add(href[1:])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}: {self.getpos()}")
        else:
            self.open.pop()


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    parsed.close()
    return parsed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed(client, language):
    page = client.get(f"/{language}/components/?constituency=workers").content.decode()

    parsed = outline(page)

    assert parsed.faults == []
    assert parsed.open == []
    assert len(parsed.ids) == len(set(parsed.ids))
    assert parsed.references - set(parsed.ids) - {"top"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_level_at_a_time(client, language):
    page = client.get(f"/{language}/components/").content.decode()

    levels = outline(page).levels

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_direction(client, language):
    page = client.get(f"/{language}/components/").content.decode()

    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_nothing_on_the_page_needs_an_inline_script_or_style(client):
    response = client.get("/en/components/")

    parsed = outline(response.content.decode())
    forbidden = [
        f"{tag} {name}"
        for tag, name in parsed.attributes
        if name == "style" or name.startswith("on")
    ]

    assert forbidden == []
    assert "<style" not in response.content.decode()


def test_a_post_is_refused(client):
    assert client.post("/en/components/").status_code == 405


def test_the_language_switch_keeps_the_page_and_the_query(client):
    page = client.get("/fr/components/?constituency=workers&page=4").content.decode()

    assert 'href="/ar/components/?constituency=workers&amp;page=4"' in page


def test_filters_in_force_are_links_that_remove_one_each(client):
    page = client.get("/en/components/?constituency=workers&area=2&page=3")

    removed = re.findall(
        r'<a href="([^"]*)"><span class="visually-hidden">Remove the filter:',
        page.content.decode(),
    )
    assert removed == ["?area=2", "?constituency=workers"]


def test_the_sorted_column_says_so_and_turns_round(client):
    page = client.get("/en/components/?sort=actions").content.decode()

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a class="table__sort" href="?sort=-actions">' in page


def test_an_unknown_filter_page_or_order_is_no_error(client):
    response = client.get("/en/components/?sort=zzz&page=999&area=%00")

    assert response.status_code == 200


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda path: path.name)
def test_every_fragment_says_what_it_needs_and_is_shown(fragment):
    first, *_ = fragment.read_text(encoding="utf-8").splitlines()
    users = "".join(
        each.read_text(encoding="utf-8")
        for each in TEMPLATES.rglob("*.html")
        if each != fragment
    )

    assert first.startswith("{# ")
    assert "Needs:" in first
    name = fragment.stem.removeprefix("_")
    assert fragment.name in users or f'component "{name}"' in users


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_content_has_the_same_parts_in_every_language(language):
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(each) for key, each in value.items()}
        if isinstance(value, list):
            return [shape(each) for each in value]
        return type(value).__name__

    assert shape(sample(language)) == shape(sample("en"))


def test_the_page_is_light_enough_for_a_slow_line(client):
    page = client.get("/ar/components/").content

    # The one page that shows everything: other pages keep to 30 KB.
    assert len(gzip.compress(page)) < 30_000
