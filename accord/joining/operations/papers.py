"""Papers that applicants send."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accord.base import history
from accord.base.actor import Actor
from accord.joining import papers
from accord.joining.models import Application, Paper, Question, State
from accord.joining.operations.states import locked


@transaction.atomic
def add_paper(
    application: Application,
    file: UploadedFile,
    purpose: str = Paper.Purpose.AUTHORITY,
    *,
    by: Actor,
    on: date,
) -> Paper:
    """Keep a paper with a draft; the same file twice is kept once."""
    current = locked(application, State.DRAFT)
    paper = keep(current, file, purpose)
    history.record(
        current,
        "paper added",
        by=by,
        on=on,
        after={"purpose": purpose, "digest": paper.digest, "size": paper.size},
    )
    return paper


def keep(
    application: Application,
    file: UploadedFile,
    purpose: str,
    *,
    question: Question | None = None,
) -> Paper:
    """Check a file and keep it; ValidationError says what is wrong with it."""
    checked = papers.checked(file, held=application.papers.count())
    same = application.papers.filter(digest=checked.digest, purpose=purpose).first()
    if same is not None and question is None:
        return same
    papers.store(checked)
    return Paper.objects.create(
        application=application,
        purpose=purpose,
        name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        digest=checked.digest,
        sent_at=timezone.now(),
        question=question,
    )


@transaction.atomic
def remove_paper(paper: Paper, *, by: Actor, on: date) -> None:
    """Take a paper out of a draft; its bytes go when nobody else sent the same."""
    current = locked(paper.application, State.DRAFT)
    digest = paper.digest
    paper.delete()
    history.record(current, "paper removed", by=by, on=on, before={"digest": digest})
    transaction.on_commit(lambda: papers.forget(digest))
