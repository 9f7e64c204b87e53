"""The smallest applications and cases, and the people who judge them."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accord.accounts.models import Duty, Person
from accord.accounts.tests.factories import SINCE, make_person
from accord.base.actor import Actor
from accord.joining.models import Application
from accord.joining.models import State as ApplicationState
from accord.partners.tests.factories import make_category
from accord.screening import operations
from accord.screening.models import Case, Outcome, Recommendation

TODAY = date(2026, 6, 1)
REASONS = "They answered all that we asked, and the register agrees."
_numbers = count(1)


def make_application(category: str = "NGO", **fields: Any) -> Application:
    """Make a submitted application of an organization of that category."""
    number = next(_numbers)
    make_category(category)
    now = timezone.now()
    answers = {
        "category": category,
        "name": f"Applicant {number}",
        "signatory_name": "Rosa Quispe",
        "signatory_email": "rosa@applicant.example",
    }
    return Application.objects.create(
        **{
            "reference": f"APP-2026-{number:04d}",
            "link_digest": f"{number:064d}",
            "email": "rosa@applicant.example",
            "language": "en",
            "answers": answers,
            "state": ApplicationState.SUBMITTED,
            "started_at": now,
            "changed_at": now,
            "submitted_at": now,
            "moved_at": now,
            "due_on": TODAY + timedelta(days=28),
            **fields,
        }
    )


def make_screener(name: str = "") -> Person:
    person = make_person(f"{name or f'screener{next(_numbers)}'}@office.example")
    Duty.objects.create(person=person, kind="screener", starts_on=SINCE)
    return person


def make_case(category: str = "NGO", **fields: Any) -> Case:
    application = make_application(category, **fields)
    return operations.open_for(application, by=Actor.anonymous(), on=TODAY)


def taken(case: Case, by: Person) -> Case:
    """Let a screener declare that they have no interest, and take the case."""
    actor = Actor(person=by)
    operations.declare(case, conflict=False, by=actor, on=TODAY)
    return operations.take(case, by=actor, on=TODAY)


def recommended(
    case: Case, by: Person, outcome: Outcome = Outcome.ACCEPT, **fields: Any
) -> Recommendation:
    """Let a screener take a case, find nothing, and recommend."""
    taken(case, by)
    actor = Actor(person=by)
    operations.answer_rest(case, by=actor, on=TODAY)
    if outcome == Outcome.DECLINE:
        fields.setdefault("grounds", ["aims"])
    if outcome == Outcome.CONDITIONS:
        fields.setdefault("conditions", "You report once a year.")
    advice = operations.Advice(outcome, **{"reasons": REASONS, **fields})
    return operations.recommend(case, advice, by=actor, on=TODAY)


def free(case: Case, person: Person) -> Actor:
    """Return the actor of a screener who declared that they have no interest."""
    actor = Actor(person=person)
    operations.declare(case, conflict=False, by=actor, on=TODAY)
    return actor
