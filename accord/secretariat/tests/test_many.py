"""Many at once: said first, done together, told one by one, taken back."""

import re
from uuid import uuid4

from django.test import Client

from accord.base.models import Entry, Message
from accord.secretariat.models import Batch, Handling

MANY = "/en/secretariat/many/"
DO = f"{MANY}do/"


def keys(*numbers):
    return [f"test:letter-{each}" for each in numbers]


def fields(page):
    found = re.search(r'name="token" value="([^"]+)"', page)
    return {"token": found[1] if found else str(uuid4())}


def test_a_verb_is_shown_done_told_and_taken_back(sofia, desk):
    for n in (1, 2, 13):
        desk.add(n)

    asked = {"key": keys(1, 2, 13), "verb": "letter/accept"}
    page = sofia.post(MANY, asked).content.decode()
    assert "This will be done with 3 things. Nothing has happened yet." in page
    assert not desk.decided
    agreed = {**asked, **fields(page)}
    first = sofia.post(DO, agreed)
    assert sofia.post(DO, agreed)["Location"] == first["Location"]

    assert desk.decided == set(keys(1, 2))
    assert Batch.objects.count() == 1
    done = sofia.get(first["Location"]).content.decode()
    assert "2 things are done" in done
    assert "The thirteenth is never decided." in done
    undo = f"{first['Location']}undo/"
    assert sofia.get(undo).status_code == 405
    assert sofia.post(undo).status_code == 302
    assert not desk.decided
    assert "2 things were taken back" in sofia.get(first["Location"]).content.decode()
    sofia.post(undo)
    verbs = Entry.objects.filter(subject__startswith="batch:").values_list("verb")
    assert [verb for (verb,) in verbs.order_by("id")] == ["done", "undone"]


def test_the_office_takes_and_reminds_many(sofia, oumar, oumar_person, desk):
    desk.add(1)
    desk.add(2)
    Handling.objects.create(key="test:letter-2", assigned_to=oumar_person, version=1)

    asked = {"key": keys(1, 2), "verb": "office/take", "token": str(uuid4())}
    taken = sofia.post(DO, asked)
    assert "Screener has it." in sofia.get(taken["Location"]).content.decode()

    asked = {"key": keys(1, 2), "verb": "office/remind"}
    page = sofia.post(MANY, asked).content.decode()
    assert "rosa@dockers.example" in page
    assert not Message.objects.exists()
    sofia.post(DO, {**asked, **fields(page)})
    sofia.post(DO, {**asked, "token": str(uuid4())})
    assert Message.objects.count() == 4


def test_it_has_the_whole_ritual(sofia, bruno, oumar, desk):
    desk.add(1)
    asked = {"key": keys(1), "verb": "letter/accept", "token": str(uuid4())}
    for address in (MANY, DO):
        assert sofia.get(address).status_code == 405
        assert bruno.post(address, asked).status_code == 404
        assert "/login/" in Client().post(address, asked)["Location"]
        for bad in ({}, {"key": keys(1)}, {**asked, "verb": "letter/vanish"}):
            said = sofia.post(address, bad, follow=True).content.decode()
            assert "Nothing was chosen" in said or "Say what shall be done" in said
    assert not desk.decided
    done = sofia.post(DO, asked)["Location"]
    assert oumar.get(done).status_code == 404
    assert oumar.post(f"{done}undo/").status_code == 404
    assert desk.decided == set(keys(1))
