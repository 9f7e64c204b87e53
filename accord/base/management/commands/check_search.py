"""Compare what search reads with what a rebuild would write."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.base.search import indexing
from accord.base.search.models import SearchDocument


class Command(BaseCommand):
    help = "Compare what search finds with the records; name the first difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        difference = indexing.first_difference()
        documents = SearchDocument.objects.count()
        if options["format"] == "json":
            report = {"documents": documents, "difference": difference or None}
            self.stdout.write(json.dumps(report))
        elif not difference:
            self.stdout.write(
                f"Search holds: {documents} documents are as records are."
            )
        if difference:
            message = (
                f"Search differs from the records, first at: {difference}. "
                "`accord load search` writes everything anew."
            )
            raise CommandError(message)
