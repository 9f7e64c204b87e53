"""What waits of accounts: people of the office who have no second factor yet."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accord.accounts.models import Duty, Person
from accord.base.actor import Actor
from accord.base.waiting import (
    Drafted,
    On,
    Recipient,
    Source,
    Waiting,
    register,
)


def may_see_office(reader: Actor, on: date) -> bool:
    """Say whether `reader` sees to the people of the office."""
    return reader.is_staff or reader.has_duty("secretariat", on)


def without_second_factor(reader: Actor, on: date) -> list[Waiting]:
    """Return who serves in the office with a password alone; one query."""
    if not may_see_office(reader, on):
        return []
    serving = Duty.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on),
        person=OuterRef("pk"),
        starts_on__lte=on,
    )
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    found = Person.objects.filter(
        Q(is_staff=True) | Exists(serving), ~Exists(factors), is_active=True
    ).order_by("joined_at", "pk")
    return [
        Waiting(
            key=f"accounts:{each.public_id}:second-factor",
            kind="second-factor",
            title=each.name or each.email,
            url=reverse("mfa_index"),
            organization="",
            on=On.PERSON,
            since=each.joined_at,
            whom=each.public_id,
            message=Drafted(
                "accounts/emails/second_factor.txt",
                {"name": each.name, "address": reverse("mfa_index")},
                (Recipient(each.email, each.name, each.language, each.public_id),),
            ),
        )
        for each in found
    ]


register(
    Source(
        "second-factor",
        gettext_lazy("Second factor to set up"),
        for_office=without_second_factor,
        may_recall=may_see_office,
    )
)
