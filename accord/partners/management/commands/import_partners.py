"""Import a spreadsheet of organizations: profiles of partners, and prospects."""

from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser
from django.utils import timezone

from accord.base.actor import Actor
from accord.base.imports import mapped
from accord.base.imports.commands import (
    ImportCommand,
    Progress,
    read_only,
    refusing,
)
from accord.base.imports.mapping import ColumnMap
from accord.base.imports.reporting import Report
from accord.base.imports.storage import sha256_of
from accord.partners.sheets import importing
from accord.partners.sheets.fields import VOCABULARY
from accord.partners.sheets.importing import Origin
from accord.partners.sheets.sheet import WHAT, Sheet, check_columns


class Command(ImportCommand):
    help = "Import a spreadsheet of organizations, CSV or XLSX."
    afterwards = "New organizations are prospects, which only the secretariat sees."

    def add_file(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a CSV or XLSX file")
        parser.add_argument(
            "--mapping",
            default="",
            metavar="NAME|FILE.json",
            help="which column is what: a mapping saved on the site, or a JSON file",
        )

    def report(self, source: BinaryIO, path: Path, options: dict[str, Any]) -> Report:
        today = timezone.localdate()
        with refusing(path):
            sheet = Sheet(source, path.name)
            columns = _columns(sheet, options["mapping"])
            check_columns(columns)
            progress = Progress("rows")
            if options["preview"]:
                with read_only():
                    plan = sheet.plan(columns, {}, on=today)
                    return importing.preview(plan, watcher=progress)
            source.seek(0)
            origin = Origin(path.name, sha256_of(source), by="operator command")
            return importing.carry_out(
                lambda: sheet.plan(columns, {}, on=today),
                origin,
                by=Actor.anonymous(),
                on=today,
                watcher=progress,
            )


def _columns(sheet: Sheet, mapping: str) -> ColumnMap:
    if not mapping:
        return sheet.columns
    kept = mapped.from_operator(mapping, mapped.SECRETARIAT, WHAT, VOCABULARY)
    return mapped.with_saved(kept, sheet.table, sheet.columns)
