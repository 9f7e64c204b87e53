"""Import a spreadsheet of actions into drafts of partners."""

from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser
from django.utils import timezone

from accord.actions.iati.importing import Origin
from accord.actions.management.partners import partner_of
from accord.actions.sheets import importing
from accord.actions.sheets.fields import VOCABULARY
from accord.actions.sheets.sheet import WHAT, Sheet, check_columns, scope_of
from accord.base.actor import Actor
from accord.base.imports import mapped
from accord.base.imports.commands import (
    ImportCommand,
    Progress,
    read_only,
    refusing,
)
from accord.base.imports.reporting import Report
from accord.base.imports.storage import sha256_of


class Command(ImportCommand):
    help = "Import a spreadsheet of actions, CSV or XLSX, into drafts of partners."
    afterwards = "New actions are drafts; publish them on the site."

    def add_file(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a CSV or XLSX file")
        parser.add_argument(
            "--for",
            dest="partner",
            default="",
            metavar="PARTNER",
            help="the partner who leads the actions: its address, such as sample;"
            " without it a column of the file names the lead of each",
        )
        parser.add_argument(
            "--mapping",
            default="",
            metavar="NAME|FILE.json",
            help="which column is what: a mapping saved on the site, or a JSON file",
        )

    def told(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"partner": options["partner"], **super().told(options)}

    def report(self, source: BinaryIO, path: Path, options: dict[str, Any]) -> Report:
        today = timezone.localdate()
        partner = partner_of(options["partner"]) if options["partner"] else None
        with refusing(path):
            sheet = Sheet(source, path.name)
            columns = sheet.columns
            if options["mapping"]:
                owner = partner.reference if partner else mapped.SECRETARIAT
                kept = mapped.from_operator(options["mapping"], owner, WHAT, VOCABULARY)
                columns = mapped.with_saved(kept, sheet.table, columns)
            check_columns(columns)
            scope = scope_of(
                partner, columns, on=today, is_bound=False, is_own=bool(sheet.own)
            )
            progress = Progress("rows")
            if options["preview"]:
                with read_only():
                    plan = sheet.plan(columns, scope, {})
                    return importing.preview(plan, watcher=progress)
            source.seek(0)
            origin = Origin(path.name, sha256_of(source), by="operator command")
            return importing.carry_out(
                lambda actions: sheet.plan(columns, scope, {}, actions=actions),
                origin,
                by=Actor.anonymous(),
                on=today,
                watcher=progress,
            )
