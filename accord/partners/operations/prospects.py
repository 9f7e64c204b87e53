"""What becomes of prospects."""

from datetime import date

from django.db import transaction

from accord.base import history
from accord.base.actor import Actor
from accord.partners.models import (
    Prospect,
)


@transaction.atomic
def file_prospect(prospect: Prospect, state: str, *, by: Actor, on: date) -> Prospect:
    """Say where a prospect stands; saying what stands changes nothing."""
    current = Prospect.objects.select_for_update().get(pk=prospect.pk)
    before = current.state
    if before == state:
        return current
    current.state = state
    current.save(update_fields=["state"])
    history.record(
        current, "filed", by=by, on=on, before={"state": before}, after={"state": state}
    )
    return current
