"""What happens to a sent sheet: kept, mapped, worked out, mended, agreed to, done."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accord.base import history
from accord.base.actor import Actor
from accord.base.imports import mapped, mapping
from accord.base.imports.fields import Vocabulary
from accord.base.imports.mapped import Own
from accord.base.imports.mapping import ColumnMap, Fits
from accord.base.imports.reporting import Report
from accord.base.imports.storage import Line, Storage
from accord.base.imports.tables import Refused, Table

# Up to here a request works a sheet out itself, beyond a job does.
IN_REQUEST_BYTES = 512 * 1024
# Workbooks are packed about so much.
PACKED = 5
MOST_COLUMNS = 200

NOT_ANY_LONGER = gettext_noop(
    "Whoever agreed to the import may not import any longer. Nothing was imported; send"
    " the file again."
)

Checkpoint = Callable[[str], None]
Watcher = Callable[[list[Any]], None]


class Gone(Exception):
    """The bytes, or what was said of them, are no longer those of the preview."""


class Sheet(Protocol):
    """A file that was read, with its columns; `own` if it left here."""

    table: Table
    columns: ColumnMap
    own: Own | None


def unwatched(_name: str) -> None:
    """The checkpoint of everyday life."""


class Intake(ABC):
    """The sheets of one kind of record. Each app says what its rows become."""

    what: str
    storage: Storage
    model: Any
    vocabulary: Vocabulary
    fits: Fits

    # -- what each app says ------------------------------------------------------------

    @abstractmethod
    def open(self, source: Any, name: str) -> Any:
        """Read a file; raises `Refused`."""

    @abstractmethod
    def check(self, file: Any, sheet: Any, columns: ColumnMap, *, on: date) -> None:
        """Raise `Refused` where the columns cannot make records."""

    @abstractmethod
    def preview(
        self, file: Any, sheet: Any, columns: ColumnMap, watcher: Watcher, *, on: date
    ) -> Report:
        """Say what an import would do."""

    @abstractmethod
    def import_(
        self,
        file: Any,
        sheet: Any,
        columns: ColumnMap,
        watcher: Watcher,
        *,
        by: Actor,
        on: date,
        checkpoint: Checkpoint,
    ) -> Report:
        """Do it, in the transaction that is open."""

    @abstractmethod
    def line_of(self, planned: Any) -> Line:
        """Return what a page shows of one row, fit to be kept."""

    @abstractmethod
    def defer(self, file: Any) -> None:
        """Leave the next step to a job."""

    @abstractmethod
    def owner_of(self, file: Any) -> str:
        """Return whose mappings are offered."""

    @abstractmethod
    def actor_of(self, file: Any) -> Actor:
        """Return who agreed to it."""

    @abstractmethod
    def may_import(self, file: Any, by: Actor, on: date) -> bool:
        """Say whether `by` may import a file that was sent."""

    # -- the way of a file -------------------------------------------------------------

    def receive(
        self,
        name: str,
        chunks: Iterable[bytes],
        *,
        size: int,
        by: Actor,
        on: date,
        told: Mapping[str, Any],
        **fields: Any,
    ) -> Any:
        """Keep a sent file and look at its columns, or leave that to a job.

        A broken file raises `Refused` and leaves nothing; where a job looks at it, the
        row keeps the reason.
        """
        sha256 = self.storage.keep(chunks)
        try:
            with transaction.atomic():
                file = self.model.objects.create(
                    name=PurePath(name).name[:255],
                    sha256=sha256,
                    size=size,
                    created_at=timezone.now(),
                    **fields,
                )
                after = {"file": file.name, "sha256": sha256, **told}
                history.record(file, "sent", by=by, on=on, after=after)
                self._go_on(file, on=on)
        except Refused:
            self.storage.forget(sha256)
            raise
        return file

    def _go_on(self, file: Any, *, on: date) -> None:
        if self.is_small(file):
            self.next_step(file, on=on)
        else:
            self.defer(file)

    def is_small(self, file: Any) -> bool:
        packed = PACKED if file.name.lower().endswith(".xlsx") else 1
        return bool(file.size * packed <= IN_REQUEST_BYTES)

    def next_step(self, file: Any, *, on: date) -> None:
        """Take the step that is due: look at the columns, work out, or import."""
        if file.refusal or file.done_at:
            return
        if file.confirmed_at:
            self.carry_out(file, on=on)
        elif not file.mapping:
            self.look(file, on=on)
        elif file.mapping["is_agreed"] and not file.planned_at:
            self.work_out(file, on=on)

    def step_of_job(self, number: int) -> None:
        """Take the next step of a file in a job, where nobody reads a refusal."""
        file = self.model.objects.get(pk=number)
        today = timezone.localdate()
        try:
            if file.confirmed_at and not file.done_at:
                self._check_still(file, today)
            self.next_step(file, on=today)
        except Refused as refused:
            self.refuse(file, refused)

    def _check_still(self, file: Any, on: date) -> None:
        """Refuse what somebody agreed to who has lost the right to it meanwhile."""
        by = self.actor_of(file)
        if not file.confirmed_by.is_active or not self.may_import(file, by, on):
            raise Refused(NOT_ANY_LONGER)

    def refuse(self, file: Any, refused: Refused) -> None:
        """Keep why a file is broken, and not the file."""
        file.refusal = {"template": refused.template, "values": refused.values}
        file.save(update_fields=["refusal"])
        self.storage.forget(file.sha256)

    def look(self, file: Any, *, on: date, header_row: int | None = None) -> None:
        """Propose what the columns are. Our own files need nobody's opinion."""
        with self.opened(file) as sheet:
            columns = sheet.columns
            if header_row:
                columns = mapped.proposed(
                    sheet.table, self.vocabulary, self.fits, header_row=header_row
                )
            saved = mapped.saved_for(self.owner_of(file), self.what, columns)
            if saved and not sheet.own and not header_row:
                columns = mapped.with_saved(
                    {**saved.content, "header_row": columns.header_row},
                    sheet.table,
                    columns,
                )
            header = mapping.header_in(sheet.table, columns.header_row)
            file.mapping = {
                **columns.to_json(),
                "is_agreed": bool(sheet.own),
                "is_own": bool(sheet.own),
                "saved": saved.name if saved and not sheet.own else "",
                "samples": {
                    str(each.position): mapping.samples(
                        sheet.table, header, each.position
                    )
                    for each in columns.columns[:MOST_COLUMNS]
                },
            }
            file.save(update_fields=["mapping"])
            if sheet.own:
                self._work_out(file, sheet, on=on)

    def agree_on(self, file: Any, columns: ColumnMap, *, on: date) -> None:
        """Take the columns as a person says they are, and work out what follows."""
        seen = fingerprint_of(file)
        file.mapping = {**file.mapping, **columns.to_json(), "is_agreed": True}
        self._plan_again(file, seen, on=on)

    def mend(
        self, file: Any, cells: Mapping[tuple[int, str], str], *, on: date
    ) -> None:
        """Take cells as a person mended them, by row and position, and look again.

        Raises `Gone` if somebody else mended others, or agreed, at the same time.
        """
        seen = fingerprint_of(file)
        mends = {row: dict(each) for row, each in file.mends.items()}
        for (row, position), text in cells.items():
            mends.setdefault(str(row), {})[position] = text
        file.mends = mends
        self._plan_again(file, seen, on=on)

    @transaction.atomic
    def _plan_again(self, file: Any, seen: str, *, on: date) -> None:
        current = self.model.objects.select_for_update().get(pk=file.pk)
        if current.confirmed_at or fingerprint_of(current) != seen:
            raise Gone
        file.planned_at = None
        file.save(update_fields=["mapping", "mends", "planned_at"])
        self._go_on(file, on=on)

    def work_out(self, file: Any, *, on: date) -> None:
        """Write down, row by row, what importing the file would do."""
        with self.opened(file) as sheet:
            self._work_out(file, sheet, on=on)

    def _work_out(self, file: Any, sheet: Any, *, on: date) -> None:
        columns = ColumnMap.from_json(file.mapping)
        self.check(file, sheet, columns, on=on)
        with self.storage.writing_lines(file, self.storage.PLAN) as write:
            report = self.preview(file, sheet, columns, self._watcher(write), on=on)
        file.summary, file.planned_at = report.summary(), timezone.now()
        file.save(update_fields=["summary", "planned_at"])

    @contextmanager
    def opened(self, file: Any) -> Any:
        try:
            with self.storage.path_of(file.sha256).open("rb") as source:
                yield self.open(source, file.name)
        except FileNotFoundError as error:
            raise Gone from error

    def _watcher(self, write: Callable[[Line], None]) -> Watcher:
        def watch(batch: list[Any]) -> None:
            for each in batch:
                write(self.line_of(each))

        return watch

    @transaction.atomic
    def confirm(self, file: Any, fingerprint: str, *, by: Actor, on: date) -> Any:
        """Agree to what the preview says; agreeing twice changes nothing.

        Raises `Gone` if the preview was of other bytes, or of other columns and cells,
        than those that would be imported.
        """
        current = self.model.objects.select_for_update().get(pk=file.pk)
        if current.confirmed_at:
            return current
        is_whole = current.planned_at and self.storage.is_whole(current.sha256)
        if fingerprint != fingerprint_of(current) or not is_whole:
            raise Gone
        current.confirmed_at = timezone.now()
        current.confirmed_by, current.mandate = by.person, by.mandate
        current.save(update_fields=["confirmed_at", "confirmed_by", "mandate"])
        self._go_on(current, on=on)
        return current

    @transaction.atomic
    def carry_out(
        self, file: Any, *, on: date, checkpoint: Checkpoint = unwatched
    ) -> None:
        """Import a file that was agreed to; all of it, once."""
        current = self.model.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if current.done_at:
            return
        by = self.actor_of(current)
        with (
            self.opened(current) as sheet,
            self.storage.writing_lines(current, self.storage.OUTCOME) as write,
        ):
            report = self.import_(
                current,
                sheet,
                ColumnMap.from_json(current.mapping),
                self._watcher(write),
                by=by,
                on=on,
                checkpoint=checkpoint,
            )
        current.summary, current.done_at = report.summary(), timezone.now()
        current.save(update_fields=["summary", "done_at"])
        told = {
            key: value for key, value in current.summary.items() if key != "notices"
        }
        history.record(current, "imported", by=by, on=on, after=told)


def fingerprint_of(file: Any) -> str:
    """Return what tells a preview from one of other columns or other mended cells."""
    said = [
        file.sha256,
        file.mapping.get("columns"),
        file.mapping.get("options"),
        file.mends,
    ]
    words = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
