"""Opening cases, saying who looks into them, and closing them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.base.references import next_reference
from accord.joining import operations as joining
from accord.joining.models import Application
from accord.joining.models import State as ApplicationState
from accord.partners.models import Partner
from accord.screening import checklists, subject
from accord.screening.edits import Edits, settled
from accord.screening.models import Case, Decision, Interest, State

FIELDS = ("note", "due_on", "review_on")


class NotPossible(Exception):
    """The case is not in a state in which this can be done; the message says why."""


@transaction.atomic
def open_for(application: Application, *, by: Actor, on: date) -> Case:
    """Open the case of an application. Opening it twice changes nothing."""
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    found = Case.objects.filter(application=application).first()
    if found is not None:
        return found
    category = subject.of_application(application).category
    return _opened(
        Case(application=application, due_on=application.due_on), category, by, on
    )


@transaction.atomic
def open_review(partner: Partner, *, by: Actor, on: date) -> Case:
    """Open a case that looks at a partner again; one at a time."""
    Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    found = Case.objects.under_way().filter(partner=partner).first()
    if found is not None:
        return found
    return _opened(Case(partner=partner), partner.category.code, by, on)


def _opened(case: Case, category: str, by: Actor, on: date) -> Case:
    case.reference = next_reference("CAS", on.year)
    case.checklist = checklists.current_for(category).code
    case.opened_at = case.moved_at = timezone.now()
    case.save()
    history.record(case, "opened", by=by, on=on, after={"checklist": case.checklist})
    return case


@transaction.atomic
def declare(case: Case, *, conflict: bool, note: str = "", by: Actor, on: date) -> Case:
    """Write down whether `by` has an interest in a case, before they look into it.

    A conflict shuts the case for them, for good: what they had begun is handed on,
    what they had recommended or decided, and was not carried out, is taken back.
    Saying again that there is none changes nothing.
    """
    current, person = locked(case), signer(by)
    known = Interest.objects.filter(case=current, person=person).first()
    if known is not None and (known.is_conflict or not conflict):
        return current
    if known is None:
        known = Interest(case=current, person=person)
    known.is_conflict, known.note = conflict, note
    known.declared_at = timezone.now()
    known.save()
    history.record(
        current,
        "interest declared",
        by=by,
        on=on,
        after={"is_conflict": conflict},
        personal={"note": note} if note else {},
    )
    if conflict:
        _hand_on(current, person, by=by, on=on)
    return current


def _hand_on(case: Case, person: Person, *, by: Actor, on: date) -> None:
    now = timezone.now()
    before = {"screener": _id(case.screener), "state": case.state}
    decided = Decision.objects.filter(case=case, undone_at=None)
    if decided.filter(carried_out_at=None, by=person).update(undone_at=now):
        case.state = State.RECOMMENDED
    if case.state == State.RECOMMENDED and case.recommendations.filter(
        taken_back_at=None, by=person
    ).update(taken_back_at=now):
        case.state = State.OPEN
    if case.screener_id == person.pk and case.state == State.OPEN:
        case.screener = None
    after = {"screener": _id(case.screener), "state": case.state}
    if after != before:
        moved(case, "screener", "state")
        history.record(case, "handed on", by=by, on=on, before=before, after=after)


@transaction.atomic
def take(case: Case, *, by: Actor, on: date) -> Case:
    """Make `by` the screener of an open case, also in the place of another one."""
    current, person = locked(case), signer(by)
    if current.state != State.OPEN:
        raise NotPossible(_("Only an open case can be taken."))
    if current.screener_id == person.pk:
        return current
    before = _id(current.screener)
    current.screener = person
    moved(current, "screener")
    application = current.application
    if application and application.state == ApplicationState.SUBMITTED:
        joining.start_review(application, by=by, on=on)
    history.record(
        current,
        "taken",
        by=by,
        on=on,
        before={"screener": before},
        after={"screener": person.public_id},
    )
    return current


@transaction.atomic
def change(case: Case, edits: Edits, *, by: Actor, on: date) -> Case:
    """Save the note and the days of a case; `Conflict` if somebody else did."""
    current = locked(case)
    if current.state == State.CLOSED:
        raise NotPossible(_("This case is closed."))
    before = {field: getattr(current, field) for field in FIELDS}
    wanted = settled(before, edits)
    if not wanted:
        return current
    for field, value in wanted.items():
        setattr(current, field, value)
    saved(current, *wanted)
    dates = [field for field in wanted if field != "note"]
    history.record(
        current,
        "changed",
        by=by,
        on=on,
        before={field: before[field] for field in dates},
        after={field: wanted[field] for field in dates}
        | ({"fields": ["note"]} if "note" in wanted else {}),
        personal={"note": wanted["note"]} if "note" in wanted else {},
    )
    return current


@transaction.atomic
def close(case: Case, *, by: Actor, on: date) -> Case:
    """End a case without a decision, because the application was withdrawn."""
    current = locked(case)
    if current.state == State.CLOSED:
        return current
    now = timezone.now()
    standing = Decision.objects.filter(case=current, undone_at=None)
    if standing.exclude(carried_out_at=None).exists():
        raise NotPossible(_("The decision has been carried out already."))
    standing.update(undone_at=now)
    before, current.state = current.state, State.CLOSED
    moved(current, "state")
    history.record(
        current,
        "closed",
        by=by,
        on=on,
        before={"state": before},
        after={"state": current.state},
    )
    return current


def locked(case: Case) -> Case:
    """Return the case as it stands, kept from others until the transaction ends."""
    cases = Case.objects.select_for_update(of=("self",))
    return cases.select_related("application", "partner", "screener").get(pk=case.pk)


def signer(by: Actor) -> Person:
    """Return the person who acts; a screener always is one."""
    if not isinstance(by.person, Person):
        raise NotPossible(_("Sign in to work on cases."))
    return by.person


def moved(case: Case, *fields: str) -> None:
    """Save fields of a case whose next step is another one from now on."""
    case.moved_at = timezone.now()
    saved(case, *fields, "moved_at")


def saved(case: Case, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def _id(person: Person | None) -> Any:
    return person.public_id if person else None
