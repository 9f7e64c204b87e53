"""The jobs of this app, where procrastinate looks for them."""

from django.utils import timezone

from accord.base.jobs import job
from accord.joining.models import Application
from accord.screening import operations
from accord.screening.lists import operations as lists


@job("carry-out-decisions", cron="* * * * *")
def carry_out_decisions(timestamp: int) -> None:
    """Carry out the decisions whose time to take them back is over."""
    operations.close_withdrawn(timezone.localdate())
    operations.carry_out_due(timezone.now())


@job("open-missing-cases", cron="*/5 * * * *")
def open_missing_cases(timestamp: int) -> None:
    operations.open_missing(timezone.localdate())


@job("screen-everybody", cron="40 2 * * *")
def screen_everybody(timestamp: int) -> None:
    """Compare partners and applications with the lists: nightly, and on a new one."""
    lists.screen_all(timezone.localdate())


@job("screen-application")
def screen_application(application: int) -> None:
    """Compare one application with the lists, once it was sent or answered."""
    lists.screen_application(Application.objects.get(pk=application))
