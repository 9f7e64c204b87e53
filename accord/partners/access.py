"""Who may act for a partner, and the doors to partners.

Partners are public. Its editors change a profile; its focal points and signatories
see to its mandates; whoever acts for it sees its people. The secretariat may do all
of it.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.base.actor import Actor
from accord.partners.models import (
    ApiKey,
    ChangeRequest,
    Identifier,
    Invitation,
    Mandate,
    Partner,
    PartnerFile,
    Prospect,
    Role,
)


def acts_for(actor: Actor, partner: Partner, *, as_: Role, on: date) -> bool:
    """Say whether `actor` acts for `partner` that day, in that role or a higher."""
    return (
        actor.mandate is not None
        and actor.partner == partner
        and actor.mandate.in_force_on(on)
        and partner.may_act_on(on)
        and Role(actor.mandate.role).rank >= as_.rank
    )


def is_secretariat(actor: Actor, on: date) -> bool:
    return actor.has_duty("secretariat", on)


def may_edit_profile(actor: Actor, partner: Partner, on: date) -> bool:
    return acts_for(actor, partner, as_=Role.EDITOR, on=on) or is_secretariat(actor, on)


def may_see_people(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may read who acts for the partner, and who signed what."""
    return acts_for(actor, partner, as_=Role.READER, on=on) or is_secretariat(actor, on)


def may_manage_mandates(actor: Actor, partner: Partner, on: date) -> bool:
    return acts_for(actor, partner, as_=Role.FOCAL_POINT, on=on) or is_secretariat(
        actor, on
    )


