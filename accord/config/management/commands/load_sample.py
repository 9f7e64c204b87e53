"""Load the sample coalition into an empty installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accord.accounts.models import Person
from accord.base import history
from accord.config.sample import loading
from accord.config.sample.people import Passwords, write_sign_ins
from accord.snapshots.tasks import publish_snapshot


class Command(BaseCommand):
    help = "Load the sample coalition, unless people or partners are there already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--empty",
            action="store_true",
            help="add only the office's own people, no partners and no actions",
        )

    def handle(self, **options: Any) -> None:
        if Person.objects.exists():
            self.stdout.write("People are there already; nothing was loaded.")
            return
        passwords = Passwords()
        if options["empty"]:
            loaded = loading.load_office(passwords)
        else:
            loaded = loading.load(passwords, today=timezone.localdate())
        history.seal()
        # Nobody who looks around a new installation waits for the night.
        publish_snapshot.defer(timestamp=0)
        write_sign_ins(
            settings.VAR / "demo" / "sign-ins.txt", passwords.clear, loaded.sign_ins
        )
        self.stdout.write(
            f"Loaded {loaded.partners} partners, {loaded.people} people, "
            f"{loaded.actions} actions and {loaded.news} news, all of them samples."
        )
