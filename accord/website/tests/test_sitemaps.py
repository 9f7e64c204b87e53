"""Sitemaps: every public page and no other, with true dates and reciprocal links."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from accord.actions import operations
from accord.actions.tests.factories import make_action, make_vocabulary
from accord.atlas.models import Area
from accord.base.actor import Actor
from accord.base.discovery import sitemaps
from accord.base.multilingual import Multilingual
from accord.observatory.tests.factories import make_indicator
from accord.partners.tests.factories import make_partner
from accord.texts.models import Kind
from accord.texts.tests.factories import make_public, make_text, publish, write

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "http://127.0.0.1:8000"


def urls(client, section, query=""):
    """Return the elements of a section by path."""
    content = client.get(f"/sitemap-{section}.xml{query}").content
    root = ET.fromstring(content)  # noqa: S314 - our own
    return {
        each.findtext(f"{PLACE}loc").removeprefix(HOST): each
        for each in root.iter(f"{PLACE}url")
    }


def changed_at(element):
    told = element.findtext(f"{PLACE}lastmod")
    return datetime.fromisoformat(told) if told else None


def test_alternates_are_reciprocal_in_every_section(client):
    make_vocabulary()
    make_action()
    make_public("about")
    make_indicator()
    for section in sitemaps.sections():
        found = urls(client, section)
        assert found, section
        for path, element in found.items():
            links = {
                each.get("hreflang"): each.get("href") for each in element.iter(LINK)
            }
            assert HOST + path in links.values()
            assert links["x-default"] == HOST + path[3:]
            for language, address in links.items():
                if language != "x-default":
                    others = found[address.removeprefix(HOST)]
                    assert [each.attrib for each in others.iter(LINK)] == [
                        each.attrib for each in element.iter(LINK)
                    ]


def test_a_revision_moves_the_date_of_the_action_and_of_what_it_is_filed_under(client):
    make_vocabulary()
    action = make_action(countries=["SEN"], areas=Area.objects.filter(code="1"))
    begun = datetime.now(UTC).replace(microsecond=0)

    operations.revise(
        action,
        {"title": Multilingual.of("en", "Better contracts")},
        by=Actor.anonymous(),
        on=DAY,
        version=1,
    )

    assert (
        changed_at(urls(client, "actions")[f"/en/actions/{action.reference}/"]) >= begun
    )
    places = urls(client, "atlas")
    assert changed_at(places["/fr/countries/SEN/"]) >= begun
    assert changed_at(places["/fr/countries/MLI/"]) is None
    assert changed_at(urls(client, "pages")["/en/actions/"]) >= begun


def test_a_draft_is_in_no_sitemap_and_moves_no_date(client):
    draft = make_action(published_on=None)
    before = urls(client, "pages")["/en/actions/"]

    operations.revise(
        draft,
        {"title": Multilingual.of("en", "Secret")},
        by=Actor.anonymous(),
        on=DAY,
        version=1,
    )

    assert urls(client, "actions") == {}
    assert changed_at(urls(client, "pages")["/en/actions/"]) == changed_at(before)


def test_a_text_is_listed_in_the_languages_it_is_public_in(client):
    text = make_public("hello", kind=Kind.NEWS, language="fr")
    write(text, "en", of=1)
    make_text("draft-only")

    assert list(urls(client, "texts")) == ["/fr/news/hello/"]

    publish(text, "en")
    found = urls(client, "texts")
    assert list(found) == ["/fr/news/hello/", "/en/news/hello/"]
    assert changed_at(found["/en/news/hello/"]) is not None


def test_a_large_section_has_several_files_which_the_index_names(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "RECORDS_PER_FILE", 2)
    for _number in range(5):
        make_partner()

    content = client.get("/sitemap.xml").content
    index = ET.fromstring(content)  # noqa: S314 - our own
    files = [each.text for each in index.iter(f"{PLACE}loc")]

    partners = [each for each in files if "partners" in each]
    assert partners == [
        f"{HOST}/sitemap-partners.xml",
        f"{HOST}/sitemap-partners.xml?page=2",
        f"{HOST}/sitemap-partners.xml?page=3",
    ]
    listed = [
        path
        for each in partners
        for path in urls(client, "partners", each.partition("xml")[2])
    ]
    assert len(set(listed)) == len(listed) == 20
    assert client.get("/sitemap-partners.xml?page=4").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_no_file_can_pass_the_limits_of_the_protocol(settings):
    assert sitemaps.RECORDS_PER_FILE * len(settings.LANGUAGES) <= 50_000


def test_a_section_asks_the_same_number_of_questions_however_much_is_in_it(
    client, django_assert_max_num_queries
):
    asked = {}
    for _round in range(2):
        for _number in range(5):
            make_action()
        for section in sitemaps.sections():
            with django_assert_max_num_queries(20) as questions:
                client.get(f"/sitemap-{section}.xml")
            asked.setdefault(section, set()).add(len(questions))

    assert all(len(each) == 1 for each in asked.values())


def test_robots_are_kept_from_what_has_no_end(client):
    rules = client.get("/robots.txt").content.decode()

    assert "Disallow: /fr/search/" in rules
    assert f"Sitemap: {HOST}/sitemap.xml" in rules
