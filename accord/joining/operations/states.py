"""Moving an application from one state to another, and telling the applicant."""

import secrets
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.base import history, notices
from accord.base.actor import Actor
from accord.joining.models import Application, State


class NotPossible(Exception):
    """The application is not in a state in which this can be done."""

    def __init__(self) -> None:
        super().__init__(
            _("The application has moved on meanwhile. Look at where it stands now.")
        )


def locked(application: Application, *states: State) -> Application:
    """Return the application as it is, its row locked; it must be in such a state."""
    current = Application.objects.select_for_update().get(pk=application.pk)
    if current.state not in states:
        raise NotPossible
    return current


def move(
    current: Application, verb: str, state: State, *, by: Actor, on: date, **also: Any
) -> None:
    """Save the new state and whatever else is set, and record it by its verb."""
    before = current.state
    current.state, current.moved_at = state, timezone.now()
    current.version += 1
    for field, value in also.items():
        setattr(current, field, value)
    current.save(update_fields=["state", "moved_at", "version", *also])
    history.record(
        current, verb, by=by, on=on, before={"state": before}, after={"state": state}
    )


def tell(application: Application, template: str, **context: Any) -> None:
    """Mail the applicant, in the language of the application."""
    notices.send(
        application.email,
        f"joining/emails/{template}.txt",
        {"application": application, **context},
        language=application.language,
        secrets=[each for each in (context.get("token"),) if each],
    )


def new_link(application: Application) -> str:
    """Return the secret of a new link; it is kept as a digest, the old one ends."""
    token = secrets.token_urlsafe(32)
    application.link_digest = digest_of(token)
    application.save(update_fields=["link_digest"])
    return token


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
