"""The jobs of this app, where procrastinate looks for them."""

from django.utils import timezone

from accord.base.jobs import job
from accord.partners import operations
from accord.partners.sheets.intake import step_job

__all__ = ["step_job", "tell_of_ends"]


@job("tell-of-ending-mandates", cron="0 5 * * *")
def tell_of_ends(timestamp: int) -> None:
    """Write to the people whose mandates end within a month."""
    operations.tell_of_ends(on=timezone.localdate())
