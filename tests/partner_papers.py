"""What waits for the secretariat at the partners of the cast."""

from datetime import date
from typing import Any

from django.utils import timezone

from accord.accounts.models import Person
from accord.base.actor import Actor
from accord.partners import operations as partner_operations
from accord.partners.models import Mandate, Partner, PartnerFile, Prospect, Role

ON = date(2025, 3, 3)


def change_request(partner: Partner) -> None:
    """Let a focal point ask for another short name."""
    mandate = Mandate.objects.filter(partner=partner, role=Role.FOCAL_POINT).first()
    partner_operations.request_change(
        partner,
        {"short_name": f"{partner.slug[:20]} 2"},
        by=Actor(mandate.person, partner, mandate),
        on=ON,
        why="Our congress decided it.",
    )


def prospects(sender: Person, columns: dict[str, Any]) -> None:
    """Note an organization that may join, and a list whose columns nobody named."""
    PartnerFile.objects.create(
        uploaded_by=sender,
        name="organizations.csv",
        sha256="0" * 64,
        size=1,
        created_at=timezone.now(),
        mapping={
            **columns,
            "columns": [[0, "Name", "name"], [1, "Country", "country"]],
        },
    )
    prospect = Prospect(
        reference="PRO-2025-0001",
        name="Sample prospect",
        source_file="organizations.csv",
        source_row=2,
        noted_on=ON,
        key="0" * 64,
        digest="0" * 64,
    )
    prospect.write_key()
    prospect.save()
