"""Mandates that a person holds and that give no right today, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import F

from accord.base.actor import Actor
from accord.partners.models import Mandate


@dataclass(frozen=True, slots=True)
class Resting:
    """A mandate that begins later, is suspended, or is for who cannot act now."""

    mandate: Mandate
    why: Literal["coming", "suspended", "partner"]


def resting(reader: Actor, today: date) -> list[Resting]:
    """Return what would let the reader act on another day, in one query."""
    held = (
        Mandate.objects.filter(
            person__public_id=reader.person.public_id if reader.person else ""
        )
        .exclude(ends_on__lt=today)
        .exclude(ends_on__lt=F("starts_on"))
        .select_related("partner")
        .order_by("starts_on", "id")
    )
    return [
        Resting(each, why) for each in held if (why := _why(each, today)) is not None
    ]


def _why(
    mandate: Mandate, today: date
) -> Literal["coming", "suspended", "partner"] | None:
    if not mandate.partner.may_act_on(today):
        return "partner"
    if mandate.is_suspended_on(today):
        return "suspended"
    return "coming" if mandate.starts_on > today else None
