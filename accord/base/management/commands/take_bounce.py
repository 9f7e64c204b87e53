"""Take in a delivery report: mail of ours that came back."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accord.base.mail import reports

REFUSED = 2


class Command(BaseCommand):
    help = "Take in a delivery report (RFC 3464), from a file or standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="the report; without one, stdin")
        parser.add_argument("--to", default="", help="the address that it came to")

    def handle(self, **options: Any) -> None:
        try:
            content = (
                Path(options["file"]).read_bytes()
                if options["file"]
                else sys.stdin.buffer.read(reports.MOST_BYTES)
            )
        except OSError as reason:
            raise CommandError(str(reason)) from reason
        try:
            report = reports.read(content, returned_to=options["to"])
        except reports.NotAReport as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        message = reports.take(report, at=timezone.now())
        if message is None:
            self.stdout.write(f"Message {report.number} is not kept any more.")
        else:
            self.stdout.write(
                f"Message {report.number}: {report.action} {report.status}".strip()
            )
