"""Inviting people to act for a partner, and handing over to a successor."""

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.accounts.models import Person
from accord.accounts.operations import add_person
from accord.base import history, notices
from accord.base.actor import Actor
from accord.base.constraints import claiming
from accord.base.references import next_reference
from accord.partners.models import (
    INVITED_ALREADY,
    Invitation,
    Mandate,
    Partner,
    Role,
    digest_of,
)
from accord.partners.operations.mandates import (
    DAY,
    MandateIsOver,
    can_go,
    grant_mandate,
    locked,
    shorten,
)

# A link is good on the day it is sent and on this many days after it.
HOLDS_FOR = timedelta(days=13)


class InvitedAlready(Exception):
    """Somebody of that address holds the role, or has an open invitation to it."""


class NotPending(Exception):
    """The invitation was accepted or withdrawn, or its time has passed."""


class AnotherAddress(Exception):
    """Whoever wants to accept has another address than the one that was invited."""


@transaction.atomic
def invite(  # noqa: PLR0913 - all by name, and each is in the mail
    partner: Partner,
    *,
    email: str,
    name: str,
    role: Role,
    language: str,
    by: Actor,
    on: date,
    starts_on: date | None = None,
    ends_on: date | None = None,
    replaces: Mandate | None = None,
) -> Invitation:
    """Offer somebody a role, and send them the link by which they accept it.

    Who has an account is written to in the language they have chosen there. Who may
    offer which role is said by `access.roles_to_give`.
    """
    email = email.strip().lower()
    known = Person.objects.filter(email=email).first()
    if _holds(partner, email, role, on):
        raise InvitedAlready(
            _("Somebody with this address acts for the organization in this role.")
        )
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        reference=next_reference("INV", on.year),
        partner=partner,
        role=role,
        email=email,
        name=" ".join(name.split()),
        language=known.language if known is not None else language,
        starts_on=starts_on,
        ends_on=ends_on,
        replaces=replaces,
        digest=digest_of(token),
        invited_by=by.person if isinstance(by.person, Person) else None,
        invited_at=timezone.now(),
        valid_until=on + HOLDS_FOR,
    )
    invitation.full_clean(validate_constraints=False)
    refusal = InvitedAlready(
        _("This address has an open invitation to the role. Send that one again.")
    )
    with claiming(INVITED_ALREADY, refusal):
        invitation.save()
    _post(invitation, token, by)
    history.record(
        invitation,
        "invited",
        by=by,
        on=on,
        after={
            "partner": partner.reference,
            "role": role,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "valid_until": invitation.valid_until,
            "replaces": replaces.reference if replaces else None,
        },
        personal={"name": invitation.name, "email": email},
    )
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: Actor, on: date) -> Invitation:
    """Send a new link, with the whole time to answer; the old link stops working."""
    current = _unanswered(invitation)
    token = secrets.token_urlsafe(32)
    before = current.valid_until
    current.digest, current.valid_until = digest_of(token), on + HOLDS_FOR
    current.save(update_fields=["digest", "valid_until"])
    _post(current, token, by)
    history.record(
        current,
        "invited again",
        by=by,
        on=on,
        before={"valid_until": before},
        after={"valid_until": current.valid_until},
    )
    return current


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor, on: date) -> Invitation:
    """Take an offer back; its link stops working. Doing it twice changes nothing."""
    current = _fresh(invitation)
    if current.withdrawn_at is not None:
        return current
    current = _unanswered(invitation)
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    history.record(current, "invitation withdrawn", by=by, on=on)
    return current


@transaction.atomic
def accept_invitation(invitation: Invitation, person: Person, *, on: date) -> Mandate:
    """Begin the mandate that was offered to `person`; the link is used up.

    What they did for the partner in a lesser role, or the mandate they succeed to,
    ends on the day before.
    """
    current = _to_accept(invitation, on)
    if person.email != current.email or not person.is_active:
        raise AnotherAddress(_("This invitation is for another address."))
    starts_on = max(current.starts_on or on, on)
    if current.ends_on is not None and current.ends_on < starts_on:
        raise NotPending(_("The mandate that was offered would be over by now."))
    by = Actor(person)
    mandate = grant_mandate(
        current.partner,
        person,
        Role(current.role),
        starts_on=starts_on,
        ends_on=current.ends_on,
        by=by,
        on=on,
        granted_by=current.invited_by,
    )
    current.mandate = mandate
    current.save(update_fields=["mandate"])
    history.record(
        current,
        "invitation accepted",
        by=by,
        on=on,
        after={"mandate": mandate.reference},
    )
    for each in _superseded(current, mandate):
        shorten(each, starts_on - DAY, verb="ended", by=by, on=on)
    return mandate


