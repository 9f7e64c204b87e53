"""Who is no screener learns nothing of a case, by any way round (Z3)."""

import re
from uuid import uuid4

from accord.accounts.models import Duty
from accord.base.actor import Actor
from accord.secretariat.models import Note, Reminder, View

HOME = "/en/secretariat/"
CASE, NOTHING = "test:case-1", "test:case-9"


def words(response, *, without=()):
    """Return a page without what differs from request to request."""
    page = response.content.decode()
    for each in without:
        page = page.replace(each, "")
    page = re.sub(r'value="[0-9a-f-]{36}"|[?&;]\w*=\w*', "", page)
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page)


def test_a_case_and_no_case_look_the_same(sofia, sofia_person, oumar, case, desk):
    desk.add(1)
    assert "Quokkacase" in oumar.get(HOME).content.decode()
    oumar.post(
        f"{HOME}things/{CASE}/note/", {"text": "Quokkanote", "token": str(uuid4())}
    )
    assert Note.objects.filter(text="Quokkanote").exists()

    routes = ["", "assign/", "put-off/", "note/", "send/"]
    for route in routes:
        there = sofia.post if route else sofia.get
        known = there(f"{HOME}things/{CASE}/{route}")
        unknown = there(f"{HOME}things/{NOTHING}/{route}")
        assert known.status_code == unknown.status_code == 404
        assert words(known, without=[CASE]) == words(unknown, without=[NOTHING])
    for query in ("", "?kind=case", "?age=older", "?q=Quokka", "?show=snoozed"):
        page = sofia.get(f"{HOME}{query}").content.decode()
        assert "Quokkacase" not in page
        assert "Quokkaunion" not in page
        assert "Quokkakind" not in page
        assert "What waits\N{NO-BREAK SPACE}(1)" in page
    filters = [sofia.get(f"{HOME}?kind={each}") for each in ("case", "caze")]
    assert words(filters[0]) == words(filters[1]).replace("caze", "case")
    for verb in ("office/take", "case/decide"):
        told = [
            sofia.post(f"{HOME}many/", {"key": [key], "verb": verb}, follow=True)
            for key in (CASE, NOTHING)
        ]
        assert words(told[0]) == words(told[1])
        mixed = {"key": [CASE, "test:letter-1"], "verb": "office/take"}
        assert "Quokka" not in sofia.post(f"{HOME}many/", mixed).content.decode()
    assert sofia.get(f"{HOME}reminders/case/").status_code == 404
    assert sofia.get(f"{HOME}reminders/caze/").status_code == 404


def test_reminders_and_views_of_screeners_stay_with_screeners(
    sofia, oumar, oumar_person, case
):
    page = oumar.get(f"{HOME}things/{CASE}/").content.decode()
    form = page[page.index("/send/") :]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    oumar.post(
        f"{HOME}things/{CASE}/send/",
        {**sent, "subject_es": "Quokkasubject", "text_es": "Quokkatext"},
    )
    assert Reminder.objects.get().subject == "Quokkasubject"
    view = {"name": "Quokkaview", "query": "kind=case", "is_shared": "on"}
    oumar.post(f"{HOME}views/", {**view, "token": str(uuid4())})

    assert View.objects.get().is_for_screeners
    for address in (HOME, f"{HOME}reminders/"):
        assert "Quokka" not in sofia.get(address).content.decode()
        assert "Quokka" in oumar.get(address).content.decode()
    assert sofia.post(f"{HOME}views/{View.objects.get().pk}/drop/").status_code == 404
    # Whose duty ends knows nothing from the next request on.
    Duty.objects.filter(person=oumar_person).update(kind="secretariat")
    assert "Quokkacase" not in oumar.get(HOME).content.decode()
    assert Actor(oumar_person).is_signed_in
