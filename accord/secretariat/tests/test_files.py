"""The office's lists as files, and people from a file: seen first, invited once."""

import csv
import io
import re
import time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accord.accounts.tests.factories import make_person
from accord.base.models import Message
from accord.partners.models import Invitation, Mandate, Role
from accord.partners.tests.factories import make_mandate, make_partner
from accord.secretariat import people
from tally.sheets import read
from tally.sheets.tests.test_bombs import BOMBS, MOST_SECONDS
from tally.sheets.tests.test_read_xlsx import PAYLOADS

HOME = "/en/secretariat/"
IMPORT = f"{HOME}people/import/"
INVITE = f"{IMPORT}invite/"
HEAD = "reference,partner,name,email,role,language,starts_on,ends_on\n"


def taken(client, name):
    answer = client.get(f"{HOME}{name}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    return b"".join(answer.streaming_content)


def upload(client, content, name="people.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(IMPORT, {"file": file, "token": str(uuid4())})


def agreed(response):
    page = response.content.decode()
    fields = dict(re.findall(r'name="(rows|token)" value="([^"]*)"', page))
    return {name: value.replace("&amp;", "&") for name, value in fields.items()}


@pytest.fixture
def union(db):
    partner = make_partner("Union of Dockers", slug="dockers")
    person = make_person("rosa@dockers.example", name='=cmd|" /C calc"!A0')
    make_mandate(partner, Role.FOCAL_POINT, person=person)
    return partner


def test_the_list_is_taken_as_it_is_filtered_and_no_text_runs(sofia, desk, case):
    for place, payload in enumerate(PAYLOADS):
        item = desk.add(place, days=20 if place % 2 else 0)
        desk.letters[-1] = type(item)(
            **{
                **{each: getattr(item, each) for each in item.__slots__},
                "title": payload,
            }
        )

    rows = list(
        csv.reader(io.StringIO(taken(sofia, "waiting.csv").decode("utf-8-sig")))
    )
    old = list(csv.reader(io.StringIO(taken(sofia, "waiting.csv?age=older").decode())))
    sheet = read(io.BytesIO(taken(sofia, "waiting.xlsx")))

    assert len(rows) == len(PAYLOADS) + 1 == 41
    assert len(old) == len(PAYLOADS) // 2 + 1
    # An apostrophe makes text of what a spreadsheet would run.
    assert {cell[2][0] for cell in rows[1:]} == {"'"}
    assert sorted(row.cells[2] for row in sheet.rows) == sorted(PAYLOADS)
    assert "Quokka" not in str(rows)


def test_what_was_taken_changes_nothing_when_it_comes_back(sofia, union):
    before = list(Mandate.objects.values())
    for ending in ("csv", "xlsx", "csv?keys"):
        content = taken(sofia, f"people.{ending}")
        page = upload(sofia, content, f"people.{ending[:4]}").content.decode()
        assert "0 people would be invited" in page
        assert page.count("Unchanged") == 1
        assert "Left out" not in page
        assert "Invite them" not in page
    assert list(Mandate.objects.values()) == before
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_workbook_to_fill_in_is_recognised_in_each_language(language, sofia, union):
    answer = sofia.get(f"/{language}/secretariat/people/template.xlsx")
    blank = read(io.BytesIO(b"".join(answer.streaming_content)))
    assert blank.what == "accord:people:1"
    row = ["", union.reference, "Ana", "ana@dockers.example", "editor", "es", "", ""]
    target = io.StringIO()
    csv.writer(target).writerows([blank.header, row])
    page = upload(sofia, target.getvalue().encode()).content.decode()
    assert "1 person would be invited" in page


def test_people_are_shown_first_and_invited_once(sofia, union):
    reference = union.reference
    content = HEAD + "".join(
        f"{row}\n"
        for row in (
            f",{reference},Ana,ana@dockers.example,editor,es,,",
            f",{reference},Ana again,ANA@dockers.example,editor,es,,",
            f",{reference},Rosa,rosa@dockers.example,focal-point,,,",
            ",PAR-1999-0001,Who,who@x.example,editor,,,",
            f",{reference},Bad,not-an-address,editor,,,",
            f",{reference},Bad,bad@x.example,emperor,,,",
            f",{reference},Bad,bad@x.example,editor,xx,,",
            f",{reference},Bad,bad@x.example,editor,,31/12/2027,",
            f",{reference},Bad,bad@x.example,editor,,,2001-01-01",
            f",{reference},,bad@x.example,editor,,,",
            f"MAN-1999-0001,{reference},Bad,bad@x.example,editor,,,",
        )
    )

    shown = upload(sofia, content.encode())
    page = shown.content.decode()
    assert "1 person would be invited. Nothing has happened yet." in page
    assert page.count("Left out") == 8
    for said in ("emperor", "PAR-1999-0001", "not-an-address", "MAN-1999-0001", "xx"):
        assert said in page
    assert not Invitation.objects.exists()
    fields = agreed(shown)
    assert sofia.post(INVITE, fields).status_code == 302
    assert sofia.post(INVITE, fields).status_code == 302

    assert [each.email for each in Invitation.objects.all()] == ["ana@dockers.example"]
    assert Message.objects.filter(to="ana@dockers.example", language="es").count() == 1


def test_it_has_the_whole_ritual(sofia, oumar, bruno, union):
    content = HEAD + f",{union.reference},Ana,ana@dockers.example,editor,,,\n"
    fields = agreed(upload(sofia, content.encode()))
    for client in (oumar, bruno):
        for name in ("people.csv", "people/template.xlsx", "people/import/"):
            assert client.get(f"{HOME}{name}").status_code == 404
        assert client.post(INVITE, fields).status_code == 404
    assert "/login/" in Client().post(INVITE, fields)["Location"]
    assert sofia.get(INVITE).status_code == 405
    assert sofia.get(f"{HOME}applications.csv").status_code == 404
    assert oumar.get(f"{HOME}applications.csv").status_code == 200
    forged = {**fields, "rows": fields["rows"][:-2] + "xx"}
    assert (
        "Send the file again"
        in sofia.post(INVITE, forged, follow=True).content.decode()
    )
    assert not Invitation.objects.exists()
    assert upload(sofia, b"").status_code == 422
    other = taken(sofia, "waiting.xlsx")
    assert "not of people" in upload(sofia, other, "x.xlsx").content.decode()
    headless = upload(sofia, b"Name,Colour\nAna,red\n").content.decode()
    assert "These columns were not found" in headless
    many = HEAD + f",{union.reference},A,a@x.example,editor,,,\n" * 201
    assert "Divide it" in upload(sofia, many.encode()).content.decode()


@pytest.mark.parametrize(
    "name", ["large", "packed too well", "lying", "201 entries", "far cell"]
)
def test_a_bomb_is_refused_in_words_and_soon(name, sofia):
    content = BOMBS[name][0]()
    began = time.process_time()

    with pytest.raises(people.Refused):
        people.rows_of(io.BytesIO(content), "people.xlsx")

    assert time.process_time() - began <= MOST_SECONDS
    response = upload(sofia, content, "people.xlsx")
    assert response.status_code == 422
    assert "Problem" in response.content.decode()
