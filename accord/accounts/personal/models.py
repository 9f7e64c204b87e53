"""The list of erasures, copies that people asked for, and what they agreed to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """One person who was erased, told by a number; kept, so that it can be repeated.

    A backup is older than this list: after restoring one, all that stands here and
    not there is erased again.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    # The number that took the place of the name.
    pseudonym = models.CharField(_("number"), max_length=40)
    # Keyed digests of the addresses; without our key they tell nothing.
    addresses = models.JSONField(default=list)
    # The number of the person who carried it out; empty for a program.
    carried_out_by = models.CharField(max_length=40, blank=True)
    erased_at = models.DateTimeField(_("erased at"))
    # How many rows of which table were touched.
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return self.reference

    @property
    def history_reference(self) -> str:
        return f"person:{self.pseudonym}"


class Copy(models.Model):
    """A copy of all that is held of a person, made for them or at their request."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="copies"
    )
    # The number of the person of the office who asked for it; empty for themselves.
    asked_by = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(_("asked for at"))
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    # SHA-256 of the file, under which it lies; empty until it is made.
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    records = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(_("can be fetched until"))

    class Meta:
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")

    def __str__(self) -> str:
        return f"copy {self.pk}"


class Agreement(models.Model):
    """That somebody agreed to a version of a consent text, and in which language."""

    # Of an account, or of a record such as an application: its history reference.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="agreements",
        null=True,
        blank=True,
    )
    record = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(_("for what"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    # SHA-256 of the words that were agreed to.
    digest = models.CharField(max_length=64)
    agreed_at = models.DateTimeField(_("agreed at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                name="agreement_is_of_a_person_or_a_record",
                condition=models.Q(person__isnull=False) ^ ~models.Q(record=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"
