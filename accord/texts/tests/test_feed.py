"""News followed by feed readers."""

import json

import pytest
from lxml import etree

from accord.base.actor import Actor
from accord.texts import feeds, operations
from accord.texts.models import Kind
from accord.texts.tests.factories import LONG_AGO, make_public, make_text, write

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, path="/en/feeds/news.atom"):
    return etree.fromstring(client.get(path).content).findall(f"{ATOM}entry")


def test_news_is_in_the_feed_and_pages_and_drafts_are_not(client):
    make_public("hello", kind=Kind.NEWS, title="Hello")
    make_public("about", title="About")
    write(make_text("secret", kind=Kind.NEWS), title="Secret")

    (entry,) = entries(client)
    (item,) = json.loads(client.get("/en/feeds/news.json").content)["items"]

    assert entry.findtext(f"{ATOM}title") == item["title"] == "Hello"
    assert entry.findtext(f"{ATOM}id") == item["id"]
    assert entry.findtext(f"{ATOM}published") == f"{LONG_AGO}T00:00:00Z"


def test_news_that_is_unpublished_leaves_the_feed(client):
    text = make_public("hello", kind=Kind.NEWS)

    operations.unpublish(text, "en", by=Actor.anonymous(), on=LONG_AGO)

    assert entries(client) == []


def test_the_next_version_of_news_is_nobodys_before_it_is_published(client):
    text = make_public("hello", kind=Kind.NEWS, title="Hello")
    write(text, title="Secret")

    assert b"Secret" not in client.get("/en/feeds/news.atom").content


def test_the_feed_is_paged_and_has_one_address(client, monkeypatch):
    monkeypatch.setattr(feeds, "PER_PAGE", 2)
    for number in range(3):
        make_public(f"news-{number}", kind=Kind.NEWS)

    assert len(entries(client)) == 2
    assert len(entries(client, "/en/feeds/news.atom?page=2")) == 1
    assert client.get("/en/feeds/news.atom?page=3").status_code == 404
    assert client.get("/en/feeds/news.atom?x=1").status_code == 301


def test_more_news_asks_no_more_questions(client, django_assert_max_num_queries):
    counts = set()
    for number in range(2):
        for other in range(4):
            make_public(f"news-{number}-{other}", kind=Kind.NEWS)
        with django_assert_max_num_queries(10) as asked:
            client.get("/en/feeds/news.atom")
        counts.add(len(asked))

    assert len(counts) == 1
