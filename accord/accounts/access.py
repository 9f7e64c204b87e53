"""Delicate steps, which ask again who is there, and doors to others' personal data."""

from datetime import date, datetime

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    suspend_request,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accord.accounts.models import Copy, Person
from accord.base.actor import Actor
from accord.base.mail import bounces
from accord.base.models import Mailbox


def who_is_there(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks for the password or passkey again, if that is due.

    It leads back, and carries out a form that was sent. What was shown counts for
    five minutes.
    """
    if did_recently_reauthenticate(request):
        return None
    return suspend_request(request, reverse("account_reauthenticate"))


def may_see_to_people(actor: Actor, on: date) -> bool:
    """Say whether `actor` may make copies for people and erase them on request."""
    return actor.has_duty("secretariat", on)


def check_people(actor: Actor, *, on: date) -> None:
    """Answer 404 to all but the secretariat: who is known here is nobody's business."""
    if not may_see_to_people(actor, on):
        raise Http404


def person_seen_to(actor: Actor, number: str, *, on: date) -> Person:
    check_people(actor, on=on)
    return get_object_or_404(Person, public_id=number, erased_on=None)


def stopped_mailbox(actor: Actor, number: int, *, on: date) -> Mailbox:
    """Return an address whose mail comes back, for the secretariat only."""
    check_people(actor, on=on)
    return get_object_or_404(bounces.stopped(), pk=number)


def own_copy(actor: Actor, number: int, *, at: datetime) -> Copy:
    """Return a copy that is ready to whoever asked for it themselves; else 404."""
    return get_object_or_404(
        Copy.objects.select_related("person").exclude(digest=""),
        pk=number,
        person__public_id=getattr(actor.person, "public_id", ""),
        asked_by="",
        expires_at__gt=at,
    )


def copy_asked_for(actor: Actor, number: int, *, at: datetime, on: date) -> Copy:
    """Return a copy that the secretariat asked for, while it can be fetched."""
    check_people(actor, on=on)
    return get_object_or_404(
        Copy.objects.select_related("person").exclude(digest="").exclude(asked_by=""),
        pk=number,
        expires_at__gt=at,
    )
