"""Feeds and calendars as they are sent, whatever stands in them.

Four faults that feed readers forgive are looked for here: a bad date, a missing id,
unsafe markup, and a link to oneself that is not where one is.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.http import Http404
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from accord.base import calendars
from accord.base.calendars import Day
from accord.base.discovery import feeds
from accord.base.discovery.feeds import Feed, Item

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
HERE = "https://coalition.example/fr/feeds/things.atom?area=1&page=2"
ITEM = Item(
    id="tag:coalition.example,2024:thing/1",
    url="https://coalition.example/fr/things/1/",
    title="Travail <b>décent</b>",
    summary="Un & deux <script>alert(1)</script>",
    language="fr",
    published="2026-01-02T00:00:00Z",
    updated="2026-03-04T05:06:07.891Z",
    authors=["Une union"],
    tags=[("area:1", "Égalité")],
)
FEED = Feed(
    id="tag:coalition.example,2024:feed/fr/things",
    title="Choses",
    subtitle="Toutes",
    language="fr",
    address=HERE,
    page="https://coalition.example/fr/things/?area=1",
    items=[ITEM, replace(ITEM, id="tag:coalition.example,2024:thing/2", language="en")],
    first="https://coalition.example/fr/feeds/things.atom?area=1",
    next="https://coalition.example/fr/feeds/things.atom?area=1&page=3",
    previous="https://coalition.example/fr/feeds/things.atom?area=1",
)
DAY = Day(
    uid="ACT-2026-0001-starts@coalition.example",
    day=date(2026, 1, 31),
    summary="Begins: contracts",
    language="en",
    url="https://coalition.example/en/actions/ACT-2026-0001/",
    changed_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
)


def test_an_atom_feed_has_none_of_the_faults_that_readers_forgive():
    root = etree.fromstring(feeds.atom(FEED))

    entries = root.findall(f"{ATOM}entry")
    for part in (root, *entries):
        assert part.findtext(f"{ATOM}id").startswith("tag:coalition.example,2024:")
        assert RFC_3339.fullmatch(part.findtext(f"{ATOM}updated"))
        # Text, not markup: what looks like a tag is escaped.
        assert all(each.get("type") is None for each in part.iter(f"{ATOM}summary"))
        assert not list(part.find(f"{ATOM}title"))
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links == {
        "self": HERE,
        "alternate": FEED.page,
        "first": FEED.first,
        "previous": FEED.previous,
        "next": FEED.next,
    }
    assert root.findtext(f"{ATOM}updated") == ITEM.updated
    assert [each.get(LANG) for each in (root, *entries)] == ["fr", "fr", "en"]


def test_a_json_feed_tells_the_same():
    told = json.loads(feeds.json_feed(FEED))

    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (told["feed_url"], told["next_url"]) == (HERE, FEED.next)
    first, second = told["items"]
    assert first["id"] == ITEM.id
    assert first["title"] == ITEM.title
    assert first["date_modified"] == ITEM.updated
    assert second["language"] == "en"


@given(st.text(max_size=80))
def test_every_text_can_be_written_and_read_again(text):
    told = replace(FEED, title=text, items=[replace(ITEM, title=text, summary=text)])

    root = etree.fromstring(feeds.atom(told))
    read = root.findtext(f"{ATOM}entry/{ATOM}title") or ""
    # XML reads every end of line as one character.
    ends = re.compile("\r\n?")
    assert ends.sub("\n", read) == ends.sub("\n", feeds.writable(text))
    (item,) = json.loads(feeds.json_feed(told))["items"]
    assert item.get("title", "") == text


def test_who_has_the_feed_already_is_told_so():
    request = RequestFactory().get("/")
    answer = feeds.answer(request, FEED, "atom")

    again = RequestFactory().get("/", headers={"if-none-match": answer["ETag"]})
    since = RequestFactory().get(
        "/", headers={"if-modified-since": answer["Last-Modified"]}
    )
    other = RequestFactory().get("/", headers={"if-none-match": '"another"'})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feeds.answer(again, FEED, "atom").status_code == 304
    assert feeds.answer(since, FEED, "atom").status_code == 304
    assert feeds.answer(other, FEED, "atom").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "999999", "٣"])
def test_a_page_that_is_no_number_is_not_there(page):
    with pytest.raises(Http404):
        feeds.page_asked_for(RequestFactory().get("/", {"page": page}))


def calendar(*days):
    address = "https://coalition.example/en/feeds/things.ics"
    return calendars.calendar(
        days, name="Things", description="All", language="en", address=address
    )


def test_a_calendar_keeps_the_rules_of_its_lines():
    content = calendar(replace(DAY, summary="Écrire, signer; puis\nagir " * 12))

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in (
        b"DTSTART;VALUE=DATE:20260131",
        b"DTEND;VALUE=DATE:20260201",
        b"DTSTAMP:20260102T030405Z",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        b"NAME;LANGUAGE=en:Things",
        b"URL:https://coalition.example/en/feeds/things.ics",
    ):
        assert line in lines
    assert rb"\, signer\; puis agir" in content.replace(b"\r\n ", b"")


def test_what_does_not_take_place_is_said_and_not_left_out():
    (event,) = Calendar.from_ical(
        calendar(replace(DAY, is_cancelled=True, sequence=3))
    ).events

    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 3
    assert event["uid"] == DAY.uid


@given(st.text(max_size=100))
def test_every_summary_can_be_read_again(text):
    (event,) = Calendar.from_ical(calendar(replace(DAY, summary=text))).events

    assert event["summary"] == " ".join(feeds.writable(text).split())
