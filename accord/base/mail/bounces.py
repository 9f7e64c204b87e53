"""Mail that comes back: which address it is, and when to stop writing to it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from accord.base.models import Mailbox


@transaction.atomic
def note(address: str, reason: str, *, at: datetime) -> Mailbox:
    """Count a mail that came back for good; after the last one allowed, mail stops.

    What waits for the address is no longer mailed; it stays in the inbox.
    """
    email = address.lower()
    Mailbox.objects.get_or_create(email=email)
    mailbox = Mailbox.objects.select_for_update().get(email=email)
    mailbox.bounces = min(mailbox.bounces + 1, 30_000)
    mailbox.last_bounce_at, mailbox.reason = at, reason[:300]
    if mailbox.stopped_at is None and mailbox.bounces >= settings.MAIL_MOST_BOUNCES:
        mailbox.stopped_at = at
    mailbox.save()
    return mailbox


def stopped() -> QuerySet[Mailbox]:
    """Return the addresses that are written to no more, the longest known first."""
    return Mailbox.objects.filter(stopped_at__isnull=False).order_by("stopped_at", "id")


def has_stopped(address: str) -> bool:
    return stopped().filter(email=address.lower()).exists()


@transaction.atomic
def resume(address: str) -> None:
    """Write to an address again, and from now on: its owner says that it works."""
    Mailbox.objects.filter(email=address.lower()).update(
        bounces=0, stopped_at=None, reason=""
    )
