"""Lists of who is barred elsewhere, their editions, and what was found in them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.joining.models import Application
from accord.partners.models import Partner


class NameList(models.Model):
    """A list that somebody publishes again and again; each time is an edition."""

    name = models.CharField(_("name of the list"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("list of names")
        verbose_name_plural = _("lists of names")

    def __str__(self) -> str:
        return self.name

    @property
    def history_reference(self) -> str:
        return f"name-list:{self.pk}"


class Edition(models.Model):
    """One file of a list. It counts once somebody confirmed it; old ones are kept."""

    name_list = models.ForeignKey(NameList, models.PROTECT, related_name="editions")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    shape = models.CharField(max_length=40)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"))
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    # [[row, English sentence, {values}], …] of what could not be taken over.
    skipped = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("edition of a list")
        verbose_name_plural = _("editions of lists")
        constraints = [
            models.UniqueConstraint(
                fields=["name_list", "sha256"], name="edition_of_a_list_is_sent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_list}: {self.file_name}"


class ListEntry(models.Model):
    """Who stands in an edition, under all names that it gives."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="entries")
    # Tells the entry again in the next edition.
    key = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    names = models.JSONField(default=list)
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"], name="entry_stands_in_an_edition_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.names[0]) if self.names else self.key


class HitVerdict(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed match")
    NOT_TRUE = "not-true", _("Not a true match")


class Hit(models.Model):
    """A name of an applicant or partner that is near a name of a list.

    `name_key` and `entry_digest` say what was judged: the hit comes back only when the
    name or the entry is another one.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="hits", null=True, blank=True
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="hits", null=True, blank=True
    )
    name_list = models.ForeignKey(NameList, models.PROTECT, related_name="hits")
    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="hits")
    entry_key = models.CharField(max_length=300)
    entry_digest = models.CharField(max_length=64)
    # Whose name it is: organization, signatory, focal-point, …
    role = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=300)
    name_key = models.CharField(max_length=300)
    listed_name = models.CharField(_("name in the list"), max_length=500)
    # From 0 to 1, and what it rests on: [[word, word, how], …] and words of one side.
    score = models.FloatField()
    pairs = models.JSONField(default=list)
    alone = models.JSONField(default=list)
    found_at = models.DateTimeField(_("found at"))
    # When the entry had left the list, or the name had changed, before it was judged.
    gone_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=20, choices=HitVerdict.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    judged_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)

    class Meta:
        verbose_name = _("hit in a list")
        verbose_name_plural = _("hits in lists")
        constraints = [
            models.CheckConstraint(
                name="hit_is_of_an_application_or_a_partner",
                condition=Q(application__isnull=False) ^ Q(partner__isnull=False),
            ),
            models.UniqueConstraint(
                fields=[
                    "application",
                    "partner",
                    "name_list",
                    "entry_key",
                    "entry_digest",
                    "name_key",
                ],
                nulls_distinct=False,
                name="hit_is_found_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ~ {self.listed_name}"

    @property
    def history_reference(self) -> str:
        return f"hit:{self.pk}"

    @property
    def is_open(self) -> bool:
        return not self.verdict and self.gone_at is None

    @property
    def percent(self) -> int:
        return round(self.score * 100)

    def remembered_as(self) -> tuple[Any, ...]:
        """Return what makes it the same hit, whoever has the name."""
        return self.name_list_id, self.entry_key, self.entry_digest, self.name_key
