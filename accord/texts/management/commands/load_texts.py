"""Publish the pages that Accord ships."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accord.base.actor import Actor
from accord.texts import shipping


class Command(BaseCommand):
    help = (
        "Publish the shipped pages (about, help and others) where nobody has written "
        "their own. May be run again and again."
    )

    def handle(self, **options: Any) -> None:
        written = unchanged = 0
        for each in shipping.shipments():
            languages = shipping.load(
                each, by=Actor.anonymous(), on=timezone.localdate()
            )
            written += len(languages)
            unchanged += len(each.writings) - len(languages)
        self.stdout.write(f"Texts: {written} published, {unchanged} left as they were.")
