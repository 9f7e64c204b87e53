"""What happens by itself: decisions are carried out, missing cases opened.

A decision is carried out in one transaction, with the row locked: killed at any of
`KILL_POINTS` before the last it leaves nothing behind and is done by the next run; it
is never done twice.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.joining import operations as joining
from accord.joining.models import Application
from accord.joining.models import State as ApplicationState
from accord.partners import operations as partners
from accord.screening import reviews
from accord.screening.models import Case, Decision, Outcome, State
from accord.screening.operations.cases import close, open_for, saved

logger = logging.getLogger(__name__)

KILL_POINTS = ("before-verb", "after-verb", "before-commit", "after-commit")
REVIEW_AFTER = timedelta(days=365)
Checkpoint = Callable[[str], None]


class NotCarriedOut(Exception):
    """Some decisions could not be carried out; they wait for the next run."""


def _pass(_name: str) -> None:
    """The checkpoint of everyday life."""


def carry_out(
    decision: Decision, *, now: datetime, checkpoint: Checkpoint = _pass
) -> bool:
    """Carry a decision out once its time has come; return whether it was done now."""
    with transaction.atomic():
        current = (
            Decision.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related(
                "case", "case__application", "case__partner", "recommendation", "by"
            )
            .filter(
                pk=decision.pk, due_at__lte=now, carried_out_at=None, undone_at=None
            )
            .first()
        )
        if current is None:
            return False
        by, on = Actor(person=current.by), timezone.localdate(now)
        checkpoint("before-verb")
        _do(current, by=by, on=on)
        checkpoint("after-verb")
        current.carried_out_at = now
        current.save(update_fields=["carried_out_at"])
        case = current.case
        if current.outcome != Outcome.DECLINE and case.review_on is None:
            case.review_on = on + REVIEW_AFTER
        saved(case, "review_on")
        history.record(
            case,
            "carried out",
            by=by,
            on=on,
            after={"outcome": current.outcome, "review_on": case.review_on},
        )
        checkpoint("before-commit")
    checkpoint("after-commit")
    return True


def _do(decision: Decision, *, by: Actor, on: date) -> None:
    case = decision.case
    if case.application is None:
        reviews.follow(decision, by=by, on=on)
    elif decision.outcome == Outcome.DECLINE:
        joining.decline(case.application, decision.letter, by=by, on=on)
    else:
        joining.accept(case.application, decision.letter, by=by, on=on)


def carry_out_due(now: datetime) -> int:
    """Carry out every decision whose time has come; return how many were.

    One that fails does not keep the others; it is tried again by the next run.
    """
    due = Decision.objects.filter(due_at__lte=now, carried_out_at=None, undone_at=None)
    done, failed = 0, []
    for each in due.select_related("case").order_by("due_at", "pk"):
        try:
            done += carry_out(each, now=now)
        except (
            joining.NotPossible,
            partners.NotPossible,
            ValidationError,
            DatabaseError,
            LookupError,
            ValueError,
            TypeError,
        ):
            logger.exception("The decision of %s was not carried out", each.case)
            failed.append(each.case.reference)
    if failed:
        raise NotCarriedOut(_("Not carried out: %s") % ", ".join(failed))
    return done


def close_withdrawn(on: date) -> int:
    """Close the cases of withdrawn applications whose announcement was lost."""
    left = Case.objects.filter(application__state=ApplicationState.WITHDRAWN).exclude(
        state=State.CLOSED
    )
    return len([close(each, by=Actor.anonymous(), on=on) for each in left])


def open_missing(on: date) -> int:
    """Open the cases of applications whose announcement was lost with its process."""
    waiting = Application.objects.filter(
        state=ApplicationState.SUBMITTED, case=None
    ).order_by("submitted_at")
    opened = [open_for(each, by=Actor.anonymous(), on=on) for each in waiting]
    return len(opened)
