"""The pages about people's data: one's own, and the secretariat's."""

import time
import zipfile
from io import BytesIO

import pytest
from django.utils import timezone

from accord.accounts.models import Copy, Erasure, Person
from accord.accounts.personal import copying
from accord.accounts.tests.factories import make_officer, make_person
from accord.base.models import Entry

pytestmark = pytest.mark.django_db
OWN, PEOPLE = "/en/account/personal/", "/en/personal-data/people/"


def enter(client, person: Person, *, shown_at: float | None = None) -> None:
    """Sign in with a second factor; `shown_at` is when they last showed it again."""
    client.force_login(person)
    session = client.session
    record = {"method": "mfa", "at": 0}
    if shown_at is not None:
        record |= {"reauthenticated": True, "at": shown_at}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


@pytest.fixture
def amina(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    person = make_person(name="Amina Sow")
    enter(client, person, shown_at=time.time())
    return person


@pytest.fixture
def office(client, amina):
    officer = make_officer(name="Olga Office")
    enter(client, officer, shown_at=time.time())
    return officer


def test_a_person_takes_their_copy_and_is_erased(client, amina):
    assert "Make a copy" in client.get(OWN).content.decode()
    assert client.post(OWN).status_code == 302
    copy = Copy.objects.get()
    assert "is being made" in client.get(OWN).content.decode()
    copying.make_copy.func(copy_id=copy.pk)

    answer = client.post(f"{OWN}copies/{copy.pk}/")

    packed = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert "data.json" in packed.namelist()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Entry.objects.filter(verb="copy fetched").exists()
    # Then they go.
    assert client.post(f"{OWN}erase/", {"sure": ""}).status_code == 422
    amina.refresh_from_db()
    assert amina.name == "Amina Sow"
    answer = client.post(f"{OWN}erase/", {"sure": "on"}, follow=True)
    assert "You are erased" in answer.content.decode()
    amina.refresh_from_db()
    assert amina.name == amina.public_id
    assert client.get(OWN).status_code == 302


@pytest.mark.parametrize("page", [f"{OWN}erase/", f"{OWN}copies/1/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_there_is_asked_anew(client, amina, page, method):
    enter(client, amina, shown_at=time.time() - 3600)

    answer = getattr(client, method)(page, {"sure": "on"})

    assert answer.status_code == 302
    assert "/account/reauthenticate/" in answer.url
    assert not Erasure.objects.exists()


def test_a_copy_is_for_its_person_and_for_a_week(client, amina):
    bruno = make_person("bruno@union.example")
    now = timezone.now()
    theirs, late, asked = (
        Copy.objects.create(
            person=person, asked_at=now, expires_at=until, digest="d", asked_by=by
        )
        for person, until, by in (
            (bruno, now + copying.KEPT_FOR, ""),
            (amina, now, ""),
            (amina, now + copying.KEPT_FOR, "P-office"),
        )
    )

    for copy in (theirs, late, asked):
        assert client.post(f"{OWN}copies/{copy.pk}/").status_code == 404
        # Nor by the secretariat's door.
        office = f"/en/personal-data/copies/{copy.pk}/"
        assert client.post(office).status_code == 404


def test_the_secretariat_finds_copies_and_erases(client, office, amina):
    found = client.post(PEOPLE, {"who": " AMINA@union.example "})
    page = f"{PEOPLE}{amina.public_id}/"
    assert found.url == page
    assert client.post(page).status_code == 302
    copy = Copy.objects.get()
    assert copy.asked_by == office.public_id
    copying.make_copy.func(copy_id=copy.pk)
    taken = client.post(f"/en/personal-data/copies/{copy.pk}/")
    assert taken.status_code == 200
    assert b"".join(taken.streaming_content)

    answer = client.post(f"{page}erase/", {"sure": "on"}, follow=True)

    assert Erasure.objects.get().reference in answer.content.decode()
    assert client.get(page).status_code == 404
    told = Entry.objects.filter(person=office.public_id).values_list("verb", flat=True)
    assert set(told) == {"copy asked for", "copy fetched", "erased"}


def test_the_secretariat_erases_an_address_once(client, office):
    page = f"{PEOPLE}erase/"
    sent = {"address": "x@y.example", "sure": "on", "token": "7" * 32}

    assert client.post(page, {**sent, "address": "x"}).status_code == 422
    assert [client.post(page, sent).status_code for _twice in range(2)] == [302, 302]
    assert Erasure.objects.count() == 1


def test_nobody_else_learns_who_is_known(client, amina):
    enter(client, make_officer("screener"), shown_at=time.time())

    for page in (PEOPLE, f"{PEOPLE}{amina.public_id}/", f"{PEOPLE}erase/"):
        assert client.get(page).status_code == 404
        assert client.post(page, {"who": amina.email}).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_everybody_reads_what_is_known_of_people(client, language):
    answer = client.get(f"/{language}/personal-data/")

    assert answer.status_code == 200
    assert answer.content.decode().count("<tr>") > 30
    assert client.post(f"/{language}/personal-data/").status_code == 405
