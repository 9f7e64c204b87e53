"""Verify the chain of history and name the first broken entry."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.base import history


class Command(BaseCommand):
    help = "Seal what is not sealed yet, verify the chain, name the first broken entry."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        before = history.verify()
        if before.broken is None:
            history.seal()
        verdict = history.verify()
        broken = verdict.broken
        if options["format"] == "json":
            report = {
                "sealed": verdict.sealed,
                "unsealed": verdict.unsealed,
                "head": verdict.head.digest,
                "broken": broken
                and {
                    "sequence": broken.sequence,
                    "entry": broken.entry,
                    "reason": broken.reason,
                },
            }
            self.stdout.write(json.dumps(report))
        elif broken is None:
            self.stdout.write(
                f"History holds: {verdict.sealed} entries sealed, "
                f"head {verdict.head.digest}."
            )
        if broken is not None:
            message = (
                f"History is broken at seal {broken.sequence}"
                f" (entry {broken.entry or 'none'}): {broken.reason}. "
                "Compare with the head that was mailed, and restore from a backup."
            )
            raise CommandError(message)
