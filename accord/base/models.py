"""Plumbing rows: history, references, submissions and the outbox."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One thing that happened. Written once; a trigger refuses change and removal.

    Holds ids and record values. Personal values stand in `Personal`; the entry holds
    their salted digest only, so that erasing a person leaves the chain whole.
    """

    subject = models.CharField(_("subject"), max_length=100)
    verb = models.CharField(_("verb"), max_length=40)
    person = models.CharField(_("person"), max_length=40, blank=True)
    partner = models.CharField(_("for partner"), max_length=40, blank=True)
    mandate = models.CharField(_("under mandate"), max_length=40, blank=True)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    personal_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        indexes = [
            # Answers "what happened to this record?", newest first.
            models.Index(fields=["subject", "-id"], name="history_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.verb} {self.on}"


class Personal(models.Model):
    """The personal values of an entry; the only part of history that can be erased."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="personal")
    salt = models.CharField(max_length=64)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"personal values of entry {self.entry_id}"


class Seal(models.Model):
    """One link of the chain: the digest of an entry and of the seal before it."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    # Later than the stamp of every seal before; tells mirrors what is new to them.
    at = models.DateTimeField(db_default=Now(), db_index=True)

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"


class Counter(models.Model):
    """The last number given out under a prefix in a year."""

    prefix = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year"], name="one_counter_per_prefix_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"


class Submission(models.Model):
    """A form's one-time token, and where carrying it out has led."""

    token = models.UUIDField(primary_key=True)
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.token)


class Allowance(models.Model):
    """How many requests a caller of the API has made in the minute that runs."""

    caller = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.caller}: {self.used}"


class Replay(models.Model):
    """What a request of the API was answered, for whoever sends it again."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["caller", "key"], name="an_idempotency_key_is_used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"


class Message(models.Model):
    """One e-mail in the outbox, written in the transaction of what it tells."""

    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            # Answers "what still has to be sent?".
            models.Index(
                fields=["id"],
                condition=models.Q(sent_at=None),
                name="messages_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class SavedMapping(models.Model):
    """Which columns of a file mean what, kept under a name for the next such file.

    `owner` is a partner's reference, or "secretariat"; `heads` the digest of the heads
    of the file it was made for.
    """

    owner = models.CharField(max_length=40)
    what = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=80)
    heads = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "what", "name"], name="a_mapping_has_a_name_of_its_own"
            )
        ]

    def __str__(self) -> str:
        return self.name


# The tables of a part of base that has a folder of its own.
