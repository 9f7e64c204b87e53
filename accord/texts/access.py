"""Who may read and edit a text, and the doors that enforce it.

Everyone reads what is public. Staff and the secretariat write, publish and see drafts;
to others a text of which nothing is public does not exist.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.base.actor import Actor
from accord.texts.models import Text


def may_edit(actor: Actor, on: date) -> bool:
    """Say whether `actor` writes editorial texts: staff and the secretariat do."""
    return actor.is_staff or actor.has_duty("secretariat", on)


def may_see(actor: Actor, text: Text, on: date) -> bool:
    return bool(text.public_versions) or may_edit(actor, on)


def public_page(slug: str) -> Text:
    """Return a page of which something is public; 404 otherwise."""
    return get_object_or_404(Text.objects.pages().for_listing(), slug=slug)


def public_news(slug: str) -> Text:
    """Return news of which something is public; 404 otherwise."""
    return get_object_or_404(Text.objects.news().for_listing(), slug=slug)


def public_text(name: str) -> Text:
    """Return a public text by its reference or its address; 404 otherwise."""
    wanted = {"reference": name} if name.startswith("TXT-") else {"slug": name}
    return get_object_or_404(Text.objects.for_listing(), **wanted)


def editable_text(actor: Actor, reference: str, *, on: date) -> Text:
    """Return the text if `actor` may edit it; 404 if they may not know it exists."""
    text = get_object_or_404(Text.objects.for_office(), reference=reference)
    if may_edit(actor, on):
        return text
    if not may_see(actor, text, on):
        raise Http404
    raise PermissionDenied


def enter_office(actor: Actor, *, on: date) -> None:
    """Refuse whoever may not write texts."""
    if not may_edit(actor, on):
        raise PermissionDenied
