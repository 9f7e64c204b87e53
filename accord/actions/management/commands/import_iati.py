"""Import an IATI activity file into drafts of a partner."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser
from django.utils import timezone

from accord.actions.iati import importing
from accord.actions.iati.reporting import Report
from accord.actions.management.partners import partner_of
from accord.base.actor import Actor
from accord.base.imports.commands import (
    ImportCommand,
    Progress,
    Refused,
    read_only,
)
from accord.base.imports.storage import sha256_of
from tally.iati import FileRefused


class Command(ImportCommand):
    help = "Import an IATI activity file into drafts of a partner."
    afterwards = "New activities are drafts; publish them on the site."
    empty_report = Report

    def add_file(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="an IATI activity file, 2.0x")
        parser.add_argument(
            "--for",
            dest="partner",
            required=True,
            metavar="PARTNER",
            help="the partner who leads the actions: its address, such as sample",
        )

    def told(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"partner": options["partner"], **super().told(options)}

    def report(self, source: BinaryIO, path: Path, options: dict[str, Any]) -> Report:
        today, progress = timezone.localdate(), Progress("activities")
        partner = partner_of(options["partner"])
        with refusing(path):
            if options["preview"]:
                with read_only():
                    return importing.preview(
                        source, partner, on=today, watcher=progress
                    )
            origin = importing.Origin(
                path.name, sha256_of(source), by="operator command"
            )
            source.seek(0)
            return importing.carry_out(
                source,
                partner,
                origin,
                by=Actor.anonymous(),
                on=today,
                watcher=progress,
            )


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what is wrong with the file into the refusal of the command."""
    try:
        yield
    except FileRefused as refusal:
        where = f"{path.name}, line {refusal.line}" if refusal.line else path.name
        raise Refused(where, str(refusal)) from refusal
    except OSError as error:
        sentence = f"{path} cannot be read ({error.strerror or error}); check the file."
        raise Refused(str(path), sentence) from error
