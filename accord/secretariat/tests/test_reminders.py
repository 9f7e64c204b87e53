"""Reminders go on set days, by hand or by the job, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accord.accounts.models import Duty
from accord.accounts.tests.factories import make_officer
from accord.base import notices
from accord.base.actor import Actor
from accord.base.models import Entry, Message
from accord.secretariat import operations, reminding, tasks
from accord.secretariat.models import Ladder, Reminder
from accord.secretariat.queue import queue

LOG = "/en/secretariat/reminders/"
LADDER = f"{LOG}letter/"


def rung(desk, person, **fields):
    desk.letters.clear()
    desk.add(1, **fields)
    (row,) = queue(Actor(person), timezone.localdate()).rows
    return reminding.rung_of(row, [-7, 0, 7])


def test_rungs_begin_on_their_day(desk, sofia_person):
    expected = {8: "early", 7: "due-7", 1: "due-7", 0: "due+0", -6: "due+0"}
    for left, name in expected.items():
        assert rung(desk, sofia_person, due=left) == name
    assert rung(desk, sofia_person, due=-7) == "due+7"
    assert rung(desk, sofia_person, due=-90) == "due+7"
    assert rung(desk, sofia_person, days=13) == "early"
    assert rung(desk, sofia_person, days=14) == "waited+14"


def switch_on(client, **fields):
    sent = {"days": "-7, 0, 7", "is_automatic": "on", "version": 0, **fields}
    return client.post(LADDER, {"token": str(uuid4()), **sent})


def test_the_job_sends_what_is_due_once_in_each_language(
    sofia, sofia_person, desk, monkeypatch
):
    for number, due in enumerate((30, 6, 0, -8)):
        desk.add(number, due=due)
    tasks.send_reminders(0)
    assert not Message.objects.exists()
    assert switch_on(sofia).status_code == 302

    # The job is killed when the third message is written: that one is not half sent.
    post, calls = notices.post, []

    def killed(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return post(*args, **kwargs)

    monkeypatch.setattr(notices, "post", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.send_reminders(0)
    assert Reminder.objects.count() == Message.objects.count() == 2
    monkeypatch.setattr(notices, "post", post)
    tasks.send_reminders(0)
    tasks.send_reminders(0)

    assert Reminder.objects.count() == Message.objects.count() == 6
    assert set(Reminder.objects.values_list("rung", "language")) == {
        (name, language)
        for name in ("due-7", "due+0", "due+7")
        for language in ("es", "fr")
    }
    page = sofia.get(LOG).content.decode()
    assert "by itself" in page
    assert "7 days after it was due" in page
    assert "rosa@dockers.example" in page
    # Who no longer serves no longer sends.
    Duty.objects.all().delete()
    desk.add(9, due=0)
    tasks.send_reminders(0)
    assert Message.objects.count() == 6
    assert sofia.get(LOG).status_code == 404


def test_days_are_set_with_the_whole_ritual(sofia, oumar, bruno, desk):
    assert bruno.post(LADDER).status_code == oumar.post(LADDER).status_code == 404
    assert "/login/" in Client().post(LADDER)["Location"]
    for bad, said in (
        ("x", "whole numbers"),
        ("400", "more than a year"),
        (",", "one and twelve"),
    ):
        response = switch_on(sofia, days=bad)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert switch_on(sofia, days="7; −3").status_code == 302
    assert Ladder.objects.get().days == [-3, 7]
    assert switch_on(sofia).status_code == 409
    assert Ladder.objects.get().days == [-3, 7]
    assert Entry.objects.filter(subject="ladder:letter").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_hundred_presses_at_once_are_one_message(desk):
    thing, person = desk.add(1), make_officer()
    (row,) = queue(Actor(person), timezone.localdate()).rows
    letters = reminding.letters(row.item.message)[:1]
    start = Barrier(10)

    def press(number: int) -> int:
        try:
            if number < 10:
                start.wait(20)
            sent = operations.remind(
                thing, letters, "early", by=Actor(person), on=timezone.localdate()
            )
            return len(sent)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(press, range(100)))

    assert sum(outcomes) == 1
    assert Message.objects.count() == Reminder.objects.count() == 1
