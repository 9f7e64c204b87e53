"""Who may import for a partner, and the doors to what was sent."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.actions.models import Format, ImportFile
from accord.base.actor import Actor
from accord.partners.access import acts_for, is_secretariat
from accord.partners.models import Partner, Role


def may_import_for(actor: Actor, partner: Partner, on: date) -> bool:
    """Say whether `actor` may import for `partner`: its editors, the secretariat."""
    return partner.is_partner_on(on) and (
        acts_for(actor, partner, as_=Role.EDITOR, on=on) or is_secretariat(actor, on)
    )


def partners_to_import_for(actor: Actor, on: date) -> QuerySet[Partner]:
    """Return the partners `actor` may choose from; 403 if there is none."""
    everyone = Partner.objects.partners_on(on).order_by("sort_name")
    if is_secretariat(actor, on):
        return everyone
    if actor.partner is None or not may_import_for(actor, actor.partner, on):
        raise PermissionDenied
    return everyone.filter(pk=actor.partner.pk)


def import_file(
    actor: Actor, number: int, *, on: date, format_: Format = Format.IATI
) -> ImportFile:
    """Return a sent file; 404 for whoever may not import for its partner.

    A sheet that came from the secretariat is its own: it may change the actions of
    every partner, which editors of one may not.
    """
    file = get_object_or_404(
        ImportFile.objects.select_related("partner"), pk=number, format=format_
    )
    if not may_import_file(actor, file, on):
        raise Http404
    return file


def may_import_file(actor: Actor, file: ImportFile, on: date) -> bool:
    """Say whether `actor` may see and import a file that was sent."""
    if file.is_from_office or file.partner is None:
        return is_secretariat(actor, on)
    return may_import_for(actor, file.partner, on)
