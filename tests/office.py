"""What the cast's secretariat keeps in its queue."""

from django.utils import timezone

from accord.accounts.models import Person
from accord.secretariat.models import Batch, View

HOLDER, WAITING = "secretariat@cast.example", "statistician@cast.example"


def enter() -> None:
    """Keep a view, and something done with many, of the secretariat."""
    person = Person.objects.get(email=HOLDER)
    View.objects.create(owner=person, name="Overdue drafts", query="due=overdue")
    Batch.objects.create(
        kind="office",
        verb="take",
        by=person,
        at=timezone.now(),
        outcomes=[
            {"key": waiting_key(), "title": "A thing", "outcome": "done", "why": ""}
        ],
    )


def waiting_key() -> str:
    """Return the key of something that always waits: someone has no second factor."""
    person = Person.objects.get(email=WAITING)
    return f"accounts:{person.public_id}:second-factor"


def places() -> dict[str, str]:
    """Return what stands in addresses of the queue in the authorization table."""
    return {
        "waiting": waiting_key(),
        "batch": str(Batch.objects.get().pk),
        "view": str(View.objects.get().pk),
    }
