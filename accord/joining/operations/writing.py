"""Beginning an application, coming back to it, and writing it."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base import history
from accord.base.actor import Actor
from accord.joining import questions
from accord.joining.models import OVER, Application, Revision, State
from accord.joining.operations.states import digest_of, locked, new_link, tell


class Conflict(Exception):
    """Somebody else changed the same answers since the page was opened.

    `current` is the application as it stands, `wanted` what this save would change,
    `crossed` the questions that both answered, and otherwise.
    """

    def __init__(
        self, current: Application, wanted: Mapping[str, Any], crossed: list[str]
    ) -> None:
        super().__init__(_("Somebody else has changed this application meanwhile."))
        self.current = current
        self.wanted = wanted
        self.crossed = crossed


@transaction.atomic
def begin(email: str, language: str, *, on: date) -> tuple[Application, str]:
    """Begin a draft and mail its link; return both. The secret is not kept."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    application = Application.objects.create(
        email=email.strip().lower(),
        language=language,
        link_digest=digest_of(token),
        started_at=now,
        changed_at=now,
        moved_at=now,
    )
    history.record(
        application,
        "began",
        by=Actor.anonymous(),
        on=on,
        after={"language": language},
        personal={"email": application.email},
    )
    tell(application, "link", token=token)
    return application, token


def holder_of(token: str) -> Application | None:
    """Return the application that a link opens, if its secret is right."""
    return Application.objects.filter(link_digest=digest_of(token)).first()


@transaction.atomic
def mail_links(email: str, *, on: date) -> None:
    """Mail a new link for each application of an address; the old ones end.

    Says nothing of whether there is any.
    """
    found = Application.objects.select_for_update().filter(email=email.strip().lower())
    for application in found.exclude(state__in=OVER):
        token = new_link(application)
        history.record(application, "link sent", by=Actor.anonymous(), on=on)
        tell(application, "link", token=token)


@transaction.atomic
def save(
    application: Application,
    answers: Mapping[str, Any],
    *,
    version: int,
    by: Actor,
    on: date,
) -> Application:
    """Save what `answers` changes of the draft as it was at `version`.

    Any of the questions may be answered; those left out stay, an empty answer takes
    one back. Where two wrote different answers to the same question since `version`,
    nothing is saved and `Conflict` says which.
    """
    current = locked(application, State.DRAFT)
    began = dict(current.answers)
    moved: set[str] = set()
    for revision in current.revisions.filter(version__gt=version).order_by("-version"):
        began.update(revision.before)
        moved.update(revision.before)
    wanted = {
        name: value
        for name, value in answers.items()
        if name in questions.LABELS and _or_nothing(value) != began.get(name)
    }
    crossed = [
        name
        for name, value in wanted.items()
        if name in moved and _or_nothing(value) != current.answers.get(name)
    ]
    if crossed:
        raise Conflict(current, wanted, crossed)
    return _write(current, wanted, by=by, on=on)


def _write(
    current: Application, wanted: Mapping[str, Any], *, by: Actor, on: date
) -> Application:
    before = dict(current.answers)
    after = questions.told({**before, **wanted})
    changed = sorted(name for name in wanted if before.get(name) != after.get(name))
    if not changed:
        return current
    now = timezone.now()
    current.answers, current.changed_at, current.warned_at = after, now, None
    current.version += 1
    current.save(update_fields=["answers", "changed_at", "warned_at", "version"])
    Revision.objects.create(
        application=current,
        version=current.version,
        before={name: before.get(name) for name in changed},
        at=now,
    )
    # Which questions, not what was answered: that is nobody's until it is sent.
    history.record(current, "written", by=by, on=on, after={"questions": changed})
    return current


def _or_nothing(value: Any) -> Any:
    return questions.told({"": value}).get("")
