"""Compare two vintages, value by value."""

import json
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from accord.base.imports.commands import REFUSED
from accord.observatory.models import Vintage
from accord.observatory.vintages import comparing, reporting


class Command(BaseCommand):
    help = "Compare two vintages, value by value."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", metavar="A", help="reference of the older vintage")
        parser.add_argument("new", metavar="B", help="reference of the newer vintage")
        parser.add_argument(
            "--examples",
            type=int,
            default=reporting.SHOWN,
            help="how many changes are listed, the biggest first",
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, **options: Any) -> None:
        old, new = self._vintage(options["old"]), self._vintage(options["new"])
        try:
            comparison = comparing.between(
                old, new, examples=max(options["examples"], 0)
            )
        except FileNotFoundError as missing:
            self._refuse(
                f"The files of a vintage are gone ({missing}); restore the folder that"
                " ACCORD_OBSERVATORY_FOLDER names."
            )
        told = {
            "old": old.reference,
            "new": new.reference,
            **comparing.told_of(comparison),
            "examples": [comparing.told_change(each) for each in comparison.examples],
        }
        if options["format"] == "json":
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"From {old.reference} to {new.reference}:")
        for line in reporting.differences(told):
            self.stdout.write(line)

    def _vintage(self, reference: str) -> Vintage:
        found = Vintage.objects.filter(reference=reference.upper()).first()
        if found is None:
            newest = Vintage.objects.values_list("reference", flat=True)[:5]
            there = ", ".join(newest) or "none yet"
            self._refuse(
                f"There is no vintage {reference}; the newest are: {there}. All are"
                " listed at /en/vintages/."
            )
        return found

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(REFUSED)
