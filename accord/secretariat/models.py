"""What the office keeps of things that wait: who has one, its notes, what was sent.

What waits is derived by `base/waiting.py`; these rows stand beside it, by the key of
one thing at one step.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.base.models import Message

# History names a subject in at most 100 characters.
KEY_LENGTH = 90


def default_days() -> list[int]:
    """Return when people are reminded, in days from the day a thing is due."""
    return [-7, 0, 7]


class Handling(models.Model):
    """Who in the office has a thing, and until when it is put off."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handlings",
        null=True,
        blank=True,
    )
    snoozed_until = models.DateField(_("put off until"), null=True, blank=True)
    # Counts changes, so that nobody overwrites what they have not seen.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlings")

    def __str__(self) -> str:
        return self.key

    @property
    def history_reference(self) -> str:
        return f"waiting:{self.key}"

    def is_snoozed_on(self, day: date) -> bool:
        return self.snoozed_until is not None and day < self.snoozed_until


class Note(models.Model):
    """Something the office wrote down about a thing. It is never changed."""

    key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="office_notes"
    )
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.key} {self.at:%Y-%m-%d}"


class View(models.Model):
    """Filters of the queue, kept under a name.

    A shared one is for the office; one that a screener shared is for screeners, since
    its name may tell of cases.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="office_views"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField(_("shared with the office"), default=False)
    is_for_screeners = models.BooleanField(default=False, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], name="a_view_has_a_name_of_its_own"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Ladder(models.Model):
    """When people are reminded of one kind of thing, and whether by itself.

    `days` are rungs, in days from the day it is due: -7 is a week before. The job acts
    with the rights of the person who switched it on, and of nobody else.
    """

    kind = models.CharField(max_length=40, unique=True)
    days = models.JSONField(_("days"), default=default_days)
    switched_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="ladders",
        null=True,
        blank=True,
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ladder of reminders")
        verbose_name_plural = _("ladders of reminders")

    def __str__(self) -> str:
        return self.kind

    @property
    def history_reference(self) -> str:
        return f"ladder:{self.kind}"


class Reminder(models.Model):
    """One message that was sent about a thing: to one person, at one rung, once."""

    key = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=40)
    rung = models.CharField(_("occasion"), max_length=20)
    recipient = models.EmailField(_("to"))
    recipient_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    # Why it was not mailed, in the words of `base.Message`; empty where it was.
    outcome = models.CharField(
        max_length=12, choices=Message.Outcome.choices, blank=True
    )
    # None where the job sent it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="sent_reminders",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "recipient", "rung"],
                name="nobody_is_reminded_twice_at_one_rung",
            )
        ]
        indexes = [
            # Answers "what was sent lately?", page by page.
            models.Index(fields=["-at", "-id"], name="latest_reminders")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.rung}"


class Batch(models.Model):
    """One verb that was carried out for many things at once, and what came of each.

    `outcomes` holds by thing: key, title, whether it was done, and why not.
    """

    kind = models.CharField(max_length=40)
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches"
    )
    at = models.DateTimeField(_("done at"))
    undone_at = models.DateTimeField(null=True, blank=True)
    outcomes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        constraints = [
            models.CheckConstraint(
                name="a_batch_is_undone_after_it_was_done",
                condition=Q(undone_at=None) | Q(undone_at__gte=models.F("at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.verb} {self.at:%Y-%m-%d}"

    @property
    def history_reference(self) -> str:
        return f"batch:{self.pk}"
