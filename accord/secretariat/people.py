"""People and mandates from a sheet: each new row becomes an invitation.

Nothing is kept of a sheet until somebody agrees to what its rows would do: the rows go
to the page, sealed for the person who sent them, and come back with the agreement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.base.actor import Actor
from accord.base.exchange.columns import recognise
from accord.base.imports.tables import Refused, read, text_of
from accord.partners import operations
from accord.partners.models import Invitation, Mandate, Partner, Role
from accord.secretariat.exchange import PEOPLE, PEOPLE_COLUMNS
from tally.sheets import unguarded

# Each row is a mail: a longer list is sent in parts.
MOST_ROWS = 200
# For so many seconds a preview can be agreed to.
AGREED_WITHIN = 3600
_SALT = "accord.secretariat.people"
Told = dict[str, str]


class Becomes(StrEnum):
    """What becomes of a row."""

    INVITED = "invited"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was read, and what becomes of it; `why` says why it is refused."""

    number: int
    told: Told
    becomes: Becomes
    why: str = ""


def rows_of(source: BinaryIO, name: str) -> list[tuple[int, Told]]:
    """Read a sheet; raises `Refused` for a file that is none, or holds too much."""
    table = read(source, name)
    header, *rows = table.rows
    if table.what is not None and table.what != PEOPLE.mark:
        raise Refused(
            gettext_noop("This is an export of something else, not of people.")
        )
    heads = table.keys or [text_of(each) for each in header.cells]
    found = recognise(heads, PEOPLE_COLUMNS)
    known = {each.key for each in found.columns.values()}
    missing = [
        str(each.label)
        for each in PEOPLE_COLUMNS
        if each.needed and each.key not in known
    ]
    if missing:
        raise Refused(
            gettext_noop(
                "These columns were not found: {columns}. Take the empty workbook and"
                " fill it in."
            ),
            {"columns": ", ".join(missing)},
        )
    if len(rows) > MOST_ROWS:
        raise Refused(
            gettext_noop(
                "The file holds {rows} rows; {most} can be taken at once. Divide it."
            ),
            {"rows": len(rows), "most": MOST_ROWS},
        )
    is_guarded = not table.is_workbook and not found.by_key
    return [
        (
            row.number,
            {
                column.key: _text(row.cell(place), is_guarded)
                for place, column in found.columns.items()
            },
        )
        for row in rows
    ]


def _text(cell: Any, is_guarded: bool) -> str:  # noqa: FBT001 - as the file is
    text = text_of(cell)
    return unguarded(text) if is_guarded else text


def seal(rows: Sequence[tuple[int, Told]], by: Actor) -> str:
    """Return the rows as a text that only this person can bring back, for an hour."""
    return signing.dumps([list(each) for each in rows], salt=_salt(by), compress=True)


def unseal(sealed: str, by: Actor) -> list[tuple[int, Told]]:
    """Return the rows again; raises `signing.BadSignature` for any other text."""
    told = signing.loads(sealed, salt=_salt(by), max_age=AGREED_WITHIN)
    return [(number, row) for number, row in told]


def _salt(by: Actor) -> str:
    return f"{_SALT}:{by.person.public_id if by.person else ''}"


def plan(rows: Sequence[tuple[int, Told]], *, on: date) -> list[Line]:
    """Say what becomes of each row, in three queries however many there are."""
    wanted = {told.get("partner", "") for _number, told in rows}
    partners = {
        each.reference: each for each in Partner.objects.filter(reference__in=wanted)
    }
    mandates = {
        each.reference: each
        for each in Mandate.objects.filter(
            reference__in=[told.get("reference", "") for _number, told in rows]
        ).select_related("person", "partner")
    }
    held = _held(partners.values(), on)
    lines = []
    for number, told in rows:
        line = _line(number, told, partners, mandates, held, on)
        lines.append(line)
        if line.becomes is Becomes.INVITED:
            held.add(_identity(told))
    return lines


