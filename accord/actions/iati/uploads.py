"""What happens to a sent file: kept, worked out, agreed to, carried out."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from accord.accounts.models import Person
from accord.actions.iati import access, importing
from accord.actions.iati.importing import Origin
from accord.actions.iati.planning import Planned
from accord.actions.iati.reporting import Report
from accord.actions.iati.storage import STORAGE, Line
from accord.actions.models import ImportFile
from accord.base import history
from accord.base.actor import Actor
from accord.base.imports.intake import NOT_ANY_LONGER
from accord.base.jobs import job
from accord.partners.models import Partner
from tally.iati import FileRefused

# Up to here a request works it out itself; beyond, a job does.
IN_REQUEST_BYTES = 2 * 1024 * 1024


class Gone(Exception):
    """The bytes are no longer those of which the preview was made."""


def receive(
    partner: Partner,
    name: str,
    chunks: Iterable[bytes],
    *,
    size: int,
    by: Actor,
    on: date,
) -> ImportFile:
    """Keep a sent file and work out what it would do, or leave that to a job.

    A broken file raises `tally.iati.FileRefused` and leaves nothing; where a job works
    it out, the row keeps the reason.
    """
    assert isinstance(by.person, Person)  # noqa: S101 - the door let nobody else in
    sha256 = STORAGE.keep(chunks)
    try:
        with transaction.atomic():
            file = ImportFile.objects.create(
                partner=partner,
                uploaded_by=by.person,
                name=PurePath(name).name[:255],
                sha256=sha256,
                size=size,
                created_at=timezone.now(),
            )
            told = {"file": file.name, "sha256": sha256, "for": partner.reference}
            history.record(file, "sent", by=by, on=on, after=told)
            if size <= IN_REQUEST_BYTES:
                work_out(file, on=on)
            else:
                plan_job.defer(file=file.pk)
    except FileRefused:
        STORAGE.forget(sha256)
        raise
    return file


def work_out(file: ImportFile, *, on: date) -> None:
    """Write down, activity by activity, what importing the file would do."""
    assert file.partner is not None  # noqa: S101 - a constraint says so
    with (
        STORAGE.path_of(file.sha256).open("rb") as source,
        STORAGE.writing_lines(file, STORAGE.PLAN) as write,
    ):
        report = importing.preview(
            source, file.partner, on=on, watcher=_each(lambda one: write(line_of(one)))
        )
    file.summary, file.planned_at = summary_of(report), timezone.now()
    file.save(update_fields=["summary", "planned_at"])


def refuse(file: ImportFile, refused: FileRefused) -> None:
    """Keep why a file is broken, and not the file."""
    reason = refused.reason
    file.refusal = {"template": reason.template, "values": dict(reason.values)}
    file.save(update_fields=["refusal"])
    STORAGE.forget(file.sha256)


@transaction.atomic
def confirm(file: ImportFile, sha256: str, *, by: Actor, on: date) -> ImportFile:
    """Agree to what the preview says; agreeing twice changes nothing.

    Raises `Gone` if the preview was of other bytes than those that lie there.
    """
    current = ImportFile.objects.select_for_update().get(pk=file.pk)
    if current.confirmed_at:
        return current
    if (
        sha256 != current.sha256
        or not current.planned_at
        or not STORAGE.is_whole(sha256)
    ):
        raise Gone
    assert isinstance(by.person, Person)  # noqa: S101 - the door let nobody else in
    current.confirmed_at = timezone.now()
    current.confirmed_by, current.mandate = by.person, by.mandate
    current.save(update_fields=["confirmed_at", "confirmed_by", "mandate"])
    if current.size <= IN_REQUEST_BYTES:
        carry_out(current, on=on)
    else:
        import_job.defer(file=current.pk)
    return current


@transaction.atomic
def carry_out(
    file: ImportFile,
    *,
    on: date,
    checkpoint: Callable[[str], None] = lambda _name: None,
) -> None:
    """Import a file that was agreed to; all of it, once."""
    current = (
        ImportFile.objects.select_for_update(of=("self",))
        .select_related("partner", "confirmed_by", "mandate")
        .get(pk=file.pk)
    )
    if current.done_at:
        return
    assert current.partner is not None  # noqa: S101 - a constraint says so
    by = actor_of(current)
    with (
        STORAGE.path_of(current.sha256).open("rb") as source,
        STORAGE.writing_lines(current, STORAGE.OUTCOME) as write,
    ):
        report = importing.carry_out(
            source,
            current.partner,
            Origin(current.name, current.sha256),
            by=by,
            on=on,
            watcher=_each(lambda one: write(line_of(one))),
            checkpoint=checkpoint,
        )
    current.summary, current.done_at = summary_of(report), timezone.now()
    current.save(update_fields=["summary", "done_at"])
    told = {key: value for key, value in current.summary.items() if key != "notices"}
    history.record(current, "imported", by=by, on=on, after=told)


@job("plan-import")
def plan_job(file: int) -> None:
    found = ImportFile.objects.select_related("partner").get(pk=file)
    if found.planned_at or found.refusal:
        return
    try:
        work_out(found, on=timezone.localdate())
    except FileRefused as refused:
        refuse(found, refused)


@job("carry-out-import")
def import_job(file: int) -> None:
    found = ImportFile.objects.select_related("mandate").get(pk=file)
    if found.done_at or found.refusal:
        return
    today, by = timezone.localdate(), actor_of(found)
    may = access.may_import_file(by, found, today)
    if not may or found.confirmed_by is None or not found.confirmed_by.is_active:
        found.refusal = {"template": NOT_ANY_LONGER, "values": {}}
        found.save(update_fields=["refusal"])
        return
    carry_out(found, on=today)


def actor_of(file: ImportFile) -> Actor:
    """Return who agreed to it."""
    mandate = file.mandate
    return Actor(file.confirmed_by, file.partner if mandate else None, mandate)


def _each(write: Callable[[Planned], None]) -> importing.Watcher:
    def watch(batch: list[Planned]) -> None:
        for each in batch:
            write(each)

    return watch


def summary_of(report: Report) -> dict[str, Any]:
    """Return the numbers of a report, and its remarks on the file itself."""
    return report.summary() | {"counts": report.to_json()["counts"]}


def line_of(planned: Planned) -> Line:
    """Return what a page shows of one activity, fit to be kept."""
    activity = planned.activity
    titles = activity.titles if activity else {}
    language = activity.default_language if activity else None
    if language not in titles:
        language = next(iter(titles), "")
    return {
        "outcome": planned.outcome.value,
        "line": planned.where.line,
        "identifier": planned.where.identifier or "",
        "title": titles.get(language or "", ""),
        "language": language or "",
        "facts": planned.mapped,
        "changes": list(planned.changes),
        "remarks": [each.to_json() for each in planned.remarks],
        "refusal": planned.refusal.to_json() if planned.refusal else None,
        "action": planned.action.reference if planned.action else "",
    }
