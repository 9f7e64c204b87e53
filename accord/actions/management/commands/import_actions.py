"""Import a spreadsheet of actions into drafts of partners."""

import difflib
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser
from django.utils import timezone

from accord.actions.iati.importing import Origin
from accord.actions.sheets import importing
from accord.actions.sheets.fields import VOCABULARY
from accord.actions.sheets.sheet import WHAT, Sheet, check_columns, scope_of
from accord.base.actor import Actor
from accord.base.imports import mapped
from accord.base.imports.commands import (
    ImportCommand,
    Progress,
    Refused,
    read_only,
    refusing,
)
from accord.base.imports.reporting import Report
from accord.base.imports.storage import sha256_of
from accord.partners.models import Partner


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


def partner_of(slug: str) -> Partner:
    partner = Partner.objects.filter(slug=slug).first()
    if partner is None:
        near = difflib.get_close_matches(
            slug, Partner.objects.values_list("slug", flat=True), n=3, cutoff=0.5
        )
        hint = f" Near: {', '.join(near)}." if near else ""
        raise Refused("--for", f"There is no partner with the address {slug!r}.{hint}")
    if not partner.is_partner_on(timezone.localdate()):
        sentence = f"{partner} is no partner of the coalition today."
        raise Refused("--for", sentence)
    return partner
