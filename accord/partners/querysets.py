"""The questions that pages ask about partners and mandates."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accord.partners.models import Mandate, Partner

    PartnerBase = models.QuerySet[Partner]
    MandateBase = models.QuerySet[Mandate]
else:
    PartnerBase = MandateBase = models.QuerySet


class PartnerQuerySet(PartnerBase):
    def partners_on(self, day: date) -> "PartnerQuerySet":
        """Those who had joined and not left. The SQL twin of `is_partner_on`."""
        return self.filter(joined_on__lte=day).filter(
            Q(left_on=None) | Q(left_on__gt=day)
        )

    def for_listing(self) -> "PartnerQuerySet":
        """Everything a list shows, in one query however many partners there are."""
        return self.select_related(
            "category", "constituency", "country", "region"
        ).order_by("sort_name")


class MandateQuerySet(MandateBase):
    def in_force_on(self, day: date) -> "MandateQuerySet":
        """The SQL twin of `Mandate.in_force_on`."""
        return self.filter(starts_on__lte=day).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )
