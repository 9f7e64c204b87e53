"""Applications to become a partner, as the applicant sees them."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.partners.models import Partner


class State(models.TextChoices):
    """Where an application stands; `ASKED` waits on the applicant, see `Question`."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Received")
    IN_REVIEW = "in-review", _("In review")
    ASKED = "asked", _("Waiting for your answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    # A draft that nobody came back to, whose answers were deleted.
    LAPSED = "lapsed", _("Lapsed")


# Those on which somebody in the coalition works, or waits for the applicant.
OPEN = (State.SUBMITTED, State.IN_REVIEW, State.ASKED)
OVER = (State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.LAPSED)


def new_key() -> str:
    """Return a random word for addresses."""
    return secrets.token_hex(6)


class Application(models.Model):
    """What an organization says of itself when it wants to join.

    Nobody needs an account for it: whoever holds the link may write and read it.
    Answers of a draft may be any part of the whole; only submitting asks for all.
    """

    # Names it in addresses, and says nothing: the secret is in the link.
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    # Given when it is submitted: APP-2026-0042. Empty for drafts.
    reference = models.CharField(
        _("reference"), max_length=20, unique=True, null=True, blank=True
    )
    # SHA-256 of the secret of the link; a new link makes the old one worthless.
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    # In which language the applicant reads and writes.
    language = models.CharField(_("language"), max_length=10)
    # By the names of the questions; what is not answered yet is absent.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.DRAFT
    )
    # The version of the consent text that was agreed to, and when.
    consent = models.CharField(max_length=20, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(_("started at"))
    changed_at = models.DateTimeField(_("changed at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    # Until when the coalition promised to decide.
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    # When its state last moved: since when it waits on whom it waits on.
    moved_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # What the coalition wrote when it decided.
    letter = models.TextField(_("letter"), blank=True)
    # When it was last told that the draft is going to be deleted.
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What it became.
    partner = models.OneToOneField(
        Partner,
        models.PROTECT,
        related_name="application",
        null=True,
        blank=True,
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(
                name="application_has_a_reference_once_submitted",
                condition=models.Q(submitted_at=None)
                | models.Q(reference__isnull=False),
            )
        ]
        indexes = [
            # Answers "which applications are under way?".
            models.Index(fields=["state", "submitted_at"], name="applications_by_state")
        ]

    def __str__(self) -> str:
        return self.reference or f"application {self.pk}"

    @property
    def history_reference(self) -> str:
        return f"application:{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def organization(self) -> str:
        """The name that was given, or an empty string."""
        return str(self.answers.get("name", ""))


class Revision(models.Model):
    """What the answers were before a save, so that two who write both keep theirs.

    Kept while the application is a draft.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="revisions"
    )
    # The version that the save made.
    version = models.PositiveIntegerField()
    # By question; null where it was not answered.
    before = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "version"], name="one_revision_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.version}"


class Paper(models.Model):
    """A file that an applicant sent: a decision, a letter, statutes."""

    class Purpose(models.TextChoices):
        AUTHORITY = "authority", _("The decision or letter that allows joining")
        REPRESENTATIVENESS = "representativeness", _("What shows whom it represents")
        STATUTES = "statutes", _("Statutes or registration")
        ANSWER = "answer", _("Sent with an answer")

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    # The name it had; it is stored under its digest.
    name = models.CharField(_("file"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    question = models.ForeignKey(
        "Question", models.SET_NULL, related_name="papers", null=True, blank=True
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A request for more information, which the applicant answers in place."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="questions"
    )
    text = models.TextField(_("question"))
    # Whether a paper is asked for.
    wants_paper = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("answer due on"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")

    def __str__(self) -> str:
        return self.text[:80]
