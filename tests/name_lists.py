"""A list of names near those of two applicants of the cast."""

from datetime import date
from io import BytesIO

from accord.base.actor import Actor
from accord.joining.models import Application
from accord.screening.lists import operations
from accord.screening.models import Edition, Hit

_ROWS = b"id,name,type\n1,Open Applicants Ltd,entity\n2,Shut Applicants Ltd,entity\n"


def compare(applicants: list[Application], *, by: Actor, on: date) -> None:
    """Send a list, let it count, and compare the applicants with it."""
    made = operations.send("Orvanta list", "names.csv", BytesIO(_ROWS), by=by, on=on)
    operations.confirm(made, by=by, on=on)
    for each in applicants:
        operations.screen_application(each)


def places() -> dict[str, str]:
    """Return what stands for the list and its hits in addresses."""
    hits = {
        hit.application.answers["name"].split()[0]: str(hit.pk)
        for hit in Hit.objects.select_related("application")
    }
    return {
        "name_edition": str(Edition.objects.get().pk),
        "hit": hits["open"],
        "shut_hit": hits["shut"],
    }
