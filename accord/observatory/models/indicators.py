"""Indicators: what the observatory publishes, in which unit, from which series."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Challenge, Concept, Pillar
from accord.atlas.models import Indicator as GlobalIndicator
from accord.atlas.models.named import ConceptQuerySet, active_language, text_in
from accord.observatory.models.vintages import Source


class Unit(Concept):
    """What values are counted in. Per cent and percentage points are two units.

    `symbols` stand behind a number, by language, with the space the language wants
    before them; a unit without one is said in words. `differences` names the unit that
    the difference of two values has: that of per cent is the percentage point.
    """

    symbols = models.JSONField(_("symbols"), default=dict, blank=True)
    difference = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Concept.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class IndicatorQuerySet(ConceptQuerySet):
    def for_listing(self) -> Self:
        """Load all that a list says of them, in three queries."""
        return self.select_related(
            "unit__difference", "pillar", "global_indicator__target__goal"
        ).prefetch_related(
            "challenges",
            models.Prefetch("lines", Line.objects.select_related("source")),
        )


class Indicator(Concept):
    """A statistic that is published for countries, regions or the world.

    `decimals` is the precision it is shown with, `worth` the smallest change, in its
    unit, that a sentence may call a rise or a fall where no interval is known.
    `wanted` says which series would fill an indicator that has none.
    """

    class Polarity(models.IntegerChoices):
        LOWER_IS_BETTER = -1, _("Lower is better")
        NEITHER = 0, _("Neither is better")
        HIGHER_IS_BETTER = 1, _("Higher is better")

    class TargetKind(models.TextChoices):
        VALUE = "value", _("A value to reach")
        FACTOR = "factor", _("A multiple of the value of the first year")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="indicators")
    populations = models.JSONField(_("population"), default=dict, blank=True)
    age_band = models.CharField(_("age band"), max_length=20, blank=True)
    formulas = models.JSONField(_("formula"), default=dict, blank=True)
    caveats = models.JSONField(_("caveats"), default=dict, blank=True)
    wanted = models.JSONField(_("series that would fill it"), default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    worth = models.DecimalField(
        _("smallest change worth a word"),
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
    )
    polarity = models.SmallIntegerField(_("polarity"), choices=Polarity, default=0)
    method = models.CharField(_("method"), max_length=60, blank=True)
    can_rank = models.BooleanField(_("may be ranked"), default=True)
    # The indicator, or the series, whose values weigh countries in an aggregate.
    weight = models.CharField(_("weight"), max_length=200, blank=True)
    global_indicator = models.ForeignKey(
        GlobalIndicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("global indicator"),
    )
    challenges = models.ManyToManyField(
        Challenge, related_name="indicators", blank=True
    )
    pillar = models.ForeignKey(
        Pillar, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    target = models.DecimalField(
        _("target"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    target_kind = models.CharField(max_length=10, choices=TargetKind, default="value")
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Concept.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def get_absolute_url(self) -> str:
        return reverse("observatory:indicator", args=[self.code])

    @property
    def population(self) -> str:
        """Whom it is told of, in the reader's language, in English, or ""."""
        return text_in(self.populations, active_language())

    @property
    def formula(self) -> str:
        return text_in(self.formulas, active_language())

    @property
    def caveat(self) -> str:
        return text_in(self.caveats, active_language())

    @property
    def would_fill(self) -> str:
        """Which series would fill it, where none does."""
        return text_in(self.wanted, active_language())


class Line(models.Model):
    """A series that fills an indicator; the first in order that has values does.

    `sex`, `age` and `dimensions` select its headline line; `factor` brings its values
    to the indicator's unit. Values of two definitions never share a line: `definition`
    names the one that all values of this line have, `definition_keys` the dimensions
    whose values tell definitions apart within the series. `plus` makes a line of
    several series: each entry names a `series`, its `sex` and what it is `times`, and
    is added to the value of the same area and time: men's rate less women's. `basis` is
    "modelled" where the source does not say so of values that are; `given_sex` whose
    values they are where only the name of the series tells.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.ForeignKey(Source, models.PROTECT, related_name="lines")
    series = models.CharField(_("series"), max_length=200)
    sex = models.CharField(max_length=10, default="T")
    given_sex = models.CharField(max_length=10, blank=True)
    age = models.CharField(max_length=60, default="_T")
    dimensions = models.JSONField(default=dict, blank=True)
    factor = models.DecimalField(
        _("factor"), max_digits=18, decimal_places=9, default=1
    )
    definition = models.CharField(_("definition"), max_length=100, blank=True)
    definition_keys = models.JSONField(default=list, blank=True)
    plus = models.JSONField(_("what is added"), default=list, blank=True)
    basis = models.CharField(_("basis"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["indicator", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "position"], name="observatory_line_has_its_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.series}"
