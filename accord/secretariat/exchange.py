"""The office's lists as files: what waits, people and mandates, applications."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.base.actor import Actor
from accord.base.exchange.columns import Column, Kind
from accord.base.exchange.datasets import Dataset
from accord.base.projecting import Projection
from accord.joining.models import Application, State
from accord.joining.reading import facts
from accord.partners.models import Mandate
from accord.screening import access as screening
from accord.secretariat.queue import Row

PRIVATE = _("Only for the coalition’s office; holds personal data")


def _queue_columns(_languages: Sequence[str]) -> list[Column]:
    return [
        Column("key", _("Key"), Kind.CODE, "key"),
        Column("kind", _("Kind"), Kind.TEXT, "kind"),
        Column("title", _("What"), Kind.TEXT, "title"),
        Column("organization", _("Organization"), Kind.TEXT, "organization"),
        Column("on", _("Waits on"), Kind.CODE, "on"),
        Column("since", _("Waiting since"), Kind.DAY, "since"),
        Column("days", _("Days"), Kind.NUMBER, "days"),
        Column("due", _("Due"), Kind.DAY, "due"),
        Column("assigned_to", _("Who has it"), Kind.TEXT, "assigned_to"),
        Column("snoozed_until", _("Put off until"), Kind.DAY, "snoozed_until"),
        Column("notes", _("Notes"), Kind.NUMBER, "notes"),
    ]


def _told(row: Row) -> Projection:
    held = row.handling
    until = held.snoozed_until if held else None
    return {
        "key": row.key,
        "kind": str(row.label),
        "title": str(row.item.title),
        "organization": row.item.organization,
        "on": row.item.on.value,
        "since": row.item.since.date().isoformat(),
        "days": row.days,
        "due": row.item.due.isoformat() if row.item.due else None,
        "assigned_to": held.assigned_to.name if held and held.assigned_to else None,
        "snoozed_until": until.isoformat() if until else None,
        "notes": row.notes,
    }


QUEUE = Dataset(
    name="waiting",
    title=_("What waits"),
    columns=_queue_columns,
    project=lambda rows: [_told(each) for each in rows],
    terms=PRIVATE,
)

_ROLE = _("One of: reader, editor, alternate, focal-point, signatory.")
_DAY = _("As 2026-03-31, or a date of the spreadsheet.")
PEOPLE_COLUMNS = (
    Column(
        "reference",
        _("Mandate"),
        Kind.CODE,
        "reference",
        hint=_("Leave it empty for somebody new."),
    ),
    Column(
        "partner",
        _("Reference of the partner"),
        Kind.CODE,
        "partner",
        hint=_("As it stands on the partner’s page."),
        needed=True,
    ),
    Column("organization", _("Organization"), Kind.TEXT, "organization", is_told=True),
    Column("name", _("Name of the person"), Kind.TEXT, "name", needed=True),
    Column("email", _("E-mail address"), Kind.TEXT, "email", needed=True),
    Column("role", _("Role"), Kind.CODE, "role", hint=_ROLE, needed=True),
    Column(
        "language",
        _("Language of the person"),
        Kind.CODE,
        "language",
        hint=_("In which the person is written to: en, fr, es or ar."),
    ),
    Column("starts_on", _("First day"), Kind.DAY, "starts_on", hint=_DAY),
    Column("ends_on", _("Last day"), Kind.DAY, "ends_on", hint=_DAY),
)


def people_told(mandates: Sequence[Mandate]) -> list[Projection]:
    return [
        {
            "reference": each.reference,
            "partner": each.partner.reference,
            "organization": str(each.partner.name),
            "name": each.person.name,
            "email": each.person.email,
            "role": each.role,
            "language": each.person.language,
            "starts_on": each.starts_on.isoformat(),
            "ends_on": each.ends_on.isoformat() if each.ends_on else None,
        }
        for each in mandates
    ]


def mandates_on(day: date) -> list[Mandate]:
    """Return who acts for which partner that day, in one query."""
    found: QuerySet[Mandate] = Mandate.objects.in_force_on(day)
    return list(
        found.select_related("partner", "person").order_by(
            "partner__reference", "reference"
        )
    )


PEOPLE = Dataset(
    name="people",
    title=_("People and mandates"),
    columns=lambda _languages: PEOPLE_COLUMNS,
    project=people_told,
    is_imported=True,
    terms=PRIVATE,
)


def _application_columns(_languages: Sequence[str]) -> list[Column]:
    return [
        Column("reference", _("Reference"), Kind.CODE, "reference"),
        Column("organization", _("Organization"), Kind.TEXT, "organization"),
        Column("state", _("State"), Kind.CODE, "state"),
        Column("country", _("Country or area"), Kind.CODE, "country"),
        Column("category", _("Category"), Kind.CODE, "category"),
        Column("language", _("Language of the applicant"), Kind.CODE, "language"),
        Column("submitted_on", _("Submitted on"), Kind.DAY, "submitted_on"),
        Column("due_on", _("Due"), Kind.DAY, "due_on"),
        Column("decided_on", _("Decided on"), Kind.DAY, "decided_on"),
    ]


def _applications_told(applications: Sequence[Application]) -> list[Projection]:
    """Return what an application says of itself, and nothing of its case."""
    told = []
    for each in applications:
        # Constituencies are not asked for: no vocabulary is read.
        said = facts(each, usual={})
        sent, decided = each.submitted_at, each.decided_at
        told.append(
            {
                "reference": each.reference,
                "organization": said.name,
                "state": each.state,
                "country": said.country,
                "category": said.category,
                "language": each.language,
                "submitted_on": sent.date().isoformat() if sent else None,
                "due_on": each.due_on.isoformat() if each.due_on else None,
                "decided_on": decided.date().isoformat() if decided else None,
            }
        )
    return told


APPLICATIONS = Dataset(
    name="applications",
    title=_("Applications"),
    columns=_application_columns,
    project=_applications_told,
    terms=PRIVATE,
)


def applications(reader: Actor, on: date) -> list[Application]:
    """Return the applications whose case `reader` may know; 404 for non-screeners."""
    known = screening.known_cases(reader, on=on).values("application")
    return list(
        Application.objects.exclude(state=State.DRAFT)
        .filter(pk__in=known)
        .order_by("submitted_at", "pk")
    )
