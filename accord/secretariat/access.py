"""Who comes into the secretariat's queue, and the door to one thing.

Whoever serves as secretariat or screener comes in; to everyone else there is no such
place. What somebody finds in it, the sources decide: a thing they are not given does
not exist for them, in a list, a count, a filter, an address or an error.
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.accounts.models import Person
from accord.base import waiting
from accord.base.actor import Actor
from accord.secretariat.models import Batch, Reminder, View

DUTIES = ("secretariat", "screener")


def may_enter(actor: Actor, on: date) -> bool:
    """Say whether `actor` serves as secretariat or screener that day."""
    return any(actor.has_duty(each, on) for each in DUTIES)


def may_see_people(actor: Actor, on: date) -> bool:
    """Say whether `actor` may take the list of people, and invite from one."""
    return actor.has_duty("secretariat", on)


def may_set_reminders(actor: Actor, on: date) -> bool:
    """Say whether `actor` may let reminders go by themselves."""
    return actor.has_duty("secretariat", on)


def enter(actor: Actor, *, on: date) -> None:
    """Raise 404 for whoever may not know of the queue."""
    if not may_enter(actor, on):
        raise Http404


def thing(actor: Actor, key: str, *, on: date) -> waiting.Waiting:
    """Return what waits under a key; 404 where `actor` is not given it.

    All sources are asked, whatever the key: an answer takes as long for what may not
    be known of as for what is not there.
    """
    enter(actor, on=on)
    for each in waiting.on_office(actor, on).items:
        if each.key == key:
            return each
    raise Http404


def enter_people(actor: Actor, *, on: date) -> None:
    """Raise 404 for whoever may not know of the list of people."""
    if not may_see_people(actor, on):
        raise Http404


def colleagues(on: date) -> QuerySet[Person]:
    """Return who serves in the office that day and so can have a thing."""
    return (
        Person.objects.filter(
            Q(duties__ends_on=None) | Q(duties__ends_on__gte=on),
            duties__kind__in=DUTIES,
            duties__starts_on__lte=on,
            is_active=True,
        )
        .distinct()
        .order_by("name", "pk")
    )


def views_of(actor: Actor, on: date) -> QuerySet[View]:
    """Return the saved views of `actor`, and those shared with them."""
    shared = Q(is_shared=True)
    if not actor.has_duty("screener", on):
        shared &= Q(is_for_screeners=False)
    return View.objects.filter(shared | Q(owner=actor.person)).select_related("owner")


def own_view(actor: Actor, number: int, *, on: date) -> View:
    """Return a view that `actor` saved; 404 for anybody else's."""
    enter(actor, on=on)
    return get_object_or_404(View, pk=number, owner=actor.person)


def batch(actor: Actor, number: int, *, on: date) -> Batch:
    """Return what `actor` did with many at once; 404 for anybody else's."""
    enter(actor, on=on)
    return get_object_or_404(Batch, pk=number, by=actor.person)


def reminders(actor: Actor, on: date) -> QuerySet[Reminder]:
    """Return the reminders `actor` may know of: also what waits no longer.

    These are their own, those about what waits for them now, and all of the kinds
    that they may recall.
    """
    recalled = [
        each.kind
        for each in waiting.sources()
        if each.may_recall is not None and each.may_recall(actor, on)
    ]
    now = [each.key for each in waiting.on_office(actor, on).items]
    known = Q(kind__in=recalled) | Q(key__in=now) | Q(by=actor.person)
    return Reminder.objects.filter(known).select_related("by")


def recallable(actor: Actor, kind: str, on: date) -> bool:
    """Say whether `actor` may set how people are reminded of a kind of thing."""
    source = waiting.source(kind)
    if source is None or not may_set_reminders(actor, on):
        return False
    return source.may_recall is not None and source.may_recall(actor, on)
