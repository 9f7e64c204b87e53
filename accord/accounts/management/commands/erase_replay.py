"""Erase again whom a restored database has come to know again."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accord.accounts.personal.erasure import replay_erasures


class Command(BaseCommand):
    help = "Erase again, after a restore, whom the list of erasures tells of."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--list",
            type=Path,
            metavar="FILE",
            help="the list, where it is not the one of this installation",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        path = options["list"]
        if path is not None and not path.exists():
            message = f"There is no list {path}; name the file that was kept."
            raise CommandError(message)
        done = replay_erasures(on=timezone.localdate(), path=path)
        numbers = [each.pseudonym for each in done]
        if options["format"] == "json":
            self.stdout.write(json.dumps({"erased": numbers}))
        else:
            told = ", ".join(numbers) or "nobody"
            self.stdout.write(f"Erased again: {told}.")
