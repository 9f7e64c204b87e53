"""Everything that changes what official series say here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.dispatch import Signal

from accord.base import history
from accord.base.actor import Actor
from accord.base.imports.tables import Refused
from accord.observatory import signals
from accord.observatory.models import Source, Vintage
from accord.observatory.vintages import drafts, figures, keeping
from accord.observatory.vintages.corrections import Tripped, decide, retire
from accord.observatory.vintages.drafts import Draft
from accord.observatory.vintages.keeping import Checkpoint, Kept, Origin, unwatched
from tally.series import Limits

__all__ = [
    "Refused",
    "Tripped",
    "decide",
    "import_file",
    "import_reported",
    "retire",
    "set_aside",
    "take_back",
]

Reported = Callable[[Draft, Path, Source], None]


def import_file(
    path: Path,
    *,
    source: Source | None = None,
    edition: str = "",
    retrieved_on: date | None = None,
    by: Actor,
    on: date,
) -> Vintage:
    """Make a vintage of a file of a source, or return the one that holds the same.

    Without a source, the file must tell. Raises `Refused`, and leaves nothing, where
    the file cannot be read, no value of it be stored, or a correction's guard trips.
    """
    return import_reported(
        path, source=source, edition=edition, retrieved_on=retrieved_on, by=by, on=on
    ).vintage


def import_reported(  # noqa: PLR0913 (each is said by who imports)
    path: Path,
    *,
    source: Source | None = None,
    edition: str = "",
    retrieved_on: date | None = None,
    by: Actor,
    on: date,
    limits: Limits | None = None,
    watch: drafts.Watch | None = None,
    report: Reported | None = None,
    checkpoint: Checkpoint = unwatched,
) -> Kept:
    """Do what `import_file` does, and tell `report` of the draft before it is kept.

    Whatever `report` raises ends the import; nothing is left then.
    """
    with drafts.making() as folder:
        draft, source = drafts.write(
            folder, path, name=path.name, source=source, limits=limits, watch=watch
        )
        if report is not None:
            report(draft, folder, source)
        origin = Origin(source, edition, retrieved_on or on)
        return keeping.keep(draft, folder, origin, by=by, on=on, checkpoint=checkpoint)


@transaction.atomic
def set_aside(vintage: Vintage, reason: str, *, by: Actor, on: date) -> Vintage:
    """Let a vintage count no longer; the one before it of each series counts again.

    Its page and files stay. Setting aside twice changes nothing.
    """
    keeping.wait_for_others()
    current = Vintage.objects.select_for_update().get(pk=vintage.pk)
    if current.set_aside_on:
        return current
    current.set_aside_on, current.set_aside_reason = on, reason
    current.save(update_fields=["set_aside_on", "set_aside_reason"])
    after = {"set_aside_on": on, "reason": reason}
    history.record(current, "set-aside", by=by, on=on, after=after)
    _announce(signals.vintage_set_aside, current, by)
    return current


@transaction.atomic
def take_back(vintage: Vintage, *, by: Actor, on: date) -> Vintage:
    """Let a vintage that was set aside count again; doing it twice changes nothing."""
    keeping.wait_for_others()
    current = Vintage.objects.select_for_update().get(pk=vintage.pk)
    if not current.set_aside_on:
        return current
    before = {
        "set_aside_on": current.set_aside_on,
        "reason": current.set_aside_reason,
    }
    current.set_aside_on, current.set_aside_reason = None, ""
    current.save(update_fields=["set_aside_on", "set_aside_reason"])
    history.record(current, "taken-back", by=by, on=on, before=before)
    _announce(signals.vintage_taken_back, current, by)
    return current


def _announce(signal: Signal, vintage: Vintage, by: Actor) -> None:
    figures.follow()
    transaction.on_commit(lambda: signal.send(sender=Vintage, vintage=vintage, by=by))
