"""Actions followed by feed readers and calendars."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from lxml import etree

from accord.actions import feeds, operations
from accord.actions.models import Action
from accord.actions.tests.factories import make_action, make_draft
from accord.atlas.models import Area, Challenge
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners.tests.factories import make_partner

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
HOST = "http://127.0.0.1:8000"
TODAY = timezone.localdate()


def titles(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    root = etree.fromstring(answer.content)
    return [each.findtext(f"{ATOM}title") for each in root.findall(f"{ATOM}entry")]


def events(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).events


@pytest.fixture
def filed(vocabulary):
    """Return an action that is filed under everything, beside one that is not."""
    make_action(title="Another")
    return make_action(
        make_partner("Union of Fishers", slug="fishers"),
        title="Filed",
        countries=["SEN"],
        areas=Area.objects.filter(code="1"),
        challenges=Challenge.objects.all(),
    )


@pytest.mark.parametrize(
    "query",
    [
        "area=1",
        "challenge=1",
        "country=SEN",
        "partner=fishers",
        "area=1&country=SEN&partner=fishers",
    ],
)
def test_a_feed_and_a_calendar_are_about_what_is_asked_for(client, filed, query):
    assert titles(client, f"/en/feeds/actions.atom?{query}") == ["Filed"]
    told = json.loads(client.get(f"/en/feeds/actions.json?{query}").content)
    assert [each["title"] for each in told["items"]] == ["Filed"]
    assert {
        each["url"] for each in events(client, f"/en/feeds/actions.ics?{query}")
    } == {f"{HOST}/en/actions/{filed.reference}/"}


def test_a_region_has_a_feed(client, filed):
    region = filed.countries.get().region_id

    assert titles(client, f"/en/feeds/actions.atom?region={region}") == ["Filed"]


def test_whoever_takes_part_is_followed_too(client, filed):
    other = make_partner(slug="helpers")
    filed.participations.create(partner=other, role="Helps")

    assert titles(client, "/en/feeds/actions.atom?partner=helpers") == ["Filed"]


@pytest.mark.parametrize("format_", ["atom", "json", "ics"])
@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("utm_source=mail", ""),
        ("country=SEN&area=1", "?area=1&country=SEN"),
        ("area=1&area=1", "?area=1"),
        ("area=", ""),
        ("sort=title&area=1", "?area=1"),
        ("page=1", ""),
        ("area=1%00", "?area=1"),
    ],
)
def test_a_feed_has_one_address(client, filed, format_, asked, leads_to):
    answer = client.get(f"/en/feeds/actions.{format_}?{asked}")

    assert answer.status_code == 301
    address = f"/en/feeds/actions.{format_}{leads_to}"
    assert answer.headers["Location"] == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "query", ["country=XXX", "area=99", "partner=nobody", "page=2", "region=x"]
)
@pytest.mark.parametrize("format_", ["atom", "json"])
def test_there_is_no_feed_of_what_does_not_exist(client, filed, format_, query):
    assert client.get(f"/en/feeds/actions.{format_}?{query}").status_code == 404


def test_a_feed_says_where_it_is_and_leads_on(client, vocabulary, monkeypatch):
    monkeypatch.setattr(feeds, "PER_PAGE", 2)
    for number in range(5):
        make_action(title=f"Number {number}", countries=["SEN"])

    address, seen = f"{HOST}/en/feeds/actions.atom?country=SEN", []
    while address:
        path = address.removeprefix(HOST)
        root = etree.fromstring(client.get(path).content)
        links = {
            each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")
        }
        assert links["self"] == address
        assert links["first"] == f"{HOST}/en/feeds/actions.atom?country=SEN"
        seen += titles(client, path)
        address = links.get("next")

    assert seen == [f"Number {number}" for number in (4, 3, 2, 1, 0)]


def test_an_entry_keeps_its_id_in_every_language_and_says_its_own(client, vocabulary):
    action = make_action(title=Multilingual.of("fr", "Contrats écrits", en="Contracts"))

    told = {}
    for language in ("en", "fr", "ar"):
        content = client.get(f"/{language}/feeds/actions.atom").content
        entry = etree.fromstring(content).find(f"{ATOM}entry")
        lang = entry.get("{http://www.w3.org/XML/1998/namespace}lang")
        told[language] = (entry.findtext(f"{ATOM}id"), lang)

    expected = f"tag:127.0.0.1,2024:action/{action.reference}"
    assert told == {
        "en": (expected, "en"),
        "fr": (expected, "fr"),
        "ar": (expected, "fr"),
    }


def test_a_revision_moves_the_feed_and_its_etag(client, filed):
    before = client.get("/en/feeds/actions.atom")
    etag = {"if-none-match": before.headers["ETag"]}
    assert client.get("/en/feeds/actions.atom", headers=etag).status_code == 304

    revise(filed, {"title": Multilingual.of("en", "Filed anew")})

    after = client.get("/en/feeds/actions.atom", headers=etag)
    assert after.status_code == 200
    assert b"Filed anew" in after.content


def test_drafts_and_withdrawn_actions_are_not_in_a_feed(client, vocabulary):
    make_draft(title="Secret")
    make_action(title="Withdrawn", withdrawn_on=TODAY)

    assert titles(client, "/en/feeds/actions.atom") == []
    assert json.loads(client.get("/en/feeds/actions.json").content)["items"] == []


@pytest.mark.parametrize("format_", ["atom", "json", "ics"])
def test_more_actions_ask_no_more_questions(
    client, vocabulary, format_, django_assert_max_num_queries
):
    counts = set()
    for _round in range(2):
        for _number in range(5):
            make_action(countries=["SEN", "MLI"], areas=Area.objects.all())
        with django_assert_max_num_queries(20) as asked:
            client.get(f"/en/feeds/actions.{format_}")
        counts.add(len(asked))

    assert len(counts) == 1


def test_an_action_begins_and_ends_as_whole_days(client, vocabulary):
    action = make_action(
        title="Contracts", starts_on=TODAY, ends_on=TODAY + timedelta(days=30)
    )

    begins, ends = events(client, "/en/feeds/actions.ics")

    assert (begins["summary"], ends["summary"]) == (
        "Begins: Contracts",
        "Ends: Contracts",
    )
    assert begins.start == TODAY
    assert begins.end == TODAY + timedelta(days=1)
    assert begins["uid"] == f"{action.reference}-starts@127.0.0.1"
    assert (begins["sequence"], begins["status"]) == (0, "CONFIRMED")


def test_a_change_raises_the_sequence_and_keeps_the_uid(client, filed):
    (before,) = events(client, "/en/feeds/actions.ics?area=1")

    revise(filed, {"starts_on": TODAY})
    (after,) = events(client, "/en/feeds/actions.ics?area=1")

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt > before["dtstamp"].dt


def test_a_withdrawn_action_stays_as_cancelled_for_ninety_days(client, filed):
    operations.withdraw(
        filed, Multilingual.of("en", "No funds."), by=Actor.anonymous(), on=TODAY
    )

    (event,) = events(client, "/en/feeds/actions.ics?area=1")
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)

    Action.objects.filter(pk=filed.pk).update(withdrawn_on=TODAY - timedelta(days=91))
    assert events(client, "/en/feeds/actions.ics?area=1") == []
    (event,) = events(client, f"/en/actions/{filed.reference}.ics")
    assert event["status"] == "CANCELLED"


def test_what_was_long_ago_is_left_out_of_the_calendar_of_all(client, vocabulary):
    old = make_action(starts_on=date(2019, 1, 1), ends_on=date(2020, 1, 1))

    assert events(client, "/en/feeds/actions.ics") == []
    assert len(events(client, f"/en/actions/{old.reference}.ics")) == 2


def test_a_calendar_holds_no_draft(client, vocabulary):
    draft = make_draft(starts_on=TODAY)

    assert events(client, "/en/feeds/actions.ics") == []
    assert client.get(f"/en/actions/{draft.reference}.ics").status_code == 404


def test_the_list_and_the_page_lead_to_what_can_be_followed(client, filed):
    listed = client.get("/fr/actions/?area=1&sort=title").content.decode()
    page = client.get(f"/fr/actions/{filed.reference}/").content.decode()

    for form in ("atom", "json", "ics"):
        assert f'href="{HOST}/fr/feeds/actions.{form}?area=1"' in listed
    assert f'href="{HOST}/fr/actions/{filed.reference}.ics"' in page


def revise(action, changes):
    current = Action.objects.get(pk=action.pk)
    operations.revise(
        current, changes, by=Actor.anonymous(), on=TODAY, version=current.version
    )
