"""The pages of an application, as a browser without script uses them."""

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from accord.accounts.reading import consent
from accord.accounts.tests.factories import make_officer
from accord.atlas.tests.factories import make_area, make_country
from accord.base.actor import Actor
from accord.base.models import Message
from accord.joining import limits, operations
from accord.joining.models import Application, State
from accord.joining.tests.factories import (
    ANSWERS,
    NOBODY,
    ON,
    PDF,
    make_complete,
    make_pdf,
    make_sent,
)
from accord.partners.tests.factories import make_category, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.PAPERS_FOLDER = tmp_path
    make_country("BOL")
    make_area()
    make_category("WRK")


def address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"joining:{name}", args=[application.key, *more])


def holding(application: Application) -> Client:
    """Return a browser that has opened the application's link."""
    client = Client()
    session = client.session
    session["applications"] = [application.key]
    session.save()
    return client


def begin(client: Client, email: str = "rosario@fmlp.example") -> Application:
    answer = client.post(
        reverse("joining:start"), {"email": email, "language": "es"}, follow=True
    )
    assert "/join/open/" in answer.content.decode()
    return Application.objects.latest("id")


def test_the_public_page_says_what_joining_means(client: Client) -> None:
    page = client.get(reverse("joining:about")).content.decode()

    assert "Category WRK" in page
    assert reverse("joining:start") in page


def test_a_link_leads_to_an_address_without_its_secret(client: Client) -> None:
    application = begin(client)
    text = Message.objects.get(to=application.email).text
    link = re.search(r"/\w\w/join/open/\S+", text)
    assert link is not None

    again = Client().get(link[0])

    assert again.status_code == 302
    assert again.headers["Location"] == address("application", application).replace(
        "/en/", "/es/"
    )
    assert again.headers["Referrer-Policy"] == "no-referrer"
    shown_once = client.get(address("begun", application))
    assert shown_once.status_code == 302


def test_known_and_unknown_addresses_get_the_same_answer(client: Client) -> None:
    begin(client)
    answers = [
        Client().post(reverse("joining:lost_link"), {"email": email}, follow=True)
        for email in ("rosario@fmlp.example", "nobody@x.example")
    ]

    bodies = [re.sub(r'value="[^"]+"', "", each.content.decode()) for each in answers]
    assert bodies[0] == bodies[1]
    assert Message.objects.filter(to="nobody@x.example").count() == 0


def test_nobody_else_reads_or_writes_an_application() -> None:
    sent = make_sent()
    paper = sent.papers.get()
    for name, more in (
        ("application", ()),
        ("section", ("standing",)),
        ("check", ()),
        ("preview", ()),
        ("submit", ()),
        ("done", ()),
        ("copy", ()),
        ("withdraw", ()),
        ("paper", (paper.pk,)),
        ("remove_paper", (paper.pk,)),
        ("begun", ()),
    ):
        wanted = Client().post if name in ("submit", "remove_paper") else Client().get
        assert wanted(address(name, sent, *more)).status_code == 404, name
    other = holding(make_complete())
    assert other.get(address("application", sent)).status_code == 404
    mine = Application.objects.exclude(pk=sent.pk).get()
    assert other.get(address("paper", mine, paper.pk)).status_code == 404


def test_any_part_may_be_saved_and_only_sending_asks_for_all(client: Client) -> None:
    application = begin(client)
    saved = client.post(
        address("section", application, "organization"),
        {"name": "Mineros", "version": 1, "later": ""},
        follow=True,
    )
    assert saved.status_code == 200
    application.refresh_from_db()
    assert application.answers == {"name": "Mineros"}

    refused = client.post(address("submit", application))

    assert refused.status_code == 422
    assert "E-mail address of who signs" in refused.content.decode()
    assert Application.objects.get().state == State.DRAFT


