"""Countries, the regions they lie in and the groups they belong to."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models.named import Concept, Named, active_language, text_in


class Region(Named):
    """A geographical region of the M49 standard, inside another or the world."""

    m49 = models.CharField(_("M49 code"), max_length=3, primary_key=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("inside"),
    )

    class Meta(Named.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["m49"]
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="atlas_region_code_has_three_digits",
                condition=Q(m49__regex=r"^[0-9]{3}$"),
                violation_error_message=_("An M49 code has three digits."),
            ),
        ]

    @property
    def public_code(self) -> str:
        return self.m49


class CountryQuerySet(models.QuerySet):
    def in_name_order(self, language: str) -> Self:
        """Order as a reader of `language` expects, accents and case aside."""
        return self.order_by(KeyTextTransform(language, "sort_names"), "iso3")

    def matching(self, key: str, language: str) -> Self:
        """Return those whose name in `language`, or whose code, contains `key`.

        `key` is a sort key: lower-case and without accents.
        """
        return self.annotate(sort_name=KeyTextTransform(language, "sort_names")).filter(
            Q(sort_name__contains=key) | Q(iso3__iexact=key) | Q(iso2__iexact=key)
        )


class Country(Named):
    """A country or area of ISO 3166 and M49.

    Names are the short ones, formal names those of the full style of the State.
    Coordinates are degrees of a point inside it, usually of the capital or, where
    the source has none, of the middle.
    """

    iso3 = models.CharField(_("ISO alpha-3 code"), max_length=3, primary_key=True)
    iso2 = models.CharField(_("ISO alpha-2 code"), max_length=2, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True)
    formal_names = models.JSONField(_("formal names"), default=dict, blank=True)
    sort_names = models.JSONField(default=dict, blank=True, editable=False)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    is_independent = models.BooleanField(_("independent State"), default=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="countries",
        verbose_name=_("region"),
    )

    objects = CountryQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("country or area")
        verbose_name_plural = _("countries and areas")
        ordering = ["iso3"]
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="atlas_country_codes_are_iso_3166",
                condition=Q(iso3__regex=r"^[A-Z]{3}$")
                & Q(iso2__regex=r"^[A-Z]{2}$")
                & Q(m49__regex=r"^[0-9]{3}$"),
                violation_error_message=_(
                    "Country codes are three capital letters, two capital letters "
                    "and three digits."
                ),
            ),
            models.CheckConstraint(
                name="atlas_country_lies_on_the_globe",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_(
                    "Latitude runs from -90 to 90 and longitude from -180 to 180."
                ),
            ),
        ]

    @property
    def public_code(self) -> str:
        return self.iso3

    @property
    def formal_name(self) -> str:
        """The formal name in the reader's language, in English, or ""."""
        return text_in(self.formal_names, active_language())

    def get_absolute_url(self) -> str:
        return reverse("atlas:country", args=[self.iso3])


class Grouping(Concept):
    """A set of countries that somebody else defines, such as an income group."""

    class Kind(models.TextChoices):
        INCOME = "income", _("Income group")
        SITUATION = "situation", _("Special situation")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta(Concept.Meta):
        verbose_name = _("group of countries")
        verbose_name_plural = _("groups of countries")


class MembershipQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Return memberships without a year, and for each country its last year's."""
        newest = (
            Membership.objects.filter(
                country=models.OuterRef("country"), year__isnull=False
            )
            .order_by("-year")
            .values("year")[:1]
        )
        return self.filter(Q(year__isnull=True) | Q(year=models.Subquery(newest)))


class Membership(models.Model):
    """That a country belongs to a group, in one year or, without a year, now."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="memberships")
    grouping = models.ForeignKey(Grouping, models.PROTECT, related_name="memberships")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["country", F("year").asc(nulls_first=True), "grouping"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "grouping", "year"],
                name="atlas_membership_is_said_once",
                nulls_distinct=False,
                violation_error_message=_("The country already is in this group."),
            ),
        ]

    def __str__(self) -> str:
        year = "" if self.year is None else f" {self.year}"
        return f"{self.country_id}: {self.grouping_id}{year}"
