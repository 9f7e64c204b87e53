"""A draft becomes a vintage: a row, its history and a folder, together or not at all.

Stopping at any of `KILL_POINTS` leaves no vintage or a whole one; tests stop there
through the `checkpoint` they hand in.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accord.base import history
from accord.base.actor import Actor
from accord.base.imports.tables import Refused
from accord.base.references import next_reference
from accord.observatory import signals, store
from accord.observatory.models import SeriesFile, Source, Vintage, VintageSeries
from accord.observatory.vintages import comparing, drafts, figures
from accord.observatory.vintages.corrections import Tripped
from accord.observatory.vintages.drafts import Draft

KILL_POINTS = (
    "before-first-write",
    "after-rows",
    "after-history",
    "before-rename",
    "after-rename",
    "after-commit",
)
# One import becomes a vintage at a time: two may be of the same file.
_LOCK = 0x56494E54
KEPT_REFUSALS = 1_000
# Sent files whose drafts a killed import may have left.
_DONE_LATELY = 20

Checkpoint = Callable[[str], None]


def unwatched(_name: str) -> None:
    """The checkpoint of everyday life."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a person, or an operator, says of a file."""

    source: Source
    edition: str
    retrieved_on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """The vintage of a draft, and whether it became one now."""

    vintage: Vintage
    is_new: bool


def check(draft: Draft) -> None:
    """Raise `Refused` where a draft cannot become a vintage."""
    if draft.tripped:
        raise Tripped(draft.tripped)
    if not draft.stored:
        raise Refused(
            gettext_noop(
                "Of {read} values in the file none could be stored; the reasons stand"
                " beside the rows. Mend the file or choose another."
            ),
            {"read": draft.read},
        )


@transaction.atomic
def keep(
    draft: Draft,
    folder: Path,
    origin: Origin,
    *,
    by: Actor,
    on: date,
    checkpoint: Checkpoint = unwatched,
) -> Kept:
    """Make a vintage of a draft, or return the one that holds the same already.

    Raises `Refused` where a guard trips, nothing was stored, or the vintage that holds
    the same was set aside.
    """
    check(draft)
    wait_for_others()
    standing = comparing.same_as(draft, folder, origin.source)
    if standing is not None:
        return Kept(_again(standing, folder), is_new=False)
    _tidy()
    checkpoint("before-first-write")
    vintage = _rows(draft, origin, on)
    checkpoint("after-rows")
    history.record(vintage, "imported", by=by, on=on, after=_told(vintage))
    checkpoint("after-history")
    _write_summary(folder, vintage, draft)
    checkpoint("before-rename")
    drafts.reveal(folder, vintage.content_hash, owner=_database())
    checkpoint("after-rename")
    figures.follow()
    comparing.compare_job.defer(vintage=vintage.pk)

    def announce() -> None:
        checkpoint("after-commit")
        drafts.settle(vintage.content_hash)
        signals.vintage_imported.send(sender=Vintage, vintage=vintage, by=by)

    transaction.on_commit(announce)
    return Kept(vintage, is_new=True)


def wait_for_others() -> None:
    """Take the lock of vintages; it is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _again(vintage: Vintage, folder: Path) -> Vintage:
    if vintage.set_aside_on:
        raise Refused(
            gettext_noop(
                "The file holds what {reference} holds, which was set aside on {day}:"
                " “{reason}”. Take {reference} back into use on its page instead."
            ),
            {
                "reference": vintage.reference,
                "day": vintage.set_aside_on.isoformat(),
                "reason": vintage.set_aside_reason,
            },
        )
    if not store.observations_of(vintage.content_hash).exists():
        # Its files were lost, as where the database alone was restored.
        drafts.reveal(folder, vintage.content_hash, owner=_database())
        drafts.settle(vintage.content_hash)
    return vintage


def _tidy() -> None:
    """Remove what killed imports left, of this database and of nobody else."""
    drafts.tidy()
    for content_hash in drafts.unsettled(_database()):
        if Vintage.objects.filter(content_hash=content_hash).exists():
            drafts.settle(content_hash)
        else:
            drafts.give_up(content_hash)
    done = SeriesFile.objects.exclude(done_at=None).order_by("-pk")
    for number in done.values_list("pk", flat=True)[:_DONE_LATELY]:
        drafts.forget(number)


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _rows(draft: Draft, origin: Origin, on: date) -> Vintage:
    vintage = Vintage.objects.create(
        reference=next_reference("VIN", on.year),
        source=origin.source,
        layout=draft.layout,
        edition=origin.edition,
        file_name=draft.file_name,
        sha256=draft.sha256,
        content_hash=draft.content_hash,
        tidy_sha256=draft.tidy_sha256,
        size=draft.size,
        read=draft.read,
        stored=draft.stored,
        refused=draft.refused,
        refusals=list(draft.refusals)[:KEPT_REFUSALS],
        notes=list(draft.notes),
        corrections=list(draft.corrections),
        licence=origin.source.licence,
        retrieved_on=origin.retrieved_on,
        imported_at=timezone.now(),
    )
    VintageSeries.objects.bulk_create(
        VintageSeries(
            vintage=vintage,
            code=each["code"],
            name=each["name"],
            values_count=each["rows"],
            first=each["first"],
            last=each["last"],
        )
        for each in draft.series
    )
    return vintage


def _told(vintage: Vintage) -> dict[str, Any]:
    """Return what history keeps of a new vintage."""
    return {
        "source": vintage.source.code,
        "file": vintage.file_name,
        "sha256": vintage.sha256,
        "content": vintage.content_hash,
        "tidy": vintage.tidy_sha256,
        "edition": vintage.edition,
        "retrieved_on": vintage.retrieved_on,
        "read": vintage.read,
        "stored": vintage.stored,
        "refused": vintage.refused,
        "corrections": [each["code"] for each in vintage.corrections],
    }


def _write_summary(folder: Path, vintage: Vintage, draft: Draft) -> None:
    """Write beside the files what the row says, so that they can do without it."""
    told = {
        "reference": vintage.reference,
        "licence": vintage.licence,
        "attribution": vintage.source.attributions,
        "imported_at": vintage.imported_at,
        **_told(vintage),
        "layout": vintage.layout,
        "series": list(draft.series),
        "corrections": vintage.corrections,
    }
    text = json.dumps(told, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    (folder / drafts.SUMMARY).write_text(text + "\n", "utf-8", newline="\n")
