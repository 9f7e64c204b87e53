"""Sources, and the immutable imports of their files."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Concept
from accord.atlas.models.named import active_language, text_in

# Where a database writes a name in place of a code, it is a long one.
LONGEST_CODE = 300


class Source(Concept):
    """A database of a statistical agency, such as ILOSTAT.

    The name is that of the database. `publishers` and `attributions` are by language;
    an attribution is the sentence that its licence asks for.
    """

    publishers = models.JSONField(_("publishers"), default=dict)
    attributions = models.JSONField(_("attributions"), default=dict)
    licence = models.CharField(_("licence"), max_length=100)
    licence_url = models.URLField(_("address of the licence"), blank=True)
    url = models.URLField(_("address"), blank=True)

    class Meta(Concept.Meta):
        verbose_name = _("source of series")
        verbose_name_plural = _("sources of series")

    @property
    def publisher(self) -> str:
        return text_in(self.publishers, active_language())

    @property
    def attribution(self) -> str:
        """The sentence that the licence asks for, in the reader's language."""
        return text_in(self.attributions, active_language())


class VintageQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """Return those that nobody has set aside, the newest first."""
        return self.filter(set_aside_on=None).order_by("-imported_at", "-pk")

    def with_use(self) -> Self:
        """Annotate each with `counts`: whether it is the newest for any series."""
        newer = VintageSeries.objects.filter(
            code=OuterRef("code"),
            vintage__source=OuterRef("vintage__source"),
            vintage__set_aside_on=None,
            vintage__imported_at__gt=OuterRef("vintage__imported_at"),
        )
        newest = VintageSeries.objects.filter(~Exists(newer), vintage=OuterRef("pk"))
        return self.annotate(counts=Q(set_aside_on=None) & Exists(newest))


class Vintage(models.Model):
    """One import of one file of a source. Its files never change.

    `sha256` is the digest of the untouched source file, `tidy_sha256` that of the tidy
    Parquet, corrections included. `content_hash`, after which the folder of both is
    named, is of the Parquet and the source: two imports that say the same are one
    vintage. The licence is that of the day of the import. Of refusals the first
    thousand are kept.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="vintages", verbose_name=_("source")
    )
    layout = models.CharField(_("layout"), max_length=60)
    edition = models.CharField(_("edition"), max_length=100, blank=True)
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64, unique=True)
    tidy_sha256 = models.CharField(max_length=64, default="")
    size = models.PositiveBigIntegerField(_("size in bytes"))
    read = models.PositiveBigIntegerField(_("values read"))
    stored = models.PositiveBigIntegerField(_("values stored"))
    refused = models.PositiveBigIntegerField(_("values refused"))
    refusals = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    corrections = models.JSONField(default=list, blank=True)
    licence = models.CharField(_("licence"), max_length=100)
    retrieved_on = models.DateField(_("retrieved on"))
    imported_at = models.DateTimeField(_("imported at"))
    set_aside_on = models.DateField(_("set aside on"), null=True, blank=True)
    set_aside_reason = models.TextField(_("reason"), blank=True)

    objects = VintageQuerySet.as_manager()

    class Meta:
        verbose_name = _("vintage")
        verbose_name_plural = _("vintages")
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="observatory_vintage_loses_no_row",
                condition=Q(read=F("stored") + F("refused")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("observatory:vintage", args=[self.reference])

    @property
    def history_reference(self) -> str:
        return f"vintage:{self.reference}"


class VintageSeries(models.Model):
    """What a vintage holds of one series. Times are as the source writes them."""

    vintage = models.ForeignKey(Vintage, models.CASCADE, related_name="series")
    code = models.CharField(_("code"), max_length=LONGEST_CODE)
    name = models.TextField(_("name"), blank=True)
    values_count = models.PositiveBigIntegerField(_("values"))
    first = models.CharField(_("first period"), max_length=60, blank=True)
    last = models.CharField(_("last period"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("series of a vintage")
        verbose_name_plural = _("series of vintages")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["vintage", "code"], name="observatory_series_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code
