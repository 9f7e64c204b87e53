"""The verbs of an application, from the first word to the partner."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from accord.accounts.tests.factories import make_officer
from accord.atlas.tests.factories import make_area, make_country
from accord.base.actor import Actor
from accord.base.history import entries_of
from accord.base.models import Message
from accord.joining import operations
from accord.joining.models import Application, State
from accord.joining.reading import facts
from accord.joining.signals import application_answered, application_submitted
from accord.joining.tests.factories import (
    ANSWERS,
    NOBODY,
    ON,
    make_complete,
    make_draft,
    make_pdf,
    make_sent,
)
from accord.partners.models import Invitation, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.PAPERS_FOLDER = tmp_path
    make_country("BOL")
    make_area()


@pytest.fixture
def office() -> Actor:
    return Actor(make_officer())


@pytest.fixture
def heard() -> Iterator[list[str]]:
    told: list[str] = []

    def hear_submitted(application: Application, **_also: Any) -> None:
        told.append(f"submitted {application.reference}")

    def hear_answered(application: Application, **_also: Any) -> None:
        told.append(f"answered {application.reference}")

    application_submitted.connect(hear_submitted)
    application_answered.connect(hear_answered)
    yield told
    application_submitted.disconnect(hear_submitted)
    application_answered.disconnect(hear_answered)


def test_an_application_becomes_a_partner_with_all_it_answered(
    office: Actor,
    heard: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent = make_sent()
    assert sent.reference == "APP-2026-0001"
    assert sent.due_on == date(2026, 5, 1)
    assert not sent.revisions.exists()

    operations.start_review(sent, by=office, on=ON)
    question = operations.ask(
        sent,
        "¿Cuántos afiliados tienen?",
        wants_paper=True,
        due_on=date(2026, 3, 20),
        by=office,
        on=ON,
    )
    assert Application.objects.get().state == State.ASKED
    with django_capture_on_commit_callbacks(execute=True):
        operations.answer(question, "Doce mil.", [make_pdf("padron.pdf")], on=ON)
    assert Application.objects.get().state == State.IN_REVIEW
    assert [paper.name for paper in question.papers.all()] == ["padron.pdf"]
    assert heard == ["submitted APP-2026-0001", "answered APP-2026-0001"]

    partner = operations.accept(sent, "Bienvenidas.", by=office, on=ON)

    assert partner.slug == "fmlp"
    assert partner.name.text_in("es") == ANSWERS["name"]
    assert partner.name.original_language == "es"
    assert partner.name.text_in("en") == ANSWERS["name_en"]
    assert (partner.category.code, partner.constituency.code) == ("WRK", "workers")
    assert partner.country is not None
    assert partner.country.iso3 == "BOL"
    assert partner.priorities.original == ANSWERS["priorities"]
    assert partner.identifiers.get().value == "Q4242424"
    assert [area.code for area in partner.areas.all()] == ["1"]
    assert {
        (each.role, each.email) for each in Invitation.objects.filter(partner=partner)
    } == {
        (Role.SIGNATORY, "justa@fmlp.example"),
        (Role.FOCAL_POINT, "rosario@fmlp.example"),
        (Role.ALTERNATE, "teofilo@fmlp.example"),
    }
    assert operations.accept(sent, "Otra vez.", by=office, on=ON) == partner
    current = Application.objects.get()
    assert (current.state, current.letter) == (State.ACCEPTED, "Bienvenidas.")
    assert Message.objects.get(text__contains="Bienvenidas.").to == current.email
    verbs = [entry.verb for entry in entries_of(current)]
    assert verbs[-1] == "began"
    assert verbs[:3] == ["accepted", "answered", "asked"]


def test_facts_tell_every_name_number_and_person() -> None:
    told = facts(make_complete())

    assert told.name == ANSWERS["name"]
    assert told.all_names == (
        "Federación de Mineros de La Paz",
        "La Paz Miners’ Federation",
        "FMLP",
        "Sindicato de Mineros de La Paz",
    )
    assert told.numbers == (("wikidata", "Q4242424"),)
    assert (told.country, told.category, told.constituency) == ("BOL", "WRK", "workers")
    assert [(each.role, each.name) for each in told.people] == [
        ("signatory", "Justa Quispe"),
        ("focal-point", "Rosario Mamani"),
        ("alternate", "Teófilo Choque"),
    ]


def test_facts_of_an_empty_draft_are_empty() -> None:
    told = facts(make_draft())

    assert (told.name, told.all_names, told.people, told.numbers) == ("", (), (), ())


def test_history_holds_no_answer_of_a_draft() -> None:
    draft = make_draft(signatory_email="justa@fmlp.example")

    entry = entries_of(draft).get(verb="written")
    assert entry.after == {"questions": ["signatory_email"]}
    assert entry.personal_digest == ""


def test_two_who_answer_different_questions_both_keep_theirs() -> None:
    draft = make_draft(name="Mineros")

    for answers in ({"name": "Mineros", "needs": "Socios"}, {"offers": "Cursos"}):
        operations.save(draft, answers, version=draft.version, by=NOBODY, on=ON)

    assert Application.objects.get().answers == {
        "name": "Mineros",
        "needs": "Socios",
        "offers": "Cursos",
    }


def test_two_who_answer_one_question_otherwise_are_told() -> None:
    draft = make_draft(name="Mineros")
    operations.save(
        draft, {"name": "Mineros A"}, version=draft.version, by=NOBODY, on=ON
    )

    with pytest.raises(operations.Conflict) as told:
        operations.save(
            draft,
            {"name": "Mineros B", "needs": "Socios"},
            version=draft.version,
            by=NOBODY,
            on=ON,
        )

    assert told.value.crossed == ["name"]
    assert Application.objects.get().answers == {"name": "Mineros A"}


def test_an_incomplete_application_is_not_sent() -> None:
    draft = make_draft(name="Mineros")

    with pytest.raises(operations.NotComplete) as told:
        operations.submit(draft, by=NOBODY, on=ON)

    assert "name" not in told.value.missing
    assert {"authority", "consent"} <= set(told.value.missing)
    assert Application.objects.get().state == State.DRAFT


def test_what_is_sent_can_no_longer_be_written() -> None:
    sent = make_sent()

    with pytest.raises(operations.NotPossible):
        operations.save(sent, {"name": "X"}, version=sent.version, by=NOBODY, on=ON)


def test_declining_and_withdrawing_end_it_once(office: Actor) -> None:
    declined, withdrawn = make_sent(), make_sent()
    for _time in range(2):
        operations.decline(declined, "Lo lamentamos.", by=office, on=ON)
        operations.withdraw(withdrawn, on=ON)

    with pytest.raises(operations.NotPossible):
        operations.accept(withdrawn, "Bienvenidas.", by=office, on=ON)
    assert entries_of(declined).filter(verb="declined").count() == 1
    assert entries_of(withdrawn).filter(verb="withdrawn").count() == 1


def test_a_link_is_kept_as_a_digest_and_a_new_one_ends_it() -> None:
    draft, token = operations.begin("a@x.example", "fr", on=ON)
    assert token not in str(vars(draft))
    assert operations.holder_of(token) == draft

    operations.mail_links("A@x.example", on=ON)
    operations.mail_links("nobody@x.example", on=ON)

    assert operations.holder_of(token) is None
    assert Message.objects.filter(to="nobody@x.example").count() == 0
    assert Message.objects.filter(to="a@x.example").count() == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_that_send_at_once_are_one_application() -> None:
    draft = make_complete()

    def send(_time: int) -> str | None:
        try:
            return operations.submit(draft, by=NOBODY, on=ON).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(send, range(50)))

    assert references == {"APP-2026-0001"}
    assert entries_of(draft).filter(verb="submitted").count() == 1
    assert Message.objects.filter(text__contains="APP-2026-0001").count() == 1
