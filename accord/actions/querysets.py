"""The questions that pages ask about actions."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Q, Value, When

if TYPE_CHECKING:
    from accord.actions.models import Action

    ActionBase = models.QuerySet[Action]
else:
    ActionBase = models.QuerySet


class ActionQuerySet(ActionBase):
    def published(self) -> "ActionQuerySet":
        """What the public may see, withdrawn actions included."""
        return self.filter(published_on__isnull=False)

    def standing(self) -> "ActionQuerySet":
        """Published and not withdrawn: what counts."""
        return self.published().filter(withdrawn_on=None)

    def with_stage(self, on: date) -> "ActionQuerySet":
        """Annotate each action with its stage. The SQL twin of `Action.stage_on`."""
        return self.annotate(
            stage=Case(
                When(published_on=None, then=Value("draft")),
                When(withdrawn_on__isnull=False, then=Value("withdrawn")),
                When(Q(starts_on=None) | Q(starts_on__gt=on), then=Value("planned")),
                When(ends_on__lt=on, then=Value("ended")),
                default=Value("under-way"),
                output_field=models.CharField(),
            )
        )

    def for_listing(self) -> "ActionQuerySet":
        """Everything a list shows, in three queries however many actions there are."""
        return self.select_related(
            "lead__constituency", "lead__category"
        ).prefetch_related("countries", "areas")

    def for_page(self) -> "ActionQuerySet":
        """One action with its lead; its relations are asked for where they show."""
        return self.select_related("lead__constituency", "lead__category")

    def newest_first(self) -> "ActionQuerySet":
        return self.order_by("-published_on", "-id")
