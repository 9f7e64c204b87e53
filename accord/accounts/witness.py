"""What history tells of how people sign in: the library's pages change it, not ours."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.dispatch import receiver
from django.utils import timezone

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor


@receiver([password_changed, password_set])
def _password_changed(user: Person, **_told: Any) -> None:
    _record(user, "password changed")


@receiver(password_reset)
def _password_reset(user: Person, **_told: Any) -> None:
    _record(user, "password reset by mail")


@receiver(authenticator_added)
def _factor_added(user: Person, authenticator: Authenticator, **_told: Any) -> None:
    _record(user, "second factor added", kind=authenticator.type)


@receiver(authenticator_removed)
def _factor_removed(user: Person, authenticator: Authenticator, **_told: Any) -> None:
    _record(user, "second factor removed", kind=authenticator.type)


@receiver(authenticator_reset)
def _factor_reset(user: Person, authenticator: Authenticator, **_told: Any) -> None:
    _record(user, "second factor made anew", kind=authenticator.type)


def _record(person: Person, verb: str, **after: str) -> None:
    history.record(person, verb, by=Actor(person), on=timezone.localdate(), after=after)
