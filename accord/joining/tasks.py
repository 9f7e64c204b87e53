"""Drafts that nobody comes back to: a warning, and two weeks later their end."""

from django.utils import timezone

from accord.base.jobs import job
from accord.joining import lapsing


@job("let-drafts-lapse", cron="40 4 * * *")
def let_drafts_lapse(timestamp: int) -> None:
    lapsing.warn(timezone.localdate())
    lapsing.let_go(timezone.localdate())
