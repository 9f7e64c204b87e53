"""Load the official series that come with Accord."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accord.base.actor import Actor
from accord.observatory import extracts


class Command(BaseCommand):
    help = (
        "Import the official files that come with Accord, each into a vintage, and "
        "compile the figures. Files that were imported before are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        brought = extracts.load(by=Actor.anonymous(), on=timezone.localdate())
        if options["format"] == "json":
            told = {
                "new": [each.reference for each in brought.vintages],
                "values": brought.values,
                "known": brought.known,
            }
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(
            f"{len(brought.vintages)} vintages with {brought.values} values; "
            f"{brought.known} files were there already."
        )
