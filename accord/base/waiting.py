"""What waits: on whom, for whom, since when, due when.

Each app that has something to be done says so by a `Source` in its `waiting.py`; the
secretariat's queue and a partner's desk ask all sources and order what they say.
Nothing of it is stored: what waits is derived from the records, and is gone when it
is done. A source asks in a constant number of queries, checks what the reader may
see, and fails alone.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.functional import Promise

from accord.base.actor import Actor

logger = logging.getLogger(__name__)


class On(StrEnum):
    """Who has to do the next thing."""

    OFFICE = "office"
    PARTNER = "partner"
    APPLICANT = "applicant"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a reminder would go to, and in which language they read."""

    email: str
    name: str
    language: str
    # The person's public id, when they sign in.
    person: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The next message, as it would be sent: a mail template and what fills it."""

    template: str
    context: dict[str, object]
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits.

    `key` names thing and step ("joining:APP-2026-0004:answer"): it stays while this
    step waits and is another one for the next, so that an assignment, a note or a
    reminder belongs to one step. It has at most 90 characters and no slash.
    `whom` is the reference of the partner, application or person whose step it is;
    empty for the office.
    """

    key: str
    kind: str
    title: str | Promise
    url: str
    # For whom it is: the organization, as a reader knows it.
    organization: str
    on: On
    since: datetime
    whom: str = ""
    due: date | None = None
    message: Drafted | None = None
    # Codes of the verbs of the source that can be carried out from the list.
    verbs: tuple[str, ...] = ()

    def age(self, now: datetime) -> int:
        """Return for how many whole days it waits."""
        return max((now - self.since).days, 0)


def beginning_of(day: date) -> datetime:
    """Return the moment a day begins, for what is known by its day only."""
    return timezone.make_aware(datetime.combine(day, time.min))


class NotDone(Exception):
    """A verb was not carried out for one thing; the message says why."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done with many at once, from the list.

    `carry_out` does it for one key in a transaction of its own and raises `NotDone`
    with a sentence when it cannot; `undo` takes it back while that is possible.
    """

    code: str
    label: str | Promise
    carry_out: Callable[[str, Actor, date], None]
    undo: Callable[[str, Actor, date], None] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What one app has waiting, of one kind.

    `for_office` returns what the office has to see (what waits on it, and what it
    waits for from others) as far as `reader` may; `for_reader` what waits on the
    reader themselves and on the partner they act for.
    """

    kind: str
    label: str | Promise
    for_office: Callable[[Actor, date], Iterable[Waiting]] | None = None
    for_reader: Callable[[Actor, date], Iterable[Waiting]] | None = None
    verbs: Sequence[Verb] = field(default_factory=tuple)
    # Who may know of all that ever waited here, also when it waits no longer. Without
    # it, people know only of what waits for them now.
    may_recall: Callable[[Actor, date], bool] | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Declare a source, from `apps.ready`."""
    _sources[source.kind] = source


def sources() -> list[Source]:
    return list(_sources.values())


def source(kind: str) -> Source | None:
    return _sources.get(kind)


@dataclass(frozen=True, slots=True)
class Answer:
    """What waits, the oldest first, and the labels of the sources that failed."""

    items: list[Waiting]
    failed: list[str | Promise]


def on_office(reader: Actor, on: date) -> Answer:
    """Return all that the office has to see, as far as `reader` may."""
    return _asked([(each, each.for_office) for each in sources()], reader, on)


def on_reader(reader: Actor, on: date) -> Answer:
    """Return what waits on `reader` and on the partner they act for."""
    return _asked([(each, each.for_reader) for each in sources()], reader, on)


def _asked(
    questions: Sequence[
        tuple[Source, Callable[[Actor, date], Iterable[Waiting]] | None]
    ],
    reader: Actor,
    on: date,
) -> Answer:
    items: list[Waiting] = []
    failed: list[str | Promise] = []
    for each, ask in questions:
        if ask is None:
            continue
        try:
            # A failed question must not take the request's own transaction with it.
            inside = transaction.get_connection().in_atomic_block
            with transaction.atomic() if inside else nullcontext():
                items.extend(ask(reader, on))
        except (DatabaseError, LookupError, ValueError, TypeError, AttributeError):
            logger.exception("What waits of %s could not be asked", each.kind)
            failed.append(each.label)
    items.sort(key=lambda one: (one.since, one.key))
    return Answer(items, failed)
