"""Calendars that other programs subscribe to: RFC 5545, with names of RFC 7986.

An event keeps its `uid` for life. Whoever changes it raises `sequence`, and what does
not take place stays in the calendar as cancelled for a while, so that it leaves the
calendars of those who had copied it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from icalendar import vDuration as Duration
from icalendar import vText as Text

from accord.base.discovery.feeds import writable

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Accord//Accord calendars//EN"
REFRESH = timedelta(hours=12)
DAYS_CANCELLED = 90


@dataclass(frozen=True, slots=True)
class Day:
    """Something that falls on a whole day, wherever one is."""

    uid: str
    day: date
    summary: str
    language: str
    url: str
    # When the record that the event is made from last changed.
    changed_at: datetime
    sequence: int = 0
    description: str = ""
    location: str = ""
    categories: Sequence[str] = ()
    is_cancelled: bool = False


def calendar(
    days: Iterable[Day], *, name: str, description: str, language: str, address: str
) -> bytes:
    """Return the calendar as it is sent: lines end in CRLF and are folded."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    said_in = {"language": language}
    # A text, which the library does not know of these two: it would escape nothing.
    called = Text(_line(name))
    made.add("name", called, parameters=said_in)
    # What programs read that do not know NAME yet.
    made.add("x-wr-calname", Text(called))
    made.add("description", writable(description), parameters=said_in)
    made.add("url", address)
    made.add("refresh-interval", Duration(REFRESH), parameters={"value": "DURATION"})
    made.add("x-published-ttl", Duration(REFRESH))
    for each in days:
        made.add_component(_event(each))
    return made.to_ical()


def _event(day: Day) -> Event:
    event = Event()
    said_in = {"language": day.language}
    event.add("uid", day.uid)
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("sequence", day.sequence)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", _line(day.summary), parameters=said_in)
    if day.description:
        event.add("description", writable(day.description), parameters=said_in)
    if day.location:
        event.add("location", _line(day.location), parameters=said_in)
    if day.categories:
        event.add("categories", [_line(each) for each in day.categories])
    event.add("url", day.url)
    event.add("status", "CANCELLED" if day.is_cancelled else "CONFIRMED")
    # Nobody is busy because an action begins.
    event.add("transp", "TRANSPARENT")
    return event


def _line(text: str) -> str:
    return " ".join(writable(text).split())
