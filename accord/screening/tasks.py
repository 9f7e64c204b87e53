"""The jobs of this app, where procrastinate looks for them."""

from django.utils import timezone

from accord.base.jobs import job
from accord.screening import operations


@job("carry-out-decisions", cron="* * * * *")
def carry_out_decisions(timestamp: int) -> None:
    """Carry out the decisions whose time to take them back is over."""
    operations.close_withdrawn(timezone.localdate())
    operations.carry_out_due(timezone.now())


@job("open-missing-cases", cron="*/5 * * * *")
def open_missing_cases(timestamp: int) -> None:
    operations.open_missing(timezone.localdate())
