"""Load units, sources and indicators from the files that come with Accord."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accord.base.actor import Actor
from accord.observatory import loading


class Command(BaseCommand):
    help = (
        "Bring units, sources and indicators of the observatory to the state of the "
        "files that come with Accord. Records that staff have edited are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = loading.load(by=Actor.anonymous(), on=timezone.localdate())
        if options["format"] == "json":
            kinds = {name: asdict(tally) for name, tally in loaded.kinds.items()}
            self.stdout.write(json.dumps({"changes": loaded.changes, "kinds": kinds}))
            return
        for name, tally in loaded.kinds.items():
            self.stdout.write(
                f"{name}: {tally.new} new, {tally.changed} changed, "
                f"{tally.unchanged} unchanged, {tally.kept} kept as staff edited them"
            )
        self.stdout.write(f"{loaded.changes} changes in all.")
