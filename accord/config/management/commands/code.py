"""Tell the current second-factor code of a sample person."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Tell the current second-factor code of a sample person (…@….example)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the e-mail address of a sample person")

    def handle(self, **options: Any) -> None:
        address = options["address"].strip().lower()
        if not address.endswith(".example"):
            message = "Only the sample's people (…@….example) can be asked about."
            raise CommandError(message)
        factor = Authenticator.objects.filter(
            user__email=address, type=Authenticator.Type.TOTP
        ).first()
        if factor is None:
            message = f"{address} has no second factor. See var/demo/sign-ins.txt."
            raise CommandError(message)
        counter = int(time.time()) // app_settings.TOTP_PERIOD
        secret = decrypt(factor.data["secret"])
        self.stdout.write(format_hotp_value(hotp_value(secret, counter)))
