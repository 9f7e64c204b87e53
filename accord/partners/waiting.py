"""What waits about a partner's people: answers, ends of mandates, single leads."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.base.mail import bounces
from accord.base.waiting import (
    Drafted,
    NotDone,
    On,
    Recipient,
    Source,
    Verb,
    Waiting,
)
from accord.partners import access, operations
from accord.partners.desk.profiles import completeness
from accord.partners.models import LEADING, Invitation, Mandate, Partner
from accord.partners.querysets import ENDS_SOON, InvitationQuerySet


def _invitations_for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    if not access.is_secretariat(reader, on):
        return []
    return [_unanswered(each) for each in _open_invitations()]


def _invitations_for_reader(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell managers who has not answered, and a person what they are invited to."""
    if not isinstance(reader.person, Person):
        return
    for each in _open_invitations().filter(email=reader.person.email):
        if each.is_pending_on(on):
            yield _offered(each, reader.person)
    if reader.partner is not None and access.may_manage_mandates(
        reader, reader.partner, on
    ):
        for each in _open_invitations().filter(partner=reader.partner):
            yield _unanswered(each)


def _open_invitations() -> InvitationQuerySet:
    return Invitation.objects.unanswered().select_related("partner", "invited_by")


def _unanswered(each: Invitation) -> Waiting:
    return Waiting(
        key=f"partners:{each.reference}:answer",
        kind="invitation",
        title=_("Invitation of %(name)s has no answer")
        % {"name": each.name or each.email},
        url=reverse(
            "partners:sent_invitation", args=[each.partner.slug, each.reference]
        ),
        organization=each.partner.title,
        on=On.PERSON,
        since=each.invited_at,
        whom=each.partner.reference,
        due=each.valid_until,
        verbs=("send-again",),
    )


def _offered(each: Invitation, reader: Person) -> Waiting:
    return Waiting(
        key=f"partners:{each.reference}:accept",
        kind="invitation",
        title=_("You are invited to act for %(partner)s")
        % {"partner": each.partner.title},
        url=reverse("partners:own_invitation", args=[each.reference]),
        organization=each.partner.title,
        on=On.PERSON,
        since=each.invited_at,
        whom=reader.public_id,
        due=each.valid_until,
    )


def _send_again(key: str, by: Actor, on: date) -> None:
    """Send an invitation once more, for the secretariat."""
    if not access.is_secretariat(by, on):
        raise NotDone(_("Only the secretariat does this from the list."))
    reference = key.split(":")[1]
    try:
        invitation = Invitation.objects.get(reference=reference)
        operations.send_again(invitation, by=by, on=on)
    except (Invitation.DoesNotExist, operations.NotPending) as error:
        raise NotDone(_("This invitation is no longer open.")) from error


def _ends_for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    if not access.is_secretariat(reader, on):
        return []
    return [
        _ending(each) for each in Mandate.objects.ending(on).filter(role__in=LEADING)
    ]


def _ends_for_reader(reader: Actor, on: date) -> Iterable[Waiting]:
    partner = reader.partner
    if partner is None:
        return []
    found = Mandate.objects.ending(on).filter(partner=partner)
    if not access.may_manage_mandates(reader, partner, on):
        found = found.filter(pk=reader.mandate.pk)
    return [_ending(each) for each in found]


def _ending(each: Mandate) -> Waiting:
    last: date = each.ends_on or each.starts_on
    return Waiting(
        key=f"partners:{each.reference}:end-{last.isoformat()}",
        kind="mandate-end",
        title=_("The mandate of %(name)s is about to end") % {"name": each.person.name},
        url=reverse("partners:mandate", args=[each.partner.slug, each.reference]),
        organization=each.partner.title,
        on=On.PARTNER,
        since=_morning(last - ENDS_SOON),
        whom=each.partner.reference,
        due=last,
        message=Drafted(
            "partners/emails/mandate_ending.txt",
            {"mandate": each, "partner": each.partner},
            (
                Recipient(
                    each.person.email,
                    each.person.name,
                    each.person.language,
                    each.person.public_id,
                ),
            ),
        ),
    )


