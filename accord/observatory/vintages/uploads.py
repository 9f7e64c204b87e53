"""What happens to a sent file of series: kept, worked out, agreed to, a vintage."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accord.accounts.models import Person
from accord.base import history
from accord.base.actor import Actor
from accord.base.imports.tables import Refused
from accord.base.jobs import job
from accord.observatory.models import SeriesFile, Source
from accord.observatory.vintages import comparing, corrections, drafts, keeping
from accord.observatory.vintages.drafts import Draft
from accord.observatory.vintages.keeping import Checkpoint, Origin, unwatched
from accord.observatory.vintages.storage import STORAGE, forget

# Up to here a request works a file out itself; beyond, a job does.
IN_REQUEST_BYTES = 2 * 1024 * 1024
# Packed tables of figures are about so much larger.
PACKED = 8
# How long a file waits for agreement before its room is freed.
PATIENCE = timedelta(days=30)
FORGOTTEN = gettext_noop(
    "Nobody agreed to the file within {days} days, so it was not kept; send it again."
)


class Gone(Exception):
    """The preview is no longer what would be imported; it must be looked at again."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a file. Without a source, the file shall tell."""

    source: Source | None
    edition: str
    retrieved_on: date


def receive(
    name: str, chunks: Iterable[bytes], said: Said, *, size: int, by: Actor, on: date
) -> SeriesFile:
    """Keep a sent file and work out what it would become, or leave that to a job.

    A file that cannot be read raises `Refused` and leaves nothing; where a job works it
    out, the row keeps the reason.
    """
    assert isinstance(by.person, Person)  # noqa: S101 - the door let nobody else in
    with drafts.with_room():
        sha256 = STORAGE.keep(chunks)
    try:
        with transaction.atomic():
            file = SeriesFile.objects.create(
                source=said.source,
                is_guessed=said.source is None,
                edition=said.edition,
                retrieved_on=said.retrieved_on,
                uploaded_by=by.person,
                name=drafts.fit_name(name),
                sha256=sha256,
                size=size,
                created_at=timezone.now(),
            )
            told = {"file": file.name, "sha256": sha256, **_told(said)}
            history.record(file, "sent", by=by, on=on, after=told)
            _go_on(file)
    except Refused:
        forget(sha256)
        raise
    return file


def describe(file: SeriesFile, said: Said, *, by: Actor, on: date) -> None:
    """Take what a person says anew of a file that waits, and work it out again."""
    with transaction.atomic():
        current = SeriesFile.objects.select_for_update().get(pk=file.pk)
        if current.confirmed_at or current.refusal:
            raise Gone
        before = Said(current.source, current.edition, current.retrieved_on)
        current.source, current.is_guessed = said.source, said.source is None
        current.edition, current.retrieved_on = said.edition, said.retrieved_on
        current.planned_at = None
        current.save()
        history.record(
            current, "described", by=by, on=on, before=_told(before), after=_told(said)
        )
        _go_on(current)


def look_again(file: SeriesFile) -> None:
    """Work a file out anew, because something it was compared with has moved."""
    with transaction.atomic():
        current = SeriesFile.objects.select_for_update().get(pk=file.pk)
        if not current.confirmed_at and not current.refusal:
            current.planned_at = None
            current.save(update_fields=["planned_at"])
            _go_on(current)


def _told(said: Said) -> dict[str, Any]:
    return {
        "source": said.source.code if said.source else "",
        "edition": said.edition,
        "retrieved_on": said.retrieved_on,
    }


def _go_on(file: SeriesFile) -> None:
    packed = PACKED if file.name.lower().endswith(".gz") else 1
    if file.size * packed <= IN_REQUEST_BYTES:
        work_out(file)
    else:
        plan_job.defer(file=file.pk)


