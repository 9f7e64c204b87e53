"""Sent sheets of organizations: what each step is for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accord.base.actor import Actor
from accord.base.imports import mapped
from accord.base.imports.intake import Checkpoint, Intake, Watcher
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.reporting import Report
from accord.base.imports.storage import Line, Storage
from accord.base.jobs import job
from accord.partners import access
from accord.partners.models import PartnerFile
from accord.partners.sheets import importing
from accord.partners.sheets.fields import VOCABULARY
from accord.partners.sheets.importing import Origin
from accord.partners.sheets.planning import Planned
from accord.partners.sheets.sheet import WHAT, Sheet, check_columns, fits


class PartnersIntake(Intake):
    what = WHAT
    vocabulary = VOCABULARY
    model = PartnerFile
    storage = Storage(PartnerFile, "imports/partners", ".sheet")

    def fits(self, key: str, values: Sequence[str]) -> float:
        return fits(key, values)

    def open(self, source: Any, name: str) -> Sheet:
        return Sheet(source, name)

    def check(
        self, file: PartnerFile, sheet: Sheet, columns: ColumnMap, *, on: date
    ) -> None:
        check_columns(columns)

    def preview(
        self,
        file: PartnerFile,
        sheet: Sheet,
        columns: ColumnMap,
        watcher: Watcher,
        *,
        on: date,
    ) -> Report:
        plan = sheet.plan(columns, file.mends, on=on)
        return importing.preview(plan, watcher=watcher)

    def import_(
        self,
        file: PartnerFile,
        sheet: Sheet,
        columns: ColumnMap,
        watcher: Watcher,
        *,
        by: Actor,
        on: date,
        checkpoint: Checkpoint,
    ) -> Report:
        return importing.carry_out(
            lambda: sheet.plan(columns, file.mends, on=on),
            Origin(file.name, file.sha256),
            by=by,
            on=on,
            watcher=watcher,
            checkpoint=checkpoint,
        )

    def line_of(self, planned: Planned) -> Line:
        told, like = planned.told, planned.like
        return {
            "outcome": planned.outcome.value,
            "row": planned.row,
            "title": planned.name,
            "language": told.language if told else "",
            "facts": {
                "country": told.country,
                "category": told.category,
                "website": told.website,
                "numbers": [list(each) for each in told.numbers],
            }
            if told
            else {},
            "changes": list(planned.changes),
            "like": {
                "reference": like.known.reference,
                "name": like.known.name,
                "row": like.known.row,
                "is_sure": like.is_sure,
                "template": like.template,
                "values": like.values,
            }
            if like
            else None,
            "decision": planned.decision,
            "partner": planned.partner.reference if planned.partner else "",
            "remarks": [each.to_json() for each in planned.remarks],
            "refusal": planned.refusal.to_json() if planned.refusal else None,
            "faults": [each.to_json() for each in planned.faults],
        }

    def defer(self, file: PartnerFile) -> None:
        step_job.defer(file=file.pk)

    def owner_of(self, file: PartnerFile) -> str:
        return mapped.SECRETARIAT

    def may_import(self, _file: PartnerFile, by: Actor, on: date) -> bool:
        return access.may_see_prospects(by, on)

    def actor_of(self, file: PartnerFile) -> Actor:
        mandate = file.mandate
        return Actor(file.confirmed_by, mandate.partner if mandate else None, mandate)


INTAKE = PartnersIntake()


@job("step-of-a-sheet-of-partners")
def step_job(file: int) -> None:
    INTAKE.step_of_job(file)
