"""What waits, in piles: on the reader, on their organization, and on others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.base.actor import Actor
from accord.base.waiting import On, Waiting


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits on the same, the oldest first."""

    code: str
    label: str | Promise
    items: list[Waiting]


def piles(items: Iterable[Waiting], reader: Actor) -> list[Pile]:
    """Sort what waits; a pile without anything is left out."""
    sorted_into: dict[str, list[Waiting]] = {"you": [], "partner": [], "others": []}
    for each in items:
        sorted_into[_pile_of(each, reader)].append(each)
    labels = {
        "you": _("Waits for you"),
        "partner": _("Waits for your organization"),
        "others": _("You wait for others"),
    }
    return [
        Pile(code, labels[code], waiting)
        for code, waiting in sorted_into.items()
        if waiting
    ]


def dated(items: Iterable[Waiting], today: date) -> list[tuple[Waiting, bool]]:
    """Return what has a last day, the nearest first, and whether it has passed."""
    due = sorted(
        (each for each in items if each.due), key=lambda each: each.due or today
    )
    return [(each, each.due is not None and each.due < today) for each in due]


def _pile_of(each: Waiting, reader: Actor) -> str:
    if each.on in {On.PARTNER, On.APPLICANT}:
        return "partner"
    own = reader.person.public_id if reader.person else ""
    return "you" if each.on == On.PERSON and each.whom == own else "others"
