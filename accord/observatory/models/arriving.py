"""What comes before a vintage: files that were sent, and repairs that were decided."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.atlas.models.named import active_language, text_in
from accord.base.imports.sent import SentFile
from accord.observatory.models.vintages import Source, Vintage


class SeriesFile(SentFile):
    """A file of official series that a statistician sent, on its way to a vintage.

    `step` names what a job does with it at the moment. The pending Parquet lies beside
    the vintages until somebody agrees (`accord.observatory.vintages.drafts`).
    """

    # Without one, the file itself shall tell; `is_guessed` says that it did.
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edition = models.CharField(_("edition"), max_length=100, blank=True)
    retrieved_on = models.DateField(_("retrieved on"))
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="series_files")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    is_guessed = models.BooleanField(default=False, editable=False)
    step = models.CharField(max_length=20, blank=True, editable=False)
    vintage = models.ForeignKey(
        Vintage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        editable=False,
    )

    class Meta:
        verbose_name = _("file of series")
        verbose_name_plural = _("files of series")

    @property
    def history_reference(self) -> str:
        return f"series-file:{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("observatory:series_file", args=[self.pk])


class CorrectionQuerySet(models.QuerySet):
    def in_force(self) -> "CorrectionQuerySet":
        return self.filter(retired_on=None)


class Correction(models.Model):
    """The dated repair of one value of a source, with a guard.

    The place is a series, area, time, sex, age and further dimensions, as the tidy
    schema writes them. `was` is what the source says, `now` what holds; either is None
    where the value is missing, and `missing` is then the kind of what holds. As soon
    as a file no longer holds `was`, the guard stops its import until somebody retires
    the correction.
    """

    code = models.SlugField(_("code"), max_length=100, unique=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="corrections", verbose_name=_("source")
    )
    series = models.CharField(_("series"), max_length=200)
    area = models.CharField(_("area"), max_length=60)
    time = models.CharField(_("period"), max_length=20)
    sex = models.CharField(_("sex"), max_length=10, default="T")
    age = models.CharField(_("age"), max_length=60, default="_T")
    dimensions = models.CharField(max_length=1000, default="{}")
    was = models.FloatField(_("value of the source"), null=True, blank=True)
    now = models.FloatField(_("corrected value"), null=True, blank=True)
    missing = models.CharField(max_length=10, blank=True)
    reasons = models.JSONField(_("reason"), default=dict)
    provider = models.CharField(_("provider"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    retired_reason = models.TextField(_("reason"), blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["source", "series", "area", "time", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("source", "series", "area", "time"),
                    *("sex", "age", "dimensions"),
                ],
                condition=Q(retired_on=None),
                name="observatory_one_correction_of_a_value",
            ),
            models.CheckConstraint(
                name="observatory_correction_says_what_is_missing",
                condition=Q(now__isnull=False, missing="")
                | (Q(now__isnull=True) & ~Q(missing="")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def history_reference(self) -> str:
        return f"correction:{self.code}"

    @property
    def reason(self) -> str:
        return text_in(self.reasons, active_language())
