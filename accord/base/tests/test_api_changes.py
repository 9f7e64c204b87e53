"""What has changed since: a change that is committed late is not missed."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from accord.base import history
from accord.base.actor import Actor
from accord.base.api import changes
from accord.base.models import Entry, Seal

TODAY = date(2026, 6, 1)


class Record:
    def __init__(self, name: str) -> None:
        self.history_reference = name


def happen(name: str) -> Entry:
    return history.record(Record(name), "changed", by=Actor.anonymous(), on=TODAY)


def subjects(since: datetime) -> set[str]:
    """Return which of the two records have changed since."""
    told = changes.subjects_since(since, ["changed"])
    return set(Entry.objects.filter(told).values_list("subject", flat=True))


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_was_written_first_and_committed_last_is_told():
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            happen("slow")
            written.set()
            may_commit.wait(10)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    written.wait(10)
    fast = happen("fast")
    history.seal()
    until = changes.horizon()
    seen = subjects(changes.BEGINNING)
    may_commit.set()
    writer.join()

    assert seen == {"fast"}
    late = Entry.objects.get(subject="slow")
    # Whoever asked by the time of the newest entry seen would never hear of it.
    assert late.at < fast.at
    assert subjects(until) == {"slow"}
    history.seal()
    assert subjects(until) == {"slow"}
    assert subjects(changes.horizon()) == set()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_missed_while_many_write_and_one_seals():
    done = threading.Event()

    def write(worker: int) -> None:
        for number in range(10):
            with transaction.atomic():
                happen(f"record:{worker}:{number}")
        connection.close()

    def seal() -> None:
        while not done.is_set():
            history.seal()
        connection.close()

    threads = [threading.Thread(target=write, args=(each,)) for each in range(3)]
    sealer = threading.Thread(target=seal)
    for each in (*threads, sealer):
        each.start()
    told: set[str] = set()
    since = changes.BEGINNING
    while any(each.is_alive() for each in threads):
        until = changes.horizon()
        told |= subjects(since)
        since = until
    done.set()
    sealer.join()
    told |= subjects(since)

    assert len(told) == 30


def test_a_clock_that_was_set_back_does_not_move_the_stamps_back(db):
    happen("one")
    history.seal()
    ahead = datetime.now(UTC) + timedelta(days=1)
    first = Seal.objects.get()
    Entry.objects.create(subject="x", verb="x", on=TODAY, at=ahead)
    Seal.objects.create(
        sequence=2, entry=Entry.objects.latest("id"), digest="x" * 64, at=ahead
    )
    happen("two")

    history.seal()

    last = Seal.objects.order_by("-sequence").first()
    assert first.at < ahead < last.at
