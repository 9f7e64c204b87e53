"""Sent sheets of actions: what each step is for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accord.actions.iati import access
from accord.actions.iati.importing import Origin
from accord.actions.models import ImportFile
from accord.actions.sheets import importing
from accord.actions.sheets.fields import VOCABULARY
from accord.actions.sheets.leads import Scope
from accord.actions.sheets.planning import Planned
from accord.actions.sheets.sheet import WHAT, Sheet, check_columns, fits, scope_of
from accord.base.actor import Actor
from accord.base.imports import mapped
from accord.base.imports.intake import Checkpoint, Intake, Watcher
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.reporting import Report
from accord.base.imports.storage import Line, Storage
from accord.base.jobs import job


class ActionsIntake(Intake):
    what = WHAT
    vocabulary = VOCABULARY
    model = ImportFile
    storage = Storage(ImportFile, "imports", ".sheet")

    def fits(self, key: str, values: Sequence[str]) -> float:
        return fits(key, values)

    def open(self, source: Any, name: str) -> Sheet:
        return Sheet(source, name)

    def check(
        self, file: ImportFile, sheet: Sheet, columns: ColumnMap, *, on: date
    ) -> None:
        check_columns(columns)
        self.scope(file, sheet, columns, on)

    def scope(
        self, file: ImportFile, sheet: Sheet, columns: ColumnMap, on: date
    ) -> Scope:
        return scope_of(
            file.partner,
            columns,
            on=on,
            is_bound=not file.is_from_office,
            is_own=bool(sheet.own),
        )

    def preview(
        self,
        file: ImportFile,
        sheet: Sheet,
        columns: ColumnMap,
        watcher: Watcher,
        *,
        on: date,
    ) -> Report:
        scope = self.scope(file, sheet, columns, on)
        plan = sheet.plan(columns, scope, file.mends)
        return importing.preview(plan, watcher=watcher)

    def import_(
        self,
        file: ImportFile,
        sheet: Sheet,
        columns: ColumnMap,
        watcher: Watcher,
        *,
        by: Actor,
        on: date,
        checkpoint: Checkpoint,
    ) -> Report:
        scope = self.scope(file, sheet, columns, on)
        return importing.carry_out(
            lambda actions: sheet.plan(columns, scope, file.mends, actions=actions),
            Origin(file.name, file.sha256),
            by=by,
            on=on,
            watcher=watcher,
            checkpoint=checkpoint,
        )

    def line_of(self, planned: Planned) -> Line:
        lead, action = planned.lead, planned.action
        return {
            "outcome": planned.outcome.value,
            "row": planned.row,
            "title": planned.title or (action.title.original if action else ""),
            "language": planned.language,
            "lead": lead.reference if lead else "",
            "facts": planned.mapped,
            "changes": list(planned.changes),
            "remarks": [each.to_json() for each in planned.remarks],
            "refusal": planned.refusal.to_json() if planned.refusal else None,
            "decision": "",
            "faults": [each.to_json() for each in planned.faults],
            "action": action.reference if action else "",
            "key": planned.key,
        }

    def defer(self, file: ImportFile) -> None:
        step_job.defer(file=file.pk)

    def owner_of(self, file: ImportFile) -> str:
        if file.is_from_office or file.partner is None:
            return mapped.SECRETARIAT
        return file.partner.reference

    def may_import(self, file: ImportFile, by: Actor, on: date) -> bool:
        return access.may_import_file(by, file, on)

    def actor_of(self, file: ImportFile) -> Actor:
        mandate = file.mandate
        partner = mandate.partner if mandate else None
        return Actor(file.confirmed_by, partner, mandate)


INTAKE = ActionsIntake()


@job("step-of-a-sheet-of-actions")
def step_job(file: int) -> None:
    INTAKE.step_of_job(file)
