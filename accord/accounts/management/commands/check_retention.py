"""Tell what is kept no longer, and whether the nightly job lets it go."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accord.accounts.personal import retention


class Command(BaseCommand):
    help = "Tell what would go tonight; fail if something should have gone before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        found = list(retention.due(timezone.now()))
        if options["format"] == "json":
            report = [
                {
                    "rule": each.rule.name,
                    "model": each.rule.model,
                    "days": each.rule.days,
                    "rows": each.rows,
                    "late": each.late,
                }
                for each in found
            ]
            self.stdout.write(json.dumps({"rules": report}))
        else:
            for each in found:
                self.stdout.write(f"{each.rule.name:<28}{each.rows:>8}  {each.rule}")
        late = [each.rule.name for each in found if each.late]
        if late:
            message = (
                f"Kept for longer than it should be: {', '.join(late)}. The job that "
                "lets it go has not run for two nights: see whether `accord work` runs."
            )
            raise CommandError(message)
