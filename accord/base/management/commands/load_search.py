"""Write what search reads anew from the records."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accord.base.search import indexing


class Command(BaseCommand):
    help = "Write anew what search finds: documents, terms and words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        counts = indexing.rebuild()
        if options["format"] == "json":
            self.stdout.write(json.dumps(counts))
            return
        told = ", ".join(f"{kind} {count}" for kind, count in counts.items())
        self.stdout.write(f"Search documents written: {told}.")