def may_make_keys(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may let programs act under their own mandate."""
    return not actor.key and acts_for(actor, partner, as_=Role.READER, on=on)


def may_end_key(actor: Actor, key: ApiKey, on: date) -> bool:
    """Say whether `actor` may end a key: their own, or any of a partner they lead."""
    partner = key.mandate.partner
    if may_manage_mandates(actor, partner, on):
        return True
    return may_make_keys(actor, partner, on) and key.mandate == actor.mandate


def roles_to_give(actor: Actor, partner: Partner, on: date) -> list[Role]:
    """Return the roles that `actor` may give and take: none above their own."""
    if is_secretariat(actor, on):
        return list(Role)
    if actor.mandate is None or not may_manage_mandates(actor, partner, on):
        return []
    own = Role(actor.mandate.role)
    return [role for role in Role if role.rank <= own.rank]


def may_change_mandate(actor: Actor, mandate: Mandate, on: date) -> bool:
    """Say whether `actor` may end, suspend or hand over a mandate."""
    return mandate.role in roles_to_give(actor, mandate.partner, on)


def may_renew_mandate(actor: Actor, mandate: Mandate, on: date) -> bool:
    """Say whether `actor` may prolong a mandate: nobody prolongs their own."""
    return may_change_mandate(actor, mandate, on) and (
        actor.person != mandate.person or is_secretariat(actor, on)
    )


def may_restore_access(actor: Actor, on: date) -> bool:
    return is_secretariat(actor, on)


def held_invitation(digest: str) -> Invitation | None:
    """Return the invitation whose link somebody holds; None if there is none."""
    return (
        Invitation.objects.select_related("partner", "invited_by", "mandate__person")
        .filter(digest=digest)
        .first()
    )


def own_invitation(actor: Actor, reference: str) -> Invitation:
    """Return an invitation to the address that `actor` signs in with; 404 otherwise."""
    return get_object_or_404(
        Invitation, reference=reference, email=getattr(actor.person, "email", "")
    )


def public_partner(slug: str) -> Partner:
    """Return a partner's public record; 404 if there is none."""
    return get_object_or_404(Partner.objects.for_listing(), slug=slug)


def editable_partner(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may edit its profile; 403 otherwise."""
    partner = public_partner(slug)
    if not may_edit_profile(actor, partner, on):
        raise PermissionDenied
    return partner


def editable_identifier(
    actor: Actor, slug: str, number: int, *, on: date
) -> Identifier:
    """Return a number of the partner if `actor` may remove it; 403 or 404 otherwise."""
    partner = editable_partner(actor, slug, on=on)
    return get_object_or_404(partner.identifiers.select_related("partner"), pk=number)


def managed_partner(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may see to its mandates; 403 otherwise."""
    partner = public_partner(slug)
    if not may_manage_mandates(actor, partner, on):
        raise PermissionDenied
    return partner


def partner_with_people(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may read who acts for it; 403 otherwise."""
    partner = public_partner(slug)
    if not may_see_people(actor, partner, on):
        raise PermissionDenied
    return partner


def seen_mandate(actor: Actor, slug: str, reference: str, *, on: date) -> Mandate:
    """Return a mandate of the partner if `actor` may read it; 403 or 404 otherwise."""
    return _mandate_of(partner_with_people(actor, slug, on=on), reference)


def changeable_mandate(actor: Actor, slug: str, reference: str, *, on: date) -> Mandate:
    """Return a mandate of the partner if `actor` may end it; 403 or 404 otherwise."""
    mandate = _mandate_of(managed_partner(actor, slug, on=on), reference)
    if not may_change_mandate(actor, mandate, on):
        raise PermissionDenied
    return mandate


def renewable_mandate(actor: Actor, slug: str, reference: str, *, on: date) -> Mandate:
    """Return a mandate if `actor` may prolong it; 403 or 404 otherwise."""
    mandate = changeable_mandate(actor, slug, reference, on=on)
    if not may_renew_mandate(actor, mandate, on):
        raise PermissionDenied
    return mandate


def _mandate_of(partner: Partner, reference: str) -> Mandate:
    return get_object_or_404(
        partner.mandates.select_related("person", "partner", "granted_by"),
        reference=reference,
    )


def managed_invitation(
    actor: Actor, slug: str, reference: str, *, on: date
) -> Invitation:
    """Return an invitation if `actor` may send or withdraw it; 403 or 404 otherwise."""
    partner = managed_partner(actor, slug, on=on)
    invitation = get_object_or_404(
        partner.invitations.select_related("partner", "invited_by"),
        reference=reference,
    )
    if invitation.role not in roles_to_give(actor, partner, on):
        raise PermissionDenied
    return invitation


def restorable_partner(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may restore access to it; 403 otherwise."""
    partner = public_partner(slug)
    if not may_restore_access(actor, on):
        raise PermissionDenied
    return partner


def keys_of(actor: Actor, slug: str, *, on: date) -> tuple[Partner, QuerySet[ApiKey]]:
    """Return a partner with the keys that `actor` may see; 403 if none ever."""
    partner = public_partner(slug)
    keys = ApiKey.objects.filter(mandate__partner=partner).for_listing()
    if may_manage_mandates(actor, partner, on):
        return partner, keys
    if not may_make_keys(actor, partner, on):
        raise PermissionDenied
    return partner, keys.filter(mandate=actor.mandate)


def key_maker(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may make keys for it; 403 otherwise."""
    partner = public_partner(slug)
    if not may_make_keys(actor, partner, on):
        raise PermissionDenied
    return partner


def endable_key(actor: Actor, slug: str, prefix: str, *, on: date) -> ApiKey:
    """Return the key if `actor` may end it; 404 if they may not know of it."""
    _partner, keys = keys_of(actor, slug, on=on)
    key = get_object_or_404(keys, prefix=prefix)
    if not may_end_key(actor, key, on):
        raise PermissionDenied
    return key


def may_see_prospects(actor: Actor, on: date) -> bool:
    """Say whether `actor` may see, import and file who might join."""
    return is_secretariat(actor, on)


def check_prospects(actor: Actor, *, on: date) -> None:
    """Refuse with 403 whoever may not see prospects."""
    if not may_see_prospects(actor, on):
        raise PermissionDenied


def partner_file(actor: Actor, number: int, *, on: date) -> PartnerFile:
    """Return a sent sheet of organizations; 404 for all but the secretariat."""
    if not may_see_prospects(actor, on):
        raise Http404
    return get_object_or_404(PartnerFile, pk=number)


def prospect(actor: Actor, reference: str, *, on: date) -> Prospect:
    """Return a prospect; 404 for all but the secretariat."""
    if not may_see_prospects(actor, on):
        raise Http404
    return get_object_or_404(Prospect, reference=reference)


def may_decide_standing(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may suspend a partner, let it return, or join two records."""
    return is_secretariat(actor, on)


def may_leave(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may end the partner's stay: its signatories may."""
    return is_secretariat(actor, on) or (
        not actor.key and acts_for(actor, partner, as_=Role.SIGNATORY, on=on)
    )


def may_request_change(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may ask for other facts, or change them as the office."""
    return may_edit_profile(actor, partner, on)


def may_send_change(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may hand a request for change to the secretariat."""
    return acts_for(actor, partner, as_=Role.FOCAL_POINT, on=on)


def acts_for_as_editor(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may take a request back: whoever may prepare one."""
    return acts_for(actor, partner, as_=Role.EDITOR, on=on)


def may_decide_change(actor: Actor, on: date) -> bool:
    return is_secretariat(actor, on)


def successor_of(slug: str) -> Partner | None:
    """Return the record that is kept of the organization that had this address."""
    gone = Partner.ever.filter(slug=slug).exclude(merged_into=None)
    found = gone.select_related("merged_into").first()
    return found.merged_into if found is not None else None


def decided_partner(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may decide on its standing; 403 otherwise."""
    partner = public_partner(slug)
    if not may_decide_standing(actor, partner, on):
        raise PermissionDenied
    return partner


def leaving_partner(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may end its stay; 403 otherwise."""
    partner = public_partner(slug)
    if not may_leave(actor, partner, on):
        raise PermissionDenied
    return partner


def asking_partner(actor: Actor, slug: str, *, on: date) -> Partner:
    """Return the partner if `actor` may ask for other facts; 403 otherwise."""
    partner = public_partner(slug)
    if not may_request_change(actor, partner, on):
        raise PermissionDenied
    return partner


def change_request(
    actor: Actor, slug: str, reference: str, *, on: date
) -> ChangeRequest:
    """Return a request of the partner; 404 for those who may not know of it."""
    partner = public_partner(slug)
    if not may_request_change(actor, partner, on):
        raise Http404
    return get_object_or_404(
        partner.change_requests.select_related(
            "prepared_by", "sent_by", "decided_by", "partner"
        ),
        reference=reference,
    )
