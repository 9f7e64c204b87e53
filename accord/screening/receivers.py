"""What screening does when joining announces something, after its commit."""

from typing import Any

from django.utils import timezone

from accord.base.actor import Actor
from accord.joining.models import Application
from accord.screening import operations
from accord.screening.models import Case
from accord.screening.tasks import screen_application


def open_case(application: Application, by: Actor, **_rest: Any) -> None:
    """Open the case of an application that was submitted."""
    operations.open_for(application, by=by, on=timezone.localdate())


def close_case(application: Application, by: Actor, **_rest: Any) -> None:
    """Close the case of an application that was withdrawn."""
    for case in Case.objects.filter(application=application):
        operations.close(case, by=by, on=timezone.localdate())


def compare_names(application: Application, by: Actor, **_rest: Any) -> None:
    """Compare an application that was sent or answered with the lists."""
    screen_application.defer(application=application.pk)
