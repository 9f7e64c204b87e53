"""Drafts that nobody comes back to: a warning, and two weeks later their end."""

from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accord.base import history
from accord.base.actor import Actor
from accord.joining import papers
from accord.joining.models import Application, State
from accord.joining.operations.states import new_link, tell

NOTICE = timedelta(days=14)


def warn(on: date) -> int:
    """Warn once whose draft would end two weeks from now; return how many."""
    unchanged_since = timezone.now() - _kept() + NOTICE
    due = Application.objects.filter(
        state=State.DRAFT, changed_at__lt=unchanged_since, warned_at=None
    )
    return sum(_warn(each.pk, on) for each in due)


@transaction.atomic
def _warn(number: int, on: date) -> bool:
    draft = (
        Application.objects.select_for_update()
        .filter(pk=number, state=State.DRAFT, warned_at=None)
        .first()
    )
    if draft is None:
        return False
    draft.warned_at = timezone.now()
    draft.save(update_fields=["warned_at"])
    tell(draft, "lapsing", last_day=on + NOTICE, token=new_link(draft))
    history.record(draft, "warned", by=Actor.anonymous(), on=on)
    return True


def let_go(on: date) -> int:
    """Delete what was answered in drafts that were warned in time; say how many."""
    warned_before = timezone.now() - NOTICE
    due = Application.objects.filter(
        state=State.DRAFT,
        changed_at__lt=timezone.now() - _kept(),
        warned_at__lt=warned_before,
    )
    return sum(_let_go(each.pk, on) for each in due)


@transaction.atomic
def _let_go(number: int, on: date) -> bool:
    """Empty a draft; its row stays, so that history has what it tells of."""
    draft = (
        Application.objects.select_for_update()
        .filter(pk=number, state=State.DRAFT, changed_at__lt=timezone.now() - _kept())
        .first()
    )
    if draft is None:
        return False
    digests = list(draft.papers.values_list("digest", flat=True))
    draft.papers.all().delete()
    draft.revisions.all().delete()
    draft.answers, draft.email, draft.state = {}, "", State.LAPSED
    draft.moved_at = draft.decided_at = timezone.now()
    draft.save(update_fields=["answers", "email", "state", "moved_at", "decided_at"])
    history.record(draft, "lapsed", by=Actor.anonymous(), on=on)
    for digest in digests:
        transaction.on_commit(partial(papers.forget, digest))
    return True


def _kept() -> timedelta:
    return timedelta(days=settings.JOINING_DRAFT_DAYS)