def test_a_refused_page_keeps_what_was_typed(client: Client) -> None:
    application = begin(client)

    refused = client.post(
        address("section", application, "organization"),
        {"name": "Mineros", "lei": "123", "website": "no address", "version": 1},
    )

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="Mineros"' in page
    assert "An LEI has 20 letters and digits" in page
    assert Application.objects.get().answers == {}


def test_two_browsers_at_one_page_lose_nothing(client: Client) -> None:
    application = begin(client)
    page = address("section", application, "exchange")
    for browser, offers in ((client, "Cursos"), (holding(application), "Radios")):
        answer = browser.post(page, {"offers": offers, "version": 1})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Cursos" in text
    assert "Radios" in text
    application.refresh_from_db()
    assert application.answers == {"offers": "Cursos"}
    mixed = client.post(
        page, {"offers": "Cursos y radios", "version": application.version}
    )
    assert mixed.status_code == 302
    application.refresh_from_db()
    assert application.answers == {"offers": "Cursos y radios"}


def test_what_is_previewed_is_what_everybody_sees_afterwards(client: Client) -> None:
    draft = make_complete()
    holder = holding(draft)
    preview = holder.get(address("preview", draft)).content.decode()
    sent = operations.submit(draft, by=NOBODY, on=ON)
    partner = operations.accept(sent, "Bienvenidas.", by=NOBODY, on=ON)

    public = client.get(partner.get_absolute_url()).content.decode()

    for place in (
        r"<h1 class=.partner-name.*?</h1>",
        r"<p class=.lede partner-text.*?</p>",
        r"<div class=.prose partner-prose.*?</div>",
        r"<p class=.partner-names.*?</p>",
    ):
        shown, wanted = (
            re.findall(place, each, re.DOTALL) for each in (preview, public)
        )
        assert shown
        assert [" ".join(each.split()) for each in shown] == [
            " ".join(each.split()) for each in wanted
        ]
    assert "justa@fmlp.example" not in public


def test_sending_confirms_with_a_reference_a_date_and_a_copy() -> None:
    draft = make_complete()
    holder = holding(draft)

    done = holder.post(address("submit", draft), follow=True).content.decode()

    draft.refresh_from_db()
    assert draft.reference is not None
    assert draft.reference in done
    copy = holder.get(address("copy", draft))
    content = copy.content
    assert content.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in content
    assert copy.headers["Content-Disposition"].startswith("attachment")
    text = Message.objects.latest("id").text
    assert ANSWERS["priorities"] in text
    assert "<" not in text


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_copy_can_be_drawn_in_every_language(language: str) -> None:
    draft = make_complete(
        name="اتحاد عمال المناجم", mandate_text="نمثل العمال.\n#let x"
    )
    Application.objects.filter(pk=draft.pk).update(language=language)
    draft.refresh_from_db()

    content = holding(draft).get(address("copy", draft)).content

    assert f"/Lang({language})".encode() in content
    assert b"pdfuaid" in content


