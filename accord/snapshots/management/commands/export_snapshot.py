"""Publish today's snapshot of all public data."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accord.base.actor import Actor
from accord.snapshots import operations
from accord.snapshots.description import address_of
from accord.snapshots.operations import Outcome
from accord.snapshots.storage import folder


class Command(BaseCommand):
    help = "Publish today's snapshot of all public data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, **options: Any) -> None:
        try:
            outcome = operations.publish(by=Actor.anonymous(), at=timezone.now())
        except operations.NotMade as reason:
            raise CommandError(str(reason)) from reason
        if options["format"] == "json":
            told = json.dumps(_told(outcome), ensure_ascii=False, indent=2)
            self.stdout.write(told)
        else:
            self.stdout.write(_sentence(outcome))


def _told(outcome: Outcome) -> dict[str, Any]:
    snapshot = outcome.snapshot
    return {
        "name": snapshot.name,
        "new": outcome.is_new,
        "address": address_of(snapshot.name),
        "folder": str(folder() / snapshot.name),
        "archive": snapshot.archive.name,
        "bytes": snapshot.archive.size,
        "sha256": snapshot.archive.sha256,
        "content": snapshot.content,
        "history": snapshot.history,
        "rows": {
            each.name.removesuffix(".csv"): each.rows
            for each in snapshot.files.values()
            if each.name.endswith(".csv")
        },
        "removed": list(outcome.removed),
    }


def _sentence(outcome: Outcome) -> str:
    snapshot = outcome.snapshot
    actions, partners = (snapshot.files[f"{each}.csv"].rows for each in _COUNTED)
    done = "is published" if outcome.is_new else "was published before and still holds"
    return (
        f"Snapshot {snapshot.name} {done}: {actions} actions, {partners} partners, "
        f"{snapshot.archive.size} bytes packed. {address_of(snapshot.name)}"
    )


_COUNTED = ("actions", "partners")
