"""Organizations of the coalition, their identifiers, and who may act for them."""

from datetime import date
from urllib.parse import quote

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.atlas.models import Area, Category, Challenge, Constituency, Country, Region
from accord.base.imports.sent import SentFile
from accord.base.multilingual import Multilingual, MultilingualField
from accord.base.sorting import sort_key
from accord.partners.querysets import (
    ApiKeyQuerySet,
    MandateQuerySet,
    PartnerQuerySet,
)

NUMBER_IS_TAKEN = _("Another partner already has this number.")


class Partner(models.Model):
    """An organization that has joined. Category and tripartite standing are two."""

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
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)
    sort_name = models.CharField(max_length=300, editable=False, db_index=True)
    # By language, the key of each name there is; a page lists by what it shows.
    sort_names = models.JSONField(default=dict, editable=False)
    # Every name and the short name as sort keys, one a line.
    search_key = models.TextField(default="", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartnerQuerySet.as_manager()

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
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


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


class Role(models.TextChoices):
    """What a mandate allows, the least first."""

    READER = "reader", _("Reader")
    EDITOR = "editor", _("Editor")
    FOCAL_POINT = "focal-point", _("Focal point")
    SIGNATORY = "signatory", _("Signatory")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class Mandate(models.Model):
    """A person's dated right to act for a partner, in one role."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="mandates")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("starts on"))
    # The last day on which it holds; open-ended when empty.
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, models.PROTECT, related_name="granted_mandates", null=True, blank=True
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A mandate cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.partner} ({self.get_role_display()})"

    @property
    def history_reference(self) -> str:
        return f"mandate:{self.reference}"

    def in_force_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def has_ended_on(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day


class Scope(models.TextChoices):
    """What an API key may be used for, the least first; the role may allow less."""

    READ = "read", _("Read the partner’s drafts")
    WRITE = "write", _("Read and write drafts")
    PUBLISH = "publish", _("Read, write, publish and withdraw")

    @property
    def included(self) -> frozenset[str]:
        """The scope and all lesser ones."""
        return frozenset(Scope.values[: Scope.values.index(self) + 1])


class ApiKey(models.Model):
    """Lets a program act under a person's mandate. Its secret is kept as a digest."""

    # Public: it tells keys apart on pages, in history and in limits.
    prefix = models.CharField(_("key"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("what it is for"), max_length=100)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="api_keys")
    made_at = models.DateTimeField(_("made at"))
    # The last day on which it holds.
    expires_on = models.DateField(_("last day"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.shown})"

    @property
    def shown(self) -> str:
        """The beginning of the key, by which its owner knows it again."""
        return f"accord_{self.prefix}…"

    @property
    def history_reference(self) -> str:
        return f"api-key:{self.prefix}"

    def holds_on(self, day: date) -> bool:
        """Say whether the key can be used: it ends with its mandate and its person."""
        return (
            self.ended_at is None
            and day <= self.expires_on
            and self.mandate.in_force_on(day)
            and self.mandate.person.is_active
        )


class Prospect(models.Model):
    """An organization that may join: known to the secretariat from some list.

    Nobody else knows of it. `key` tells its row again when the list comes back,
    `digest` whether the row changed.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        IN_TOUCH = "in-touch", _("In touch")
        SET_ASIDE = "set-aside", _("Set aside")

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=300)
    # By language, further names that the list gives.
    names = models.JSONField(default=dict, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="prospects", null=True, blank=True
    )
    # A guess, from what the list calls its kind.
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="prospects", null=True, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    # [[register, number], …], checked as those of partners are.
    numbers = models.JSONField(_("numbers"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.NEW
    )
    # Whom it resembles, as somebody saw and decided when it was imported.
    resembles = models.CharField(max_length=20, blank=True)
    source_file = models.CharField(_("from the file"), max_length=255)
    source_row = models.PositiveIntegerField(_("row"))
    noted_on = models.DateField(_("noted on"))
    key = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    search_key = models.TextField(default="", editable=False)

    class Meta:
        verbose_name = _("prospect")
        verbose_name_plural = _("prospects")
        indexes = [
            # Answers "which prospects are there, by name?".
            models.Index(fields=["search_key"], name="prospects_by_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_reference(self) -> str:
        return f"prospect:{self.reference}"

    def write_key(self) -> None:
        """Set what it is ordered and found by; it still needs saving."""
        keys = [sort_key(each) for each in (self.name, *self.names.values())]
        self.search_key = "\n".join(dict.fromkeys(keys))[:1000]


class PartnerFile(SentFile):
    """A sheet of organizations that somebody in the secretariat sent."""

    uploaded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="partner_files"
    )
    confirmed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="confirmed_partner_files",
        null=True,
        blank=True,
        editable=False,
    )
    mandate = models.ForeignKey(
        Mandate,
        models.PROTECT,
        related_name="confirmed_partner_files",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("sheet of organizations")
        verbose_name_plural = _("sheets of organizations")

    @property
    def history_reference(self) -> str:
        return f"partner-file:{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partners:sheet", args=[self.pk])
