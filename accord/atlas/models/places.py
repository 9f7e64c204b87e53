"""Countries, the regions they lie in and the groups they belong to."""

from dataclasses import dataclass
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models.named import (
    FALLBACK,
    Concept,
    Named,
    active_language,
    text_in,
)
from tally.charts.maps import OUTLINED, Place


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

    @property
    def path(self) -> list["Region"]:
        """The regions from the largest to this one, without the world."""
        above = [] if self.parent is None else self.parent.path
        return above if self.parent_id is None else [*above, self]


class CountryQuerySet(models.QuerySet):
    def in_name_order(self, language: str) -> Self:
        """Order as a reader of `language` expects, accents and case aside."""
        return self.order_by(_sort_name(language), "iso3")

    def matching(self, key: str, language: str) -> Self:
        """Return those whose name in `language`, or whose code, contains `key`.

        `key` is a sort key: lower-case and without accents.
        """
        return self.annotate(sort_name=_sort_name(language)).filter(
            Q(sort_name__contains=key) | Q(iso3__iexact=key) | Q(iso2__iexact=key)
        )

    def within(self, region: Region) -> Self:
        """Return those of a region, of the regions inside it too."""
        return self.filter(
            Q(region=region)
            | Q(region__parent=region)
            | Q(region__parent__parent=region)
            | Q(region__parent__parent__parent=region)
        )

    def with_groups(self) -> Self:
        """Load the region, and as `current` the groups each country is in now."""
        return self.select_related("region__parent__parent__parent").prefetch_related(
            models.Prefetch(
                "memberships",
                Membership.objects.current().select_related("grouping"),
                to_attr="current",
            )
        )


def _sort_name(language: str) -> Coalesce:
    return Coalesce(
        KeyTextTransform(language, "sort_names"),
        KeyTextTransform(FALLBACK, "sort_names"),
    )


class Country(Named):
    """A country or area of ISO 3166 and M49.

    Names are the short ones, formal names those of the full style of the State.
    Coordinates are degrees of a point well inside its largest land or, where people
    live on another island, of that one.
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

    @property
    def subregion(self) -> Region:
        """The sub-region; the region itself where M49 has none below it."""
        path = self.region.path
        return path[min(1, len(path) - 1)] if path else self.region

    def get_absolute_url(self) -> str:
        return reverse("atlas:country", args=[self.iso3])

    @property
    def is_outlined(self) -> bool:
        """Tell whether the world map has an outline for it, and not only a dot."""
        return self.iso3 in OUTLINED

    @property
    def income(self) -> "Membership | None":
        """The latest income group of a country loaded `with_groups`."""
        return next((each for each in self.current if each.year is not None), None)

    @property
    def situations(self) -> list["Grouping"]:
        """The special situations of a country loaded `with_groups`."""
        return [each.grouping for each in self.current if each.year is None]

    def income_history(self) -> list["Spell"]:
        """Return the runs of years in one income group, the latest first."""
        spells: list[Spell] = []
        yearly = self.memberships.filter(year__isnull=False).select_related("grouping")
        for membership in yearly.order_by("-year"):
            year, grouping = membership.year or 0, membership.grouping
            if spells and spells[-1].continues(year, grouping):
                spells[-1] = Spell(year, spells[-1].last, grouping)
            else:
                spells.append(Spell(year, year, grouping))
        return spells

    @property
    def place(self) -> Place:
        """Where the country is, for a map that links to its page."""
        return Place(
            iso3=self.iso3,
            name=self.name,
            longitude=float(self.longitude),
            latitude=float(self.latitude),
            href=self.get_absolute_url(),
        )


class Grouping(Concept):
    """A set of countries that somebody else defines, such as an income group."""

    class Kind(models.TextChoices):
        INCOME = "income", _("Income group")
        SITUATION = "situation", _("Special situation")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta(Concept.Meta):
        verbose_name = _("group of countries")
        verbose_name_plural = _("groups of countries")


@dataclass(frozen=True, slots=True)
class Spell:
    """The years, first and last included, that a country spent in one group."""

    first: int
    last: int
    grouping: Grouping

    def continues(self, year: int, grouping: Grouping) -> bool:
        """Tell whether `year` in `grouping` comes right before these years."""
        return year == self.first - 1 and grouping == self.grouping


class MembershipQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Return memberships without a year, and for each country its last year's."""
        later = Membership.objects.filter(
            country=models.OuterRef("country"), year__gt=models.OuterRef("year")
        )
        return self.exclude(models.Exists(later))


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
