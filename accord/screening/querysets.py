"""Named questions to cases."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accord.accounts.models import Person

if TYPE_CHECKING:
    from accord.screening.models import Case  # noqa: F401


class CaseQuerySet(models.QuerySet["Case"]):
    def for_listing(self) -> "CaseQuerySet":
        """Return cases with all that a list says of them, in two queries."""
        return self.select_related(
            "application", "partner", "partner__category", "screener"
        )

    def known_to(self, person: Person) -> "CaseQuerySet":
        """Return the cases that this screener has no conflict of interest with."""
        return self.exclude(Exists(_interests(person).filter(is_conflict=True)))

    def undeclared_by(self, person: Person) -> "CaseQuerySet":
        """Return open cases of which they have not said whether they may look."""
        return self.filter(state__in=["open", "recommended"]).exclude(
            Exists(_interests(person))
        )

    def declared_by(self, person: Person) -> "CaseQuerySet":
        return self.filter(Exists(_interests(person).filter(is_conflict=False)))

    def under_way(self) -> "CaseQuerySet":
        return self.filter(state__in=["open", "recommended"])

    def to_review(self, on: date) -> "CaseQuerySet":
        """Return decided cases whose partner is to be looked at again by that day.

        A later case of the same partner takes the place of an earlier one.
        """
        partners = Q(partner=OuterRef("partner")) | Q(
            partner=OuterRef("application__partner")
        )
        later = self.model.objects.filter(partners, opened_at__gt=OuterRef("opened_at"))
        return (
            self.filter(state="decided", review_on__lte=on)
            .filter(
                Q(partner__left_on=None, partner__isnull=False)
                | Q(
                    application__partner__isnull=False,
                    application__partner__left_on=None,
                )
            )
            .exclude(Exists(later))
        )


def _interests(person: Person) -> models.QuerySet[models.Model]:
    """Return what `person` declared of the case of an outer query."""
    interests = apps.get_model("screening", "Interest").objects
    return interests.filter(case=OuterRef("pk"), person=person)