def test_a_question_is_answered_in_place_with_its_paper() -> None:
    sent = make_sent()
    question = operations.ask(
        sent, "¿Cuántos?", wants_paper=True, due_on=ON, by=Actor(make_officer()), on=ON
    )
    holder = holding(sent)
    status = holder.get(address("application", sent)).content.decode()
    assert "¿Cuántos?" in status
    page = address("answer", sent, question.pk)

    without = holder.post(page, {"text": "Doce mil."})
    assert without.status_code == 422
    assert "Doce mil." in without.content.decode()
    answered = holder.post(
        page, {"text": "Doce mil.", "paper": make_pdf()}, follow=True
    )

    assert "Doce mil." in answered.content.decode()
    assert Application.objects.get().state == State.IN_REVIEW
    assert holder.get(page).status_code == 302


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        told = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", told)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("vacio.pdf", b"", "is empty"),
        ("carta.pdf", b"<html><script>alert(1)</script>", "is no PDF"),
        ("carta.pdf", b"<!-- -->" + PDF, "is no PDF"),
        ("carta.pdf", PDF + b"PK\x05\x06" + b"\0" * 18, "is no PDF"),
        ("carta.pdf", PDF + b"<script>alert(1)</script>", "is no PDF"),
        ("carta.pdf", PDF.replace(b"/Catalog", b"/Catalog/JS (x)"), "is no PDF"),
        ("carta.png", png()[:-4], "is no PDF"),
        ("carta.png", png() + b"<?php ?>", "is no PDF"),
        ("bomba.png", png(60000, 60000), "is no PDF"),
        ("carta.jpg", b"\xff\xd8\xff\xe0\x00\x10<svg onload=x>\xff\xd9", "is no PDF"),
        ("paquete.zip", b"PK\x03\x04" + b"\0" * 40, "is no PDF"),
        ("carta.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no PDF"),
        ("grande.pdf", b"%PDF-" + b"\0" * (10 * 1024 * 1024), "is larger than 10 MB"),
    ],
)
def test_a_hostile_file_is_refused_by_name(
    client: Client, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    application = begin(client)
    refused = client.post(
        address("section", application, "authority"),
        {
            "signatory_name": "Justa",
            "authority": SimpleUploadedFile(name, content, "application/pdf"),
            "version": 1,
        },
    )

    page = refused.content.decode()
    assert refused.status_code == 422
    assert reason in page
    assert 'value="Justa"' in page
    assert not any(tmp_path.rglob("*"))
    assert Application.objects.get().answers == {}


def test_a_paper_leaves_as_an_attachment_of_its_own_type(client: Client) -> None:
    application = begin(client)
    client.post(
        address("section", application, "authority"),
        {"authority": SimpleUploadedFile("../a\u202e.html", png()), "version": 1},
    )
    paper = application.papers.get()

    answer = client.get(address("paper", application, paper.pk))

    assert (paper.name, answer.headers["Content-Type"]) == ("a.png", "image/png")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content) == png()
    client.post(address("remove_paper", application, paper.pk))
    assert not application.papers.exists()


@pytest.mark.parametrize(
    "words",
    ["Federacion de Mineros La Paz", "MINEROS DE LA PAZ, Federación de", "FMLP"],
)
def test_a_partner_of_such_a_name_is_offered_as_is_this_you(
    client: Client, settings: Any, words: str
) -> None:
    partner = make_partner("Federación de Mineros de La Paz", short_name="FMLP")
    make_partner("Federación de Maestros de La Paz", short_name="FMAP")

    typed = client.get(reverse("joining:known"), {"q": words}).json()

    assert [each["title"] for each in typed["suggestions"]] == [str(partner)]
    application = begin(client)
    saved = client.post(
        address("section", application, "organization"),
        {"name": words, "version": 1},
        follow=True,
    )
    assert "Is this you?" in saved.content.decode()
    assert settings.SECRETARIAT_EMAIL in saved.content.decode()
    assert partner.get_absolute_url() in saved.content.decode()


def test_who_else_applies_is_never_offered(client: Client) -> None:
    make_complete()

    typed = client.get(reverse("joining:known"), {"q": ANSWERS["name"]})

    assert typed.json() == {"suggestions": []}


def test_withdrawing_ends_it(client: Client) -> None:
    sent = make_sent()
    holder = holding(sent)

    page = holder.post(address("withdraw", sent), follow=True).content.decode()

    assert Application.objects.get().state == State.WITHDRAWN
    assert "Withdrawn" in page


def test_what_is_agreed_to_is_shown_as_it_is_kept():
    application = make_complete()
    agreed = consent("joining").words_in(application.language)

    page = holding(application).get(address("section", application, "consent"))

    shown = html.fromstring(page.content.decode()).text_content()
    assert all(each in shown for each in agreed.paragraphs)


def test_links_are_not_asked_for_without_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits._MOST, "link", 2)
    answers = [
        client.post(reverse("joining:lost_link"), {"email": f"{each}@x.example"})
        for each in range(3)
    ]

    assert [each.status_code for each in answers] == [302, 302, 422]
    assert str(limits.SENTENCE) in answers[2].content.decode()
