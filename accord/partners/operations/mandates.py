"""Giving, suspending, renewing and ending mandates.

Whatever takes a mandate away holds the partner's row locked, so that two people who
end each other's mandates at once do not both succeed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.base import history, notices
from accord.base.actor import Actor
from accord.base.references import next_reference
from accord.partners import access
from accord.partners.models import LEADING, Mandate, Partner, Role

DAY = timedelta(days=1)


class LastFocalPoint(Exception):
    """A partner would be left with nobody who can act for it."""

    def __init__(self) -> None:
        super().__init__(
            _("Give somebody else this role first: a partner always has one.")
        )


class MandateIsOver(Exception):
    """The mandate has ended, or ends before the day that was asked for."""


@transaction.atomic
def grant_mandate(  # noqa: PLR0913 - all by name, and each is recorded
    partner: Partner,
    person: Person,
    role: Role,
    *,
    starts_on: date,
    by: Actor,
    on: date,
    ends_on: date | None = None,
    granted_by: Person | None = None,
) -> Mandate:
    """Give a person the right to act for a partner from a day on.

    `granted_by` is whoever decided it, where that is not who carries it out.
    """
    signer = by.person if isinstance(by.person, Person) else None
    mandate = Mandate(
        reference=next_reference("MAN", starts_on.year),
        person=person,
        partner=partner,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=granted_by or signer,
    )
    mandate.full_clean()
    mandate.save()
    history.record(
        mandate,
        "granted",
        by=by,
        on=on,
        after={
            "partner": partner.reference,
            "person": person.public_id,
            "role": role,
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, last_day: date, by: Actor, on: date) -> Mandate:
    """End a mandate after `last_day`; the last focal point or signatory stays.

    One that has not begun by then is taken back: it never holds.
    """
    current = locked(mandate)
    if current.ends_on is not None and current.ends_on <= last_day:
        raise MandateIsOver(_("This mandate ends on that day already, or earlier."))
    shorten(current, last_day, verb="ended", by=by, on=on)
    return current


@transaction.atomic
def suspend_mandate(mandate: Mandate, reason: str, *, by: Actor, on: date) -> Mandate:
    """Let a mandate give no right from now on, until it is resumed.

    The last focal point or signatory is suspended by the secretariat alone, which can
    also restore access. Suspending twice changes nothing.
    """
    current = locked(mandate)
    if current.has_ended_on(on):
        raise MandateIsOver(_("This mandate has ended."))
    if current.suspended_on is not None:
        return current
    if not access.is_secretariat(by, on):
        _check_that_somebody_leads(current, on - DAY, on)
    current.suspended_on, current.suspended_because = on, reason
    current.save(update_fields=["suspended_on", "suspended_because"])
    history.record(
        current,
        "mandate suspended",
        by=by,
        on=on,
        after={"suspended_on": on},
        personal={"reason": reason},
    )
    return current


@transaction.atomic
def resume_mandate(mandate: Mandate, *, by: Actor, on: date) -> Mandate:
    """Give a suspended mandate its rights back. Resuming twice changes nothing."""
    current = locked(mandate)
    if current.suspended_on is None:
        return current
    before = current.suspended_on
    current.suspended_on, current.suspended_because = None, ""
    current.save(update_fields=["suspended_on", "suspended_because"])
    history.record(
        current, "mandate resumed", by=by, on=on, before={"suspended_on": before}
    )
    return current


@transaction.atomic
def renew_mandate(
    mandate: Mandate, *, ends_on: date | None, by: Actor, on: date
) -> Mandate:
    """Let a mandate hold until a later day, or without an end."""
    current = locked(mandate)
    if current.has_ended_on(on):
        raise MandateIsOver(_("This mandate has ended. Invite the person anew."))
    before = current.ends_on
    if before is None or (ends_on is not None and ends_on <= before):
        raise MandateIsOver(_("Choose a day after the last day that it has now."))
    current.ends_on = ends_on
    current.save(update_fields=["ends_on"])
    history.record(
        current,
        "renewed",
        by=by,
        on=on,
        before={"ends_on": before},
        after={"ends_on": ends_on},
    )
    return current


@transaction.atomic
def tell_of_ends(*, on: date) -> int:
    """Write once to each person whose mandate ends soon; return to how many."""
    due = (
        Mandate.objects.ending(on)
        .exclude(told_of_end_on=F("ends_on"))
        .select_for_update(of=("self",), skip_locked=True)
    )
    told = list(due)
    for each in told:
        notices.send(
            each.person.email,
            "partners/emails/mandate_ending.txt",
            {"mandate": each, "partner": each.partner},
            language=each.person.language,
            reader=each.person.public_id,
        )
        each.told_of_end_on = each.ends_on
        each.save(update_fields=["told_of_end_on"])
    return len(told)


def locked(mandate: Mandate) -> Mandate:
    """Return the mandate as it is now; nobody else changes the partner's mandates."""
    Partner.ever.select_for_update(no_key=True).get(pk=mandate.partner_id)
    return Mandate.objects.select_related("partner", "person").get(pk=mandate.pk)


def shorten(
    mandate: Mandate, last_day: date, *, verb: str, by: Actor, on: date
) -> None:
    """Let a locked mandate end after `last_day`, unless nobody would lead then."""
    _check_that_somebody_leads(mandate, last_day, on)
    before = mandate.ends_on
    mandate.ends_on = max(last_day, mandate.starts_on - DAY)
    mandate.save(update_fields=["ends_on"])
    history.record(
        mandate,
        verb,
        by=by,
        on=on,
        before={"ends_on": before},
        after={"ends_on": mandate.ends_on},
    )


def can_go(mandate: Mandate, last_day: date, on: date) -> bool:
    """Say whether somebody still leads the partner if this one ends after that day.

    Somebody leads as long as the mandates of focal points and signatories follow each
    other without a day between them; suspended ones, and those of people who cannot
    sign in, do not count. The first day without must not come nearer.
    """
    if mandate.role not in LEADING:
        return True
    leading = list(
        Mandate.objects.filter(
            partner_id=mandate.partner_id,
            role__in=LEADING,
            suspended_on=None,
            person__is_active=True,
        )
    )
    terms = {each.pk: (each.starts_on, each.ends_on) for each in leading}
    now = first_day_without(terms.values(), on)
    if mandate.pk in terms:
        terms[mandate.pk] = (mandate.starts_on, last_day)
    then = first_day_without(terms.values(), on)
    return then is None or (now is not None and then >= now)


def first_day_without(
    terms: Iterable[tuple[date, date | None]], on: date
) -> date | None:
    """Return the first day from `on` that no term covers; None if there is none."""
    day = on
    for first, last in sorted(terms, key=lambda term: term[0]):
        if first > day:
            break
        if last is None:
            return None
        day = max(day, last + DAY)
    return day


def _check_that_somebody_leads(mandate: Mandate, last_day: date, on: date) -> None:
    if not can_go(mandate, last_day, on):
        raise LastFocalPoint
