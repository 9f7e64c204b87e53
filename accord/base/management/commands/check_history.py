"""Verify the chain of history and name the first broken entry."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.base import history


def head_from(text: str) -> history.Head:
    """Read `COUNT:DIGEST`, as /history-head.json and the weekly mail tell it."""
    count, _separator, digest = text.partition(":")
    if not count.isdecimal() or not digest:
        message = "A head is a count, a colon and a digest, such as 12:ab34…"
        raise argparse.ArgumentTypeError(message)
    return history.Head(int(count), digest.strip())


class Command(BaseCommand):
    help = "Seal what is not sealed yet, verify the chain, name the first broken entry."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--head",
            type=head_from,
            metavar="COUNT:DIGEST",
            help="a head that was mailed or published before; cutting off shows by it",
        )

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
                "erased": verdict.erased,
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
                f"{verdict.erased} with personal values erased, "
                f"head {verdict.head.count}:{verdict.head.digest}."
            )
        known = options["head"]
        if broken is None and known is not None and not history.holds(known):
            message = (
                f"History no longer has the head of {known.count} entries that you "
                "gave: its end was cut off or replaced. Restore from a backup."
            )
            raise CommandError(message)
        if broken is not None:
            message = (
                f"History is broken at seal {broken.sequence}"
                f" (entry {broken.entry or 'none'}): {broken.reason}. "
                "Compare with the head that was mailed, and restore from a backup."
            )
            raise CommandError(message)