def _held(partners: Any, on: date) -> set[tuple[str, str, str]]:
    """Return who holds which role, or is invited to it."""
    among = list(partners)
    mandates = Mandate.objects.in_force_on(on).filter(partner__in=among)
    invitations = Invitation.objects.unanswered().filter(
        partner__in=among, valid_until__gte=on
    )
    return {
        *mandates.values_list("partner__reference", "person__email", "role"),
        *invitations.values_list("partner__reference", "email", "role"),
    }


def _identity(told: Mapping[str, str]) -> tuple[str, str, str]:
    return told.get("partner", ""), told.get("email", "").lower(), told.get("role", "")


def _line(
    number: int,
    told: Told,
    partners: Mapping[str, Partner],
    mandates: Mapping[str, Mandate],
    held: set[tuple[str, str, str]],
    on: date,
) -> Line:
    reference = told.get("reference", "")
    if reference:
        return _known(number, told, mandates.get(reference))
    why = _fault(told, partners, on)
    if why:
        return Line(number, told, Becomes.REFUSED, why)
    if _identity(told) in held:
        return Line(number, told, Becomes.UNCHANGED)
    return Line(number, told, Becomes.INVITED)


def _known(number: int, told: Told, mandate: Mandate | None) -> Line:
    """A row with our reference changes nothing: mandates have a page of their own."""
    if mandate is None:
        why = _("There is no mandate “%(reference)s”. Leave the column empty.")
        why %= {"reference": told["reference"][:40]}
        return Line(number, told, Becomes.REFUSED, why)
    was = {
        "partner": mandate.partner.reference,
        "email": mandate.person.email,
        "role": mandate.role,
        "name": mandate.person.name,
        "starts_on": mandate.starts_on.isoformat(),
        "ends_on": mandate.ends_on.isoformat() if mandate.ends_on else "",
    }
    if any(told.get(key, value) != value for key, value in was.items()):
        why = _("This mandate differs here. Change it on the page of its partner.")
        return Line(number, told, Becomes.REFUSED, why)
    return Line(number, told, Becomes.UNCHANGED)


def _fault(told: Told, partners: Mapping[str, Partner], on: date) -> str:
    """Return what is wrong with a new row, in a sentence with the remedy."""
    said = {key: value[:60] for key, value in told.items()}
    if told.get("partner", "") not in partners:
        return _("No partner has the reference “%(partner)s”.") % {
            "partner": said.get("partner", "")
        }
    try:
        validate_email(told.get("email", ""))
    except ValidationError:
        return _("“%(email)s” is no e-mail address.") % {"email": said.get("email", "")}
    if told.get("role") not in Role.values:
        return _("“%(role)s” is no role. Choose one of: %(roles)s.") % {
            "role": said.get("role", ""),
            "roles": ", ".join(Role.values),
        }
    return _fault_of_rest(told, on)


def _fault_of_rest(told: Told, on: date) -> str:
    """Return what is wrong with language, name or days."""
    if told.get("language") and told["language"] not in dict(settings.LANGUAGES):
        return _("“%(language)s” is no language of this site.") % {
            "language": told["language"][:60]
        }
    if not told.get("name"):
        return _("The name of the person is missing.")
    try:
        starts, ends = _day(told, "starts_on"), _day(told, "ends_on")
    except ValueError:
        return _("A day is written as 2026-03-31.")
    if ends and ends < max(starts or on, on):
        return _("The last day is before the first, or has passed.")
    return ""


def _day(told: Mapping[str, str], key: str) -> date | None:
    return date.fromisoformat(told[key]) if told.get(key) else None


@transaction.atomic
def invite(lines: Sequence[Line], *, by: Actor, on: date) -> int:
    """Invite whom the plan says, all of them or nobody; return how many."""
    partners = {
        each.reference: each
        for each in Partner.objects.filter(
            reference__in=[line.told.get("partner", "") for line in lines]
        )
    }
    invited = 0
    for line in lines:
        if line.becomes is not Becomes.INVITED:
            continue
        told = line.told
        operations.invite(
            partners[told["partner"]],
            email=told["email"],
            name=told["name"],
            role=Role(told["role"]),
            language=told.get("language") or settings.LANGUAGE_CODE,
            by=by,
            on=on,
            starts_on=_day(told, "starts_on"),
            ends_on=_day(told, "ends_on"),
        )
        invited += 1
    return invited
