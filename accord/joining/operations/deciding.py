"""What the coalition does with an application that was sent."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accord.accounts.models import Person
from accord.atlas.models import Area, Category, Challenge, Constituency
from accord.base import history
from accord.base.actor import Actor
from accord.joining.models import OPEN, Application, Question, State
from accord.joining.operations.states import NotPossible, locked, move, new_link, tell
from accord.joining.reading import Facts, country_of, facts, name_of, text_of
from accord.partners import operations as partners
from accord.partners.models import Identifier, Partner, Role


@transaction.atomic
def start_review(application: Application, *, by: Actor, on: date) -> Application:
    """Say that somebody works on it. Doing it twice changes nothing."""
    current = locked(application, *OPEN)
    if current.state == State.SUBMITTED:
        move(current, "review started", State.IN_REVIEW, by=by, on=on)
    return current


@transaction.atomic
def ask(
    application: Application,
    text: str,
    *,
    wants_paper: bool,
    due_on: date,
    by: Actor,
    on: date,
) -> Question:
    """Ask the applicant for more, by mail and on the page of the application."""
    current = locked(application, *OPEN)
    if not isinstance(by.person, Person):
        raise NotPossible
    question = Question.objects.create(
        application=current,
        text=text,
        wants_paper=wants_paper,
        asked_by=by.person,
        asked_at=timezone.now(),
        due_on=due_on,
    )
    move(current, "asked", State.ASKED, by=by, on=on)
    tell(current, "asked", question=question, token=new_link(current))
    return question


@transaction.atomic
def accept(application: Application, letter: str, *, by: Actor, on: date) -> Partner:
    """Make the organization a partner with all it answered, and invite its people.

    Accepting twice returns the same partner.
    """
    current = Application.objects.select_for_update().get(pk=application.pk)
    if current.state == State.ACCEPTED and current.partner is not None:
        return current.partner
    if current.state not in OPEN:
        raise NotPossible
    told = facts(current)
    partner = _admit(current, told, by=by, on=on)
    move(
        current,
        "accepted",
        State.ACCEPTED,
        by=by,
        on=on,
        partner=partner,
        letter=letter,
        decided_at=timezone.now(),
    )
    tell(current, "letter", letter=letter)
    _invite(partner, told, current.language, by=by, on=on)
    return partner


@transaction.atomic
def decline(
    application: Application, letter: str, *, by: Actor, on: date
) -> Application:
    """Close it without admitting. Declining twice changes nothing."""
    current = Application.objects.select_for_update().get(pk=application.pk)
    if current.state == State.DECLINED:
        return current
    if current.state not in OPEN:
        raise NotPossible
    now = timezone.now()
    move(
        current,
        "declined",
        State.DECLINED,
        by=by,
        on=on,
        letter=letter,
        decided_at=now,
    )
    tell(current, "letter", letter=letter)
    return current


def _admit(application: Application, told: Facts, *, by: Actor, on: date) -> Partner:
    category = Category.objects.get(code=told.category)
    partner = partners.admit(
        slug=_slug_for(told),
        name=name_of(application),
        by=by,
        on=on,
        joined_on=on,
        short_name=told.short_name,
        category=category,
        constituency=Constituency.objects.filter(code=told.constituency).first()
        or category.default_constituency,
        country=country_of(application),
        website=told.website,
        mandate_text=text_of(application, "mandate_text"),
        priorities=text_of(application, "priorities"),
        expertise=text_of(application, "expertise"),
        areas=Area.objects.filter(code__in=told.areas),
        challenges=Challenge.objects.filter(code__in=told.challenges),
        is_sample=application.is_sample,
    )
    for scheme, value in told.numbers:
        # Another partner may have taken it since; that is for the office to see to.
        if not Identifier.objects.filter(scheme=scheme, value=value).exists():
            partners.add_identifier(partner, scheme, value, by=by, on=on)
    history.record(
        partner, "applied", by=by, on=on, after={"application": application.reference}
    )
    return partner


def _slug_for(told: Facts) -> str:
    return partners.free_slug(told.short_name or told.names.get("en") or told.name)


def _invite(
    partner: Partner, told: Facts, language: str, *, by: Actor, on: date
) -> None:
    """Invite everybody named, each address once and to the highest of their roles."""
    invited: set[str] = set()
    for each in told.people:
        email = each.email.strip().lower()
        if email and email not in invited:
            invited.add(email)
            partners.invite(
                partner,
                email=email,
                name=each.name,
                role=Role(each.role),
                language=language,
                by=by,
                on=on,
            )
