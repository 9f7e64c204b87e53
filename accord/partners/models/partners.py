"""Organizations of the coalition, and their numbers in outside registers."""

from datetime import date
from urllib.parse import quote

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Area, Category, Challenge, Constituency, Country, Region
from accord.base.multilingual import Multilingual, MultilingualField
from accord.base.sorting import sort_key
from accord.partners.querysets import PartnerQuerySet

NUMBER_IS_TAKEN = _("Another partner already has this number.")


class PartnerManager(models.Manager.from_queryset(PartnerQuerySet)):  # type: ignore[misc]
    """Partners, without the records that were found to be second ones of others."""

    def get_queryset(self) -> PartnerQuerySet:
        return super().get_queryset().filter(merged_into=None)


class Partner(models.Model):
    """An organization that has joined. Category and tripartite standing are two.

    What stands here holds now; how it was on another day is told by its `standings`.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = MultilingualField(_("name"))
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="partners")
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, related_name="partners"
    )
    # Where it is based; a regional or worldwide body has a region instead.
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="partners", null=True, blank=True
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="partners", null=True, blank=True
    )
    mandate_text = MultilingualField(_("mandate"))
    priorities = MultilingualField(_("priorities"))
    expertise = MultilingualField(_("expertise"))
    areas = models.ManyToManyField(Area, related_name="partners", blank=True)
    challenges = models.ManyToManyField(Challenge, related_name="partners", blank=True)
    website = models.URLField(_("website"), blank=True)
    # The first day of its present stay, or of the last one, and the day after it.
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    # From this day on nobody acts for it, until the suspension ends.
    suspended_on = models.DateField(_("suspended from"), null=True, blank=True)
    # The record that is kept of the same organization; this one only leads there.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="absorbed", null=True, blank=True
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    sort_name = models.CharField(max_length=300, editable=False, db_index=True)
    # By language, the key of each name there is; a page lists by what it shows.
    sort_names = models.JSONField(default=dict, editable=False)
    # Every name and the short name as sort keys, one a line.
    search_key = models.TextField(default="", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartnerManager()
    # Second records of an organization too, for what leads from them to the kept one.
    ever = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(
                name="partner_leaves_after_it_joins",
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                violation_error_message=_("A partner cannot leave before it joins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("partners:partner", args=[self.slug])

    @property
    def title(self) -> str:
        """The name where room is short: the short name if there is one."""
        return self.short_name or str(self.name)

    @property
    def history_reference(self) -> str:
        return f"partner:{self.reference}"

    def rename(self, name: Multilingual) -> None:
        """Give another name, and the keys it is sorted and found by."""
        self.name = name
        self.sort_name = sort_key(name.original)[:300]
        self.sort_names = {
            language: sort_key(name.text_in(language))[:300]
            for language in name.languages
        }
        keys = [*self.sort_names.values(), sort_key(self.short_name)]
        self.search_key = "\n".join(key for key in keys if key)

    def is_partner_on(self, day: date) -> bool:
        """Say whether its present stay covers the day; earlier stays are not asked."""
        return self.joined_on <= day and not self.has_left_on(day)

    def has_left_on(self, day: date) -> bool:
        return self.left_on is not None and self.left_on <= day

    def is_suspended_on(self, day: date) -> bool:
        return self.suspended_on is not None and self.suspended_on <= day

    def may_act_on(self, day: date) -> bool:
        """Say whether its people and programs may act for it that day.

        Before it joins they may: they prepare its profile.
        """
        return (
            self.merged_into_id is None
            and not self.has_left_on(day)
            and not self.is_suspended_on(day)
        )


_REGISTER_PAGES = {
    "org-id": "https://org-id.guide/list/",
    "ror": "https://ror.org/",
    "wikidata": "https://www.wikidata.org/wiki/",
    "lei": "https://search.gleif.org/#/record/",
}


class Identifier(models.Model):
    """A partner's number in a register outside Accord."""

    class Scheme(models.TextChoices):
        ORG_ID = "org-id", _("org-id.guide")
        ROR = "ror", _("Research Organization Registry (ROR)")
        WIKIDATA = "wikidata", _("Wikidata")
        LEI = "lei", _("Legal Entity Identifier (LEI)")

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=20, choices=Scheme.choices)
    value = models.CharField(_("number"), max_length=100)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_names_one_partner",
                violation_error_message=NUMBER_IS_TAKEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def url(self) -> str:
        """The number's page in its register; for org-id the page of the list."""
        page = self.value
        if self.scheme == self.Scheme.ORG_ID:
            page = "-".join(self.value.split("-")[:2])
        return _REGISTER_PAGES[self.scheme] + quote(page)