def work_out(file: SeriesFile) -> None:
    """Make the draft of a file, and write down what it changes of vintages in use."""

    def watch(step: str) -> None:
        if step != file.step:
            file.step = step
            SeriesFile.objects.filter(pk=file.pk).update(step=step)

    with drafts.making() as folder:
        draft, source = drafts.write(
            folder,
            STORAGE.path_of(file.sha256),
            name=file.name,
            source=None if file.is_guessed else file.source,
            watch=watch,
        )
        watch("comparing")
        standing = comparing.same_as(draft, folder, source)
        revisions = comparing.revisions_of(draft, folder, source, standing)
        with STORAGE.writing_lines(file, STORAGE.PLAN) as write:
            for change in comparing.changes_of(revisions):
                told = comparing.told_change(change)
                write({"outcome": change.kind.value, **told})
        drafts.let_wait(folder, file.pk)
    file.source = source
    file.summary = {
        "draft": draft.to_json(),
        "comparison": comparing.told_together(revisions),
        "in_use": _in_use(source, draft),
        "same_as": standing.reference if standing else "",
    }
    file.planned_at, file.step = timezone.now(), ""
    file.save(update_fields=["source", "summary", "planned_at", "step"])


def draft_of(file: SeriesFile) -> Draft:
    return Draft(**file.summary["draft"])


def _in_use(source: Source, draft: Draft) -> dict[str, str]:
    """Return what a draft was compared with: references of vintages by series."""
    found = comparing.in_use(source, draft.codes)
    return {code: vintage.reference for code, vintage in found.items()}


def fingerprint_of(file: SeriesFile) -> str:
    """Return what tells a preview from one of something else."""
    said = [
        draft_of(file).content_hash,
        file.edition,
        file.retrieved_on.isoformat(),
        file.summary["in_use"],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def confirm(
    file: SeriesFile,
    fingerprint: str,
    *,
    by: Actor,
    on: date,
    checkpoint: Checkpoint = unwatched,
) -> SeriesFile:
    """Make a vintage of what the preview shows; agreeing twice changes nothing.

    Raises `Gone` if the file, what was said of it, a correction, or the vintages it was
    compared with are no longer those of the preview; `Refused` where a guard stops it.
    """
    assert isinstance(by.person, Person)  # noqa: S101 - the door let nobody else in
    keeping.wait_for_others()
    current = (
        SeriesFile.objects.select_for_update(of=("self",))
        .select_related("source")
        .get(pk=file.pk)
    )
    if current.done_at:
        return current
    source = current.source
    if source is None or not current.planned_at:
        raise Gone
    draft, folder = draft_of(current), drafts.pending(current.pk)
    rules = corrections.rules_of(corrections.of(source, draft.codes))
    if (
        fingerprint != fingerprint_of(current)
        or current.summary["in_use"] != _in_use(source, draft)
        or rules != draft.rules
        or not folder.is_dir()
    ):
        raise Gone
    origin = Origin(source, current.edition, current.retrieved_on)
    kept = keeping.keep(draft, folder, origin, by=by, on=on, checkpoint=checkpoint)
    now = timezone.now()
    current.confirmed_at = current.done_at = now
    current.confirmed_by, current.vintage = by.person, kept.vintage
    current.summary |= {"is_new": kept.is_new}
    current.save()
    after = {"vintage": kept.vintage.reference, "is_new": kept.is_new}
    history.record(current, "imported", by=by, on=on, after=after)
    transaction.on_commit(lambda: _clear(current))
    return current


def _clear(file: SeriesFile) -> None:
    """Remove what a file that is done needs no longer."""
    drafts.forget(file.pk)
    forget(file.sha256)


@job("plan-series")
def plan_job(file: int) -> None:
    found = SeriesFile.objects.select_related("source").get(pk=file)
    if found.planned_at or found.refusal or found.done_at:
        return
    try:
        work_out(found)
    except Refused as refused:
        found.refusal = {"template": refused.template, "values": refused.values}
        found.step = ""
        found.save(update_fields=["refusal", "step"])
        forget(found.sha256)


@job("forget-series-drafts", cron="45 3 * * *")
def forget_old_drafts(timestamp: int) -> None:
    """Free the room of files that nobody agreed to for a month, and say so."""
    since = datetime.fromtimestamp(timestamp, UTC) - PATIENCE
    waiting = SeriesFile.objects.filter(done_at=None, refusal={}, created_at__lt=since)
    for file in waiting:
        with transaction.atomic():
            current = SeriesFile.objects.select_for_update().get(pk=file.pk)
            if current.done_at:
                continue
            current.refusal = {"template": FORGOTTEN, "values": {"days": PATIENCE.days}}
            current.save(update_fields=["refusal"])
        drafts.forget(current.pk)
        forget(current.sha256)
