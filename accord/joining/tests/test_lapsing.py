"""Drafts that nobody comes back to are warned of, and then let go."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accord.base.models import Message
from accord.joining import lapsing, operations, papers
from accord.joining.models import Application, State
from accord.joining.tests.factories import (
    NOBODY,
    ON,
    make_draft,
    make_pdf,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.PAPERS_FOLDER = tmp_path
    settings.JOINING_DRAFT_DAYS = 180


def grown_old(draft: Application, days: int) -> None:
    """Set when it was last changed that many days back, and its warning with it."""
    Application.objects.filter(pk=draft.pk).update(
        changed_at=timezone.now() - days * DAY
    )


def test_a_draft_is_warned_of_once_and_let_go_two_weeks_later(
    django_capture_on_commit_callbacks: Any,
) -> None:
    draft = make_draft(name="Mineros", signatory_email="justa@x.example")
    paper = operations.add_paper(draft, make_pdf(), by=NOBODY, on=ON)
    grown_old(draft, 165)
    assert (lapsing.warn(ON), lapsing.let_go(ON)) == (0, 0)

    grown_old(draft, 167)
    assert (lapsing.warn(ON), lapsing.warn(ON), lapsing.let_go(ON)) == (1, 0, 0)
    letter = Message.objects.latest("id")
    assert letter.to == draft.email
    assert "/join/open/" in letter.text

    grown_old(draft, 181)
    assert lapsing.let_go(ON) == 0
    warned = timezone.now() - 15 * DAY
    Application.objects.filter(pk=draft.pk).update(warned_at=warned)
    with django_capture_on_commit_callbacks(execute=True):
        assert lapsing.let_go(ON) == 1

    gone = Application.objects.get()
    assert (gone.state, gone.answers, gone.email) == (State.LAPSED, {}, "")
    assert not papers.path_of(paper.digest).exists()


def test_who_writes_after_the_warning_keeps_the_draft() -> None:
    draft = make_draft(name="Mineros")
    grown_old(draft, 167)
    lapsing.warn(ON)

    draft.refresh_from_db()
    operations.save(draft, {"needs": "Radios"}, version=draft.version, by=NOBODY, on=ON)

    draft.refresh_from_db()
    assert draft.warned_at is None
    assert lapsing.let_go(ON) == 0