@transaction.atomic
def accept_as_new_person(
    invitation: Invitation, *, name: str, language: str, password: str, on: date
) -> Mandate:
    """Begin the mandate of somebody who had no account; the link made it theirs."""
    current = _to_accept(invitation, on)
    person = add_person(
        current.email, name=name, language=language, password=password, on=on
    )
    return accept_invitation(current, person, on=on)


@transaction.atomic
def hand_over(
    mandate: Mandate,
    *,
    to_email: str,
    to_name: str,
    language: str,
    last_day: date,
    by: Actor,
    on: date,
) -> Invitation:
    """Name who takes over after `last_day`, and invite them.

    The mandate ends after that day; that of a last focal point or signatory only when
    the successor has accepted, so that nobody is missing in between. API keys end with
    their mandate.
    """
    current = locked(mandate)
    if current.has_ended_on(on):
        raise MandateIsOver(_("This mandate has ended. Invite the successor anew."))
    invitation = invite(
        current.partner,
        email=to_email,
        name=to_name,
        role=Role(current.role),
        language=language,
        by=by,
        on=on,
        starts_on=last_day + DAY,
        replaces=current,
    )
    ends_sooner = current.ends_on is None or last_day < current.ends_on
    if ends_sooner and can_go(current, last_day, on):
        shorten(current, last_day, verb="handed over", by=by, on=on)
    else:
        history.record(current, "handed over", by=by, on=on)
    return invitation


@transaction.atomic
def restore_access(
    partner: Partner,
    *,
    email: str,
    name: str,
    language: str,
    reason: str,
    by: Actor,
    on: date,
) -> Invitation:
    """Invite a focal point where nobody can act for a partner any more.

    For the secretariat, which has made sure by other means who asks; `reason` says
    how.
    """
    invitation = invite(
        partner,
        email=email,
        name=name,
        role=Role.FOCAL_POINT,
        language=language,
        by=by,
        on=on,
    )
    history.record(
        invitation, "access restored", by=by, on=on, personal={"reason": reason}
    )
    return invitation


def _holds(partner: Partner, email: str, role: Role, on: date) -> bool:
    return (
        Mandate.objects.filter(
            partner=partner, person__email=email, role=role, suspended_on=None
        )
        .exclude(ends_on__lt=on)
        .exists()
    )


def _to_accept(invitation: Invitation, on: date) -> Invitation:
    """Return an open invitation; of two who accept at once the second finds it used."""
    Partner.ever.select_for_update(no_key=True).get(pk=invitation.partner_id)
    current = _fresh(invitation)
    if not current.is_pending_on(on):
        raise NotPending(_("This invitation is no longer open."))
    if not current.partner.may_act_on(on):
        raise NotPending(
            _("Nobody can act for this organization now. Ask the secretariat.")
        )
    return current


def _fresh(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("partner", "invited_by", "replaces")
        .get(pk=invitation.pk)
    )


def _unanswered(invitation: Invitation) -> Invitation:
    current = _fresh(invitation)
    if current.mandate_id is not None or current.withdrawn_at is not None:
        raise NotPending(_("This invitation is no longer open."))
    return current


def _superseded(invitation: Invitation, mandate: Mandate) -> list[Mandate]:
    """Return what an accepted mandate takes the place of."""
    lesser = [
        each
        for each in Mandate.objects.filter(
            partner=mandate.partner, person=mandate.person
        )
        if Role(each.role).rank < Role(mandate.role).rank
        and _outlasts(mandate.ends_on, each.ends_on)
    ]
    if invitation.replaces is not None:
        lesser.append(invitation.replaces)
    return [
        each
        for each in lesser
        if each.ends_on is None or each.ends_on >= mandate.starts_on
    ]


def _outlasts(last: date | None, other: date | None) -> bool:
    return last is None or (other is not None and other <= last)


def _post(invitation: Invitation, token: str, by: Actor) -> None:
    is_of_partner = by.partner is not None and by.partner == invitation.partner
    notices.send(
        invitation.email,
        "partners/emails/invitation.txt",
        {
            "invitation": invitation,
            "token": token,
            # The office invites in the coalition's name.
            "inviter": str(by.person) if is_of_partner else "",
        },
        language=invitation.language,
        secrets=[token],
    )
