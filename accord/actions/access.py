"""Who may do what to an action, and the doors that enforce it.

Editors of the lead partner write; its focal points and signatories publish and
withdraw; its readers see its drafts. The secretariat may do all of it.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.actions.models import Action
from accord.base.actor import Actor
from accord.partners.access import acts_for, is_secretariat
from accord.partners.models import Partner, Role


def may_declare(actor: Actor, on: date) -> bool:
    """Say whether `actor` may begin an action for the partner they act for."""
    return (
        actor.partner is not None
        and actor.partner.is_partner_on(on)
        and acts_for(actor, actor.partner, as_=Role.EDITOR, on=on)
    )


def may_see(actor: Actor, action: Action, on: date) -> bool:
    return action.published_on is not None or may_see_behind(actor, action, on)


def may_see_behind(actor: Actor, action: Action, on: date) -> bool:
    """Say whether `actor` may see drafts and the names of those who signed."""
    return acts_for(actor, action.lead, as_=Role.READER, on=on) or is_secretariat(
        actor, on
    )


def may_edit(actor: Actor, action: Action, on: date) -> bool:
    return acts_for(actor, action.lead, as_=Role.EDITOR, on=on) or is_secretariat(
        actor, on
    )


def may_publish(actor: Actor, action: Action, on: date) -> bool:
    """Say whether `actor` may put the partner's name to it in public."""
    return acts_for(actor, action.lead, as_=Role.FOCAL_POINT, on=on) or is_secretariat(
        actor, on
    )


may_withdraw = may_publish


def declaring_partner(actor: Actor, on: date) -> Partner:
    """Return the partner for which `actor` may begin an action; 403 otherwise."""
    if not may_declare(actor, on):
        raise PermissionDenied
    return actor.partner


def public_action(reference: str) -> Action:
    """Return an action that everyone may know; 404 for a draft, whoever asks."""
    return get_object_or_404(Action.objects.published(), reference=reference)


def drafting_partner(actor: Actor, *, on: date) -> Partner:
    """Return the partner whose drafts `actor` may read; 403 otherwise."""
    if actor.partner is None or not acts_for(
        actor, actor.partner, as_=Role.READER, on=on
    ):
        raise PermissionDenied
    return actor.partner


def visible_action(actor: Actor, reference: str, *, on: date) -> Action:
    """Return the action if `actor` may see it; 404 if it is a draft of others."""
    action = get_object_or_404(Action.objects.for_page(), reference=reference)
    if not may_see(actor, action, on):
        raise Http404
    return action


def editable_action(actor: Actor, reference: str, *, on: date) -> Action:
    """Return the action if `actor` may edit it; 404 if they may not know of it."""
    action = visible_action(actor, reference, on=on)
    if not may_edit(actor, action, on):
        raise PermissionDenied
    return action


def publishable_action(actor: Actor, reference: str, *, on: date) -> Action:
    """Return the action if `actor` may publish or withdraw it; 404 as above."""
    action = visible_action(actor, reference, on=on)
    if not may_publish(actor, action, on):
        raise PermissionDenied
    return action
