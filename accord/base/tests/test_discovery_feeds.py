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
from accord.base.tests.feed_faults import ATOM, LANG, atom_faults, json_faults

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


def test_a_feed_has_none_of_the_faults_that_readers_forgive():
    assert atom_faults(feeds.atom(FEED), address=HERE) == []
    assert json_faults(feeds.json_feed(FEED), address=HERE) == []


def test_an_atom_feed_says_where_one_is_and_in_which_language():
    root = etree.fromstring(feeds.atom(FEED))

    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links == {
        "self": HERE,
        "alternate": FEED.page,
        "first": FEED.first,
        "previous": FEED.previous,
        "next": FEED.next,
    }
    assert root.findtext(f"{ATOM}updated") == ITEM.updated
    parts = (root, *root.findall(f"{ATOM}entry"))
    assert [each.get(LANG) for each in parts] == ["fr", "fr", "en"]
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == ITEM.title


# What each feed must have: taking any of it away, or spoiling it, is noticed.
_MUST = (
    *(f"{ATOM}{each}" for each in ("id", "title", "updated", "author")),
    *(f"{ATOM}link[@rel='{each}']" for each in ("self", "alternate", "first")),
    *(
        f"{ATOM}entry/{ATOM}{each}"
        for each in ("id", "title", "updated", "published", "summary")
    ),
    f"{ATOM}entry/{ATOM}link[@rel='alternate']",
)


@pytest.mark.parametrize("place", _MUST)
def test_a_feed_without_what_it_must_have_is_noticed(place):
    root = etree.fromstring(feeds.atom(FEED))
    part = root.find(place)
    part.getparent().remove(part)

    assert atom_faults(etree.tostring(root), address=HERE) != []


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (f"{ATOM}updated", "4 March 2026"),
        (f"{ATOM}entry/{ATOM}updated", "2026-03-04"),
        (f"{ATOM}entry/{ATOM}published", "2026-03-04 05:06:07"),
        (f"{ATOM}entry/{ATOM}id", "https://coalition.example/1"),
        (f"{ATOM}id", "1"),
        (f"{ATOM}entry/{ATOM}id", "tag:coalition.example,2024:thing/2"),
    ],
)
def test_a_feed_with_a_wrong_date_or_id_is_noticed(place, text):
    root = etree.fromstring(feeds.atom(FEED))
    root.find(place).text = text

    assert atom_faults(etree.tostring(root), address=HERE) != []


def test_a_feed_with_markup_or_another_address_is_noticed():
    root = etree.fromstring(feeds.atom(FEED))
    root.find(f"{ATOM}entry/{ATOM}summary").set("type", "html")

    assert atom_faults(etree.tostring(root), address=HERE) != []
    assert atom_faults(feeds.atom(FEED), address=FEED.first) != []
    assert json_faults(feeds.json_feed(FEED), address=FEED.first) != []


@pytest.mark.parametrize(
    "key", ["version", "title", "home_page_url", "feed_url", "language", "items"]
)
def test_a_json_feed_without_what_it_must_have_is_noticed(key):
    told = json.loads(feeds.json_feed(FEED))
    del told[key]

    assert json_faults(json.dumps(told).encode(), address=HERE) != []


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "url",
        "title",
        "content_text",
        "language",
        "date_published",
        "date_modified",
    ],
)
def test_a_json_item_without_what_it_must_have_is_noticed(key):
    told = json.loads(feeds.json_feed(FEED))
    del told["items"][0][key]

    assert json_faults(json.dumps(told).encode(), address=HERE) != []


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


def calendar(*days, name="Things"):
    address = "https://coalition.example/en/feeds/things.ics"
    return calendars.calendar(
        days, name=name, description="All", language="en", address=address
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


@given(st.text(max_size=100) | st.just("Nets, boats; \r\nEND:VCALENDAR\r\n\\n"))
def test_every_name_of_a_calendar_can_be_read_again(text):
    content = calendar(DAY, name=text)

    assert content.count(b"END:VCALENDAR\r\n") == 1
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    (said,) = (each for each in lines if each.startswith("X-WR-CALNAME:"))
    escaped = said.removeprefix("X-WR-CALNAME:")
    assert not re.search(r"(?<!\\)(\\\\)*[,;]", escaped)
    wanted = " ".join(feeds.writable(text).split())
    assert re.sub(r"\\(.)", r"\1", escaped) == wanted
