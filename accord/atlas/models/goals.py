"""The Sustainable Development Goals, their targets and global indicators."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models.named import Concept


class Goal(Concept):
    """One of the 17 goals. The name is the short one, the definition the full text."""

    class Meta(Concept.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("Sustainable Development Goals")

    def get_absolute_url(self) -> str:
        return reverse("atlas:goal", args=[self.code])


class Target(Concept):
    """One of the 169 targets, such as 8.3. Its name is its full text."""

    goal = models.ForeignKey(
        Goal, models.PROTECT, related_name="targets", verbose_name=_("goal")
    )

    class Meta(Concept.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def get_absolute_url(self) -> str:
        return f"{reverse('atlas:goal', args=[self.goal_code])}#target-{self.code}"

    @property
    def goal_code(self) -> str:
        return self.code.partition(".")[0]


class Indicator(Concept):
    """A global indicator, such as 8.3.1. Its name is its full text."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="indicators", verbose_name=_("target")
    )
    custodian = models.CharField(
        _("custodian"),
        max_length=20,
        blank=True,
        help_text=_("The agency that compiles the indicator, where it is the ILO."),
    )

    class Meta(Concept.Meta):
        verbose_name = _("global indicator")
        verbose_name_plural = _("global indicators")
