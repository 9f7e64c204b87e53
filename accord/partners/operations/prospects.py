"""What becomes of prospects: filed, edited, invited to apply, made partners."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.atlas.models import Category, Constituency
from accord.base import history, notices
from accord.base.actor import Actor
from accord.base.multilingual import Multilingual
from accord.partners.models import Partner, Prospect
from accord.partners.operations.life import NotPossible
from accord.partners.operations.profiles import add_identifier, admit, free_slug

PROSPECT_FIELDS = ("name", "country", "category", "website")


@transaction.atomic
def file_prospect(prospect: Prospect, state: str, *, by: Actor, on: date) -> Prospect:
    """Say where a prospect stands; saying what stands changes nothing."""
    current = _locked(prospect)
    before = current.state
    if before == state:
        return current
    _refuse_joined(current)
    if state == Prospect.State.JOINED:
        raise NotPossible(_("A prospect joins when it becomes a partner, not by hand."))
    current.state = state
    current.save(update_fields=["state"])
    history.record(
        current, "filed", by=by, on=on, before={"state": before}, after={"state": state}
    )
    return current


@transaction.atomic
def edit_prospect(
    prospect: Prospect, changes: Mapping[str, Any], *, by: Actor, on: date, version: int
) -> Prospect:
    """Save what is known of a prospect, as it was seen at `version`."""
    current = _locked(prospect)
    _refuse_joined(current)
    if current.version != version:
        raise NotPossible(
            _(
                "Somebody else has changed this prospect meanwhile. Open this page "
                "anew to see how it stands now."
            )
        )
    before = _told(current)
    for field in PROSPECT_FIELDS:
        if field in changes:
            setattr(current, field, changes[field])
    if _told(current) == before:
        return current
    current.version += 1
    current.write_key()
    current.save(update_fields=[*PROSPECT_FIELDS, "search_key", "version"])
    history.record(current, "edited", by=by, on=on, before=before, after=_told(current))
    return current


@transaction.atomic
def invite_prospect(
    prospect: Prospect,
    *,
    email: str,
    name: str,
    language: str,
    words: str,
    by: Actor,
    on: date,
) -> Prospect:
    """Write to an organization that it may apply; whom we wrote to is not kept here."""
    current = _locked(prospect)
    _refuse_joined(current)
    before = current.state
    current.state, current.invited_on = Prospect.State.IN_TOUCH, on
    current.save(update_fields=["state", "invited_on"])
    notices.send(
        email,
        "partners/emails/prospect_invited.txt",
        {"prospect": current, "name": name, "words": words, "language": language},
        language=language,
    )
    history.record(
        current,
        "invited to apply",
        by=by,
        on=on,
        before={"state": before},
        after={"state": current.state, "invited_on": on},
    )
    return current


@transaction.atomic
def admit_prospect(
    prospect: Prospect,
    *,
    name: Multilingual,
    category: Category,
    constituency: Constituency,
    joined_on: date,
    by: Actor,
    on: date,
    **place: Any,
) -> Partner:
    """Make a prospect a partner, with the numbers that its list gave.

    Doing it twice returns the partner that it has become.
    """
    current = _locked(prospect)
    if current.partner is not None:
        return current.partner
    partner = admit(
        slug=free_slug(name.original),
        name=name,
        by=by,
        on=on,
        category=category,
        constituency=constituency,
        joined_on=joined_on,
        website=current.website,
        **place,
    )
    for scheme, value in current.numbers:
        add_identifier(partner, scheme, value, by=by, on=on)
    before = current.state
    current.state, current.partner = Prospect.State.JOINED, partner
    current.save(update_fields=["state", "partner"])
    history.record(
        current,
        "joined",
        by=by,
        on=on,
        before={"state": before},
        after={"state": current.state, "partner": partner.reference},
    )
    return partner


def _locked(prospect: Prospect) -> Prospect:
    return Prospect.objects.select_for_update(of=("self",)).get(pk=prospect.pk)


def _refuse_joined(prospect: Prospect) -> None:
    if prospect.partner_id is not None:
        raise NotPossible(_("This organization is a partner already."))


def _told(prospect: Prospect) -> dict[str, Any]:
    return {
        "name": prospect.name,
        "country": prospect.country_id,
        "category": prospect.category.code if prospect.category else None,
        "website": prospect.website,
    }
