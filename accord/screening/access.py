"""Who may look into cases and judge them, and the doors to cases.

Cases are for screeners alone. Whoever has declared an interest in a case is told as
little of it as everybody else: 404. Before the first look, a screener says whether
they have one.
"""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.screening.models import Case, Interest, State
from accord.screening.querysets import CaseQuerySet


class NotDeclared(Exception):
    """The screener has not said yet whether they have an interest in `case`."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.reference)
        self.case = case


def may_screen(actor: Actor, on: date) -> bool:
    """Say whether `actor` may know which cases there are."""
    return actor.has_duty("screener", on)


def may_look_into(actor: Actor, case: Case, on: date) -> bool:
    """Say whether `actor` may read and work on a case: a screener free of interest."""
    return (
        may_screen(actor, on)
        and case.interests.filter(person=person_of(actor), is_conflict=False).exists()
    )


def may_recommend(actor: Actor, case: Case, on: date) -> bool:
    """Say whether `actor` may recommend: the screener who has taken the case."""
    return may_look_into(actor, case, on) and case.screener == actor.person


def may_decide(actor: Actor, case: Case, on: date) -> bool:
    """Say whether `actor` may decide: never on what they recommended themselves."""
    if case.state != State.RECOMMENDED or not may_look_into(actor, case, on):
        return False
    return not case.recommendations.filter(
        taken_back_at=None, by=person_of(actor)
    ).exists()


def may_undo(actor: Actor, case: Case, on: date) -> bool:
    """Say whether `actor` may take back a decision that is held: their own."""
    return (
        may_look_into(actor, case, on)
        and case.decisions.filter(
            undone_at=None, carried_out_at=None, by=person_of(actor)
        ).exists()
    )


def person_of(actor: Actor) -> Person:
    """Return who acts; 404 where nobody does."""
    if not isinstance(actor.person, Person):
        raise Http404
    return actor.person


def check_screener(actor: Actor, *, on: date) -> Person:
    """Return the screener; 404 for everybody else."""
    if not may_screen(actor, on):
        raise Http404
    return person_of(actor)


def known_cases(actor: Actor, *, on: date) -> CaseQuerySet:
    """Return the cases that a screener may know of; 404 for everybody else."""
    return Case.objects.known_to(check_screener(actor, on=on))


def known_case(actor: Actor, reference: str, *, on: date) -> Case:
    """Return a case that `actor` may know of, to declare their interest in it."""
    cases = known_cases(actor, on=on).for_listing()
    return get_object_or_404(cases, reference=reference)


def case(actor: Actor, reference: str, *, on: date) -> Case:
    """Return a case to read; 404 if `actor` may not know of it.

    `NotDeclared` asks a screener to say first whether they have an interest in it.
    """
    found = known_case(actor, reference, on=on)
    if not Interest.objects.filter(case=found, person=person_of(actor)).exists():
        raise NotDeclared(found)
    return found
