"""Plumbing rows: history, references, submissions and the outbox."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# What stands where a message held a link that worked once.
STRUCK_OUT = "•••"


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
    """How often a caller did what is counted, in the window of time that runs."""

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


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        """Return what the mail server has still to take, oldest first."""
        return self.filter(outcome="").order_by("id")

    def of(self, reader: str) -> "MessageQuerySet":
        """Return what was written to a person, newest first."""
        return self.filter(reader=reader).order_by("-id")

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)


class Message(models.Model):
    """One message to one reader, written in the transaction of what it tells.

    It is mailed once, and stays in the inbox of a reader who signs in, mailed or not.
    """

    class Outcome(models.TextChoices):
        SENT = "sent", _("sent")
        SWITCHED_OFF = "switched-off", _("not mailed: such mail is switched off")
        STOPPED = "stopped", _("not mailed: mail to this address comes back")
        FAILED = "failed", _("not delivered")

    to = models.EmailField(_("to"))
    # The public id of the person whose inbox it is in; empty for other addresses.
    reader = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    # What of the text opens a door, such as a link that works once; struck out when
    # the message has gone.
    secrets = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # Empty while it waits for the mail server.
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # How often the reader's server said "not now"; others' failures do not count.
    deferrals = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            # Answers "what still has to be sent, and to whom first?".
            models.Index(
                fields=["to", "id"],
                condition=models.Q(outcome=""),
                name="messages_to_send",
            ),
            # Answers "what is in this inbox?", newest first.
            models.Index(fields=["reader", "-id"], name="messages_of_a_reader"),
            # Answers "how many of them are unread?", on every page.
            models.Index(
                fields=["reader"],
                condition=models.Q(read_at=None),
                name="unread_messages_of_a_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def shown_text(self) -> str:
        """The text without what opens a door."""
        text = self.text
        for secret in self.secrets:
            text = text.replace(secret, STRUCK_OUT)
        return text


class Mailbox(models.Model):
    """What is known of an address: whether mail to it comes back."""

    email = models.EmailField(unique=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    last_bounce_at = models.DateTimeField(null=True, blank=True)
    # What the other mail server said, such as "5.1.1 user unknown".
    reason = models.CharField(max_length=300, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email


class SwitchedOff(models.Model):
    """A topic of which somebody wants no mail.

    `recipient` is the public id of a person, or `mailbox:` and the number of the
    mailbox of somebody who does not sign in.
    """

    recipient = models.CharField(max_length=50)
    topic = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "topic"], name="a_topic_is_switched_off_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: no {self.topic}"


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
