"""One thing: taking it, putting it off, noting, writing to people, all once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accord.base.models import Entry, Message
from accord.secretariat.models import Handling, Note, Reminder

THING = "/en/secretariat/things/test:letter-1/"
VERBS = ("assign", "put-off", "note", "send")


def sent(**fields):
    return {"token": str(uuid4()), **fields}


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_done_with_a_thing_has_the_whole_ritual(verb, sofia, bruno, desk):
    desk.add(1)
    address = f"{THING}{verb}/"

    assert bruno.get(THING).status_code == 404
    assert bruno.post(address).status_code == 404
    assert Client().post(address).status_code == 302
    assert sofia.get(address).status_code == 405
    nowhere = address.replace("letter-1", "letter-9")
    assert sofia.post(nowhere, sent()).status_code == 404
    assert not Handling.objects.exists()
    assert not Message.objects.exists()


def test_a_thing_is_assigned_put_off_noted_and_remembers_it(sofia, sofia_person, desk):
    desk.add(1)
    until = timezone.localdate() + timedelta(days=9)
    me = sofia_person.public_id

    sofia.post(f"{THING}assign/", sent(version=0, person=me))
    again = sent(text="She is away until Monday.")
    sofia.post(f"{THING}note/", again)
    sofia.post(f"{THING}note/", again)
    sofia.post(f"{THING}put-off/", sent(version=1, until=until.isoformat()))

    held = Handling.objects.get()
    assert (held.assigned_to, held.snoozed_until) == (sofia_person, until)
    assert Note.objects.count() == 1
    page = sofia.get(THING).content.decode()
    assert "She is away until Monday." in page
    assert "Assigned to Secretariat" in page
    verbs = Entry.objects.filter(subject="waiting:test:letter-1").values_list("verb")
    assert {verb for (verb,) in verbs} == {"assigned", "noted", "put-off"}
    # Put off, it leaves the list and the count, and stands in a list of its own.
    assert "Letter 1" not in sofia.get("/en/secretariat/").content.decode()
    assert "Letter 1" in sofia.get("/en/secretariat/?show=snoozed").content.decode()
    assert "away until Monday" not in str(list(Entry.objects.values()))


def test_nobody_overwrites_what_they_have_not_seen(
    sofia, oumar, sofia_person, oumar_person, desk
):
    desk.add(1)
    oumar.post(f"{THING}assign/", sent(version=0, person=oumar_person.public_id))

    mine = sent(version=0, person=sofia_person.public_id)
    response = sofia.post(f"{THING}assign/", mine)

    assert response.status_code == 409
    assert "now Screener has it" in response.content.decode()
    assert Handling.objects.get().assigned_to == oumar_person
    late = sent(version=0, until=(timezone.localdate() + timedelta(days=2)).isoformat())
    assert sofia.post(f"{THING}put-off/", late).status_code == 409


def test_bad_input_is_explained_and_changes_nothing(sofia, desk):
    desk.add(1)
    yesterday = timezone.localdate() - timedelta(days=1)
    bad = [
        ("assign", {"person": "nobody-here"}, "nobody-here"),
        ("put-off", {"until": yesterday.isoformat()}, "not in the future"),
        ("put-off", {"until": "2999-01-01"}, "more than a year away"),
        ("note", {"text": " "}, "required"),
        ("note", {"text": "x" * 4001}, "4000"),
        ("send", {"rung": "early"}, "required"),
    ]
    for verb, fields, said in bad:
        response = sofia.post(f"{THING}{verb}/", sent(**fields))
        assert response.status_code == 422, verb
        assert said in response.content.decode(), verb
    assert not Handling.objects.exists()
    assert not Message.objects.exists()


def message_of(client):
    """Return the message form of the page as a browser would send it."""
    page = client.get(THING).content.decode()
    form = page[page.index(f'action="{THING}send/"') :]
    form = form[: form.index("</form>")]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    fields |= {
        name: value.strip()
        for name, value in re.findall(
            r'<textarea name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL
        )
    }
    return fields


def test_the_message_goes_as_it_was_shown_in_each_language_and_once(sofia, desk):
    desk.add(1)
    shown = message_of(sofia)
    assert {"subject_es", "text_fr", "rung"} <= set(shown)

    edited = {**shown, "subject_es": "Un segundo factor, por favor"}
    assert sofia.post(f"{THING}send/", edited).status_code == 302
    page = sofia.get(THING).content.decode()
    assert "Send the message" not in page
    again = sofia.post(f"{THING}send/", {**edited, "token": str(uuid4())}, follow=True)

    assert "was sent before" in again.content.decode()
    mails = {each.to: each for each in Message.objects.all()}
    assert set(mails) == {"rosa@dockers.example", "jean@dockers.example"}
    spanish, french = mails["rosa@dockers.example"], mails["jean@dockers.example"]
    assert spanish.subject == "Un segundo factor, por favor"
    assert french.subject == shown["subject_fr"]
    assert (spanish.language, french.language) == ("es", "fr")
    assert Reminder.objects.count() == 2
    # A later rung is another message.
    desk.letters.clear()
    desk.add(1, due=-7)
    assert "Send the message" in sofia.get(THING).content.decode()
    stale = sofia.post(f"{THING}send/", {**edited, "token": str(uuid4())})
    assert stale.status_code == 409
    assert Message.objects.count() == 2
