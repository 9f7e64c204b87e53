"""Organizations that may join, and the sheets they come from."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.atlas.models import Category, Country
from accord.base.imports.sent import SentFile
from accord.base.sorting import sort_key
from accord.partners.models.mandates import Mandate
from accord.partners.models.partners import Partner


class Prospect(models.Model):
    """An organization that may join: known to the secretariat from some list.

    Nobody else knows of it. `key` tells its row again when the list comes back,
    `digest` whether the row changed.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        IN_TOUCH = "in-touch", _("In touch")
        SET_ASIDE = "set-aside", _("Set aside")
        # Said by the verb that makes it a partner, never by hand.
        JOINED = "joined", _("Has joined")

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
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    # What it has become.
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="prospects", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
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
