"""Bring the message catalogues in step with the sources."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accord.config import catalogues, extraction


class Command(BaseCommand):
    needs_database = False
    help = "Collect messages, update locale/*/django.po, compile, say what is missing."

    def handle(self, **options: Any) -> None:
        for language, gaps in extraction.update(settings.ROOT).items():
            self.stdout.write(
                f"{language}: {len(gaps.missing)} to translate, "
                f"{len(gaps.fuzzy)} to look over"
            )
        catalogues.compile_stale(settings.ROOT / "locale")