def _leads_for_office(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell of partners whose people can do nothing any more."""
    if not access.is_secretariat(reader, on):
        return []
    theirs = Mandate.objects.filter(partner=OuterRef("pk"))
    leading = theirs.in_force_on(on).filter(role__in=LEADING, person__is_active=True)
    lost = Partner.objects.partners_on(on).filter(Exists(theirs), ~Exists(leading))
    return [
        Waiting(
            key=f"partners:{each.reference}:lead",
            kind="lead",
            title=_("Nobody can see to the people of %(partner)s any more")
            % {"partner": each.title},
            url=reverse("partners:restore_access", args=[each.slug]),
            organization=each.title,
            on=On.OFFICE,
            since=_morning(on),
        )
        for each in lost
    ]


def _leads_for_reader(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell a single focal point that nobody could stand in for them."""
    partner = reader.partner
    if partner is None or not access.may_manage_mandates(reader, partner, on):
        return []
    leading = list(
        Mandate.objects.in_force_on(on).filter(partner=partner, role__in=LEADING)[:2]
    )
    if len(leading) != 1:
        return []
    (single,) = leading
    return [
        Waiting(
            key=f"partners:{partner.reference}:second-lead",
            kind="lead",
            title=_("Invite a second focal point: one person alone leads"),
            url=f"{reverse('partners:invite', args=[partner.slug])}?role=focal-point",
            organization=partner.title,
            on=On.PARTNER,
            since=_morning(single.starts_on),
            whom=partner.reference,
        )
    ]


def _profile_for_reader(reader: Actor, on: date) -> Iterable[Waiting]:
    partner = reader.partner
    if partner is None or not access.may_edit_profile(reader, partner, on):
        return []
    missing = completeness(partner).missing
    if not missing:
        return []
    return [
        Waiting(
            key=f"partners:{partner.reference}:profile",
            kind="profile",
            title=_("The profile lacks: %(fields)s") % {"fields": ", ".join(missing)},
            url=reverse("partners:edit", args=[partner.slug]),
            organization=partner.title,
            on=On.PARTNER,
            since=_morning(partner.joined_on or on),
            whom=partner.reference,
        )
    ]


def _unreachable_for_reader(reader: Actor, on: date) -> Iterable[Waiting]:
    """Tell managers which of their people no mail reaches any more."""
    partner = reader.partner
    if partner is None or not access.may_manage_mandates(reader, partner, on):
        return []
    held = Mandate.objects.in_force_on(on).filter(
        partner=partner, person__email__in=bounces.stopped().values("email")
    )
    mailboxes = {each.email: each for each in bounces.stopped()}
    return [
        Waiting(
            key=f"partners:{each.reference}:comes-back",
            kind="unreachable",
            title=_("Mail to %(name)s comes back") % {"name": each.person.name},
            url=reverse("partners:mandate", args=[partner.slug, each.reference]),
            organization=partner.title,
            on=On.PARTNER,
            since=mailboxes[each.person.email].stopped_at or _morning(on),
            whom=partner.reference,
        )
        for each in held.select_related("person")
    ]


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


SOURCES = (
    Source(
        "invitation",
        gettext_lazy("Invitations"),
        for_office=_invitations_for_office,
        may_recall=access.is_secretariat,
        for_reader=_invitations_for_reader,
        verbs=(Verb("send-again", gettext_lazy("Send again"), _send_again),),
    ),
    Source(
        "mandate-end",
        gettext_lazy("Mandates that end"),
        for_office=_ends_for_office,
        may_recall=access.is_secretariat,
        for_reader=_ends_for_reader,
    ),
    Source(
        "lead",
        gettext_lazy("Focal points"),
        for_office=_leads_for_office,
        may_recall=access.is_secretariat,
        for_reader=_leads_for_reader,
    ),
    Source(
        "unreachable",
        gettext_lazy("Addresses whose mail comes back"),
        for_reader=_unreachable_for_reader,
    ),
    Source("profile", gettext_lazy("Profiles"), for_reader=_profile_for_reader),
)
