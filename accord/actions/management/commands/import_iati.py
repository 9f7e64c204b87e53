"""Import an IATI activity file into drafts of a partner."""

import difflib
import json
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from accord.actions.iati import importing
from accord.actions.iati.planning import Planned
from accord.actions.iati.reporting import Report
from accord.base.actor import Actor
from accord.partners.models import Partner
from tally.iati import FileRefused

REFUSED = 2
SILENT_SECONDS = 2


class Refused(Exception):
    """The file, or the request, is refused as a whole. Says where and why."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(reason)
        self.where = where


class Progress:
    """Tells on standard error how far it is, once it takes longer than a moment."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()
        self._read = 0

    def __call__(self, batch: list[Planned]) -> None:
        self._read += len(batch)
        now = time.monotonic()
        if now - self._told_at > SILENT_SECONDS:
            self._told_at = now
            sys.stderr.write(f"{self._read} activities …\n")


class Command(BaseCommand):
    help = "Import an IATI activity file into drafts of a partner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="an IATI activity file, 2.0x")
        parser.add_argument(
            "--for",
            dest="partner",
            required=True,
            metavar="PARTNER",
            help="the partner who leads the actions: its address, such as sample",
        )
        parser.add_argument(
            "--preview",
            action="store_true",
            help="say what would happen and write nothing",
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, **options: Any) -> None:
        preview, path = options["preview"], Path(options["file"])
        told: dict[str, Any] = {"partner": options["partner"], "preview": preview}
        try:
            with _opened(path) as source:
                report = (_preview if preview else _carry_out)(
                    source, path, options["partner"]
                )
        except Refused as refusal:
            if options["format"] == "json":
                self._print(told | _refused(refusal))
            self.stderr.write(str(refusal))
            raise SystemExit(REFUSED) from None
        if options["format"] == "json":
            self._print(told | report.to_json())
        else:
            self._tell(report, preview=preview)

    def _print(self, report: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))

    def _tell(self, report: Report, *, preview: bool) -> None:
        for each in report.refused:
            self.stdout.write(f"refused: {each.where}: {each}")
        for each in report.warnings:
            self.stdout.write(f"{each.where}: {each}")
        self.stdout.write(report.sentence())
        if preview:
            self.stdout.write("This was a preview; nothing was written.")
        else:
            self.stdout.write("New activities are drafts; publish them on the site.")


def _opened(path: Path) -> BinaryIO:
    try:
        # Opening a pipe would wait for whoever writes into it.
        kind = path.stat().st_mode
        if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
            return path.open("rb")
        reason = f"{path} is no regular file; save what it gives as a file first."
    except FileNotFoundError:
        reason = f"There is no file {path}; check the name and the folder."
    except IsADirectoryError:
        reason = f"{path} is a folder; name the file in it."
    except ValueError:
        reason = f"{str(path)!r} is no name of a file."
    except OSError as error:
        reason = f"{path} cannot be opened ({error.strerror}); check who may read it."
    raise Refused(str(path), reason)


def _preview(source: BinaryIO, path: Path, slug: str) -> Report:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        try:
            with _refusing(path):
                return importing.preview(
                    source, _partner(slug), on=timezone.localdate(), watcher=Progress()
                )
        finally:
            transaction.set_rollback(True)


def _carry_out(source: BinaryIO, path: Path, slug: str) -> Report:
    partner = _partner(slug)
    with _refusing(path):
        origin = importing.Origin(
            path.name, importing.sha256_of(source), by="operator command"
        )
        source.seek(0)
        return importing.carry_out(
            source,
            partner,
            origin,
            by=Actor.anonymous(),
            on=timezone.localdate(),
            watcher=Progress(),
        )


def _partner(slug: str) -> Partner:
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


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what is wrong with the file into the refusal of the command."""
    try:
        yield
    except FileRefused as refusal:
        where = f"{path.name}, line {refusal.line}" if refusal.line else path.name
        raise Refused(where, str(refusal)) from refusal
    except OSError as error:
        sentence = f"{path} cannot be read ({error.strerror or error}); check the file."
        raise Refused(str(path), sentence) from error


def _refused(refusal: Refused) -> dict[str, Any]:
    reason = {"where": refusal.where, "reason": str(refusal)}
    return {**Report().to_json(), "refused": [reason]}
