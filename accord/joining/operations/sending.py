"""What the applicant does once the answers are written."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.accounts.operations import agree
from accord.base import history
from accord.base.actor import Actor
from accord.base.references import next_reference
from accord.joining import questions
from accord.joining.models import OPEN, Application, Paper, Question, State
from accord.joining.operations.papers import keep
from accord.joining.operations.states import NotPossible, locked, move, tell
from accord.joining.signals import (
    application_answered,
    application_submitted,
    application_withdrawn,
)
from accord.joining.words import as_text


class NotComplete(Exception):
    """Answers are missing; `missing` names the questions."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("Some answers are still missing."))
        self.missing = missing


@transaction.atomic
def submit(application: Application, *, by: Actor, on: date) -> Application:
    """Send the application to the coalition. Sending it again changes nothing."""
    current = Application.objects.select_for_update().get(pk=application.pk)
    if current.reference:
        return current
    if current.state != State.DRAFT:
        raise NotPossible
    missing = missing_from(current)
    if missing:
        raise NotComplete(missing)
    now = timezone.now()
    current.reference = next_reference("APP", on.year)
    current.submitted_at = current.consented_at = now
    current.consent = agree(
        "joining",
        language=current.language,
        by=by,
        on=on,
        at=now,
        record=current.history_reference,
    ).version
    current.due_on = on + timedelta(days=settings.JOINING_DECISION_DAYS)
    move(
        current,
        "submitted",
        State.SUBMITTED,
        by=by,
        on=on,
        reference=current.reference,
        submitted_at=now,
        consented_at=now,
        consent=current.consent,
        due_on=current.due_on,
    )
    current.revisions.all().delete()
    with override(current.language):
        copy = as_text(current)
    tell(current, "received", copy=copy)
    transaction.on_commit(
        lambda: application_submitted.send(
            sender=Application, application=current, by=by
        )
    )
    return current


def missing_from(application: Application) -> list[str]:
    """Return the questions that must be answered before it can be sent."""
    has_authority = application.papers.filter(purpose=Paper.Purpose.AUTHORITY).exists()
    answers = {**application.answers, "authority": has_authority}
    return questions.missing_from(answers)


@transaction.atomic
def answer(
    question: Question, text: str, papers: Iterable[UploadedFile], *, on: date
) -> Question:
    """Answer a request for information, with papers; it goes back into review."""
    application = locked(question.application, State.ASKED)
    current = Question.objects.select_for_update().get(pk=question.pk)
    if current.answered_at is not None:
        raise NotPossible
    current.answer, current.answered_at = text, timezone.now()
    current.save(update_fields=["answer", "answered_at"])
    for paper in papers:
        keep(application, paper, Paper.Purpose.ANSWER, question=current)
    by = Actor.anonymous()
    if application.questions.filter(answered_at=None).exists():
        history.record(application, "answered in part", by=by, on=on)
        return current
    move(application, "answered", State.IN_REVIEW, by=by, on=on)
    tell(application, "answered", question=current)
    transaction.on_commit(
        lambda: application_answered.send(
            sender=Application, application=application, by=by
        )
    )
    return current


@transaction.atomic
def withdraw(application: Application, *, on: date) -> Application:
    """Take an application back. Doing it twice changes nothing."""
    current = Application.objects.select_for_update().get(pk=application.pk)
    if current.state == State.WITHDRAWN:
        return current
    if current.state not in (State.DRAFT, *OPEN):
        raise NotPossible
    by = Actor.anonymous()
    now = timezone.now()
    move(current, "withdrawn", State.WITHDRAWN, by=by, on=on, decided_at=now)
    tell(current, "withdrawn")
    transaction.on_commit(
        lambda: application_withdrawn.send(
            sender=Application, application=current, by=by
        )
    )
    return current
