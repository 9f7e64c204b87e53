"""The case itself, and who may look into it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.joining.models import Application
from accord.partners.models import Partner
from accord.screening.querysets import CaseQuerySet


class State(models.TextChoices):
    OPEN = "open", _("Open")
    RECOMMENDED = "recommended", _("Waiting for a decision")
    # Also while the decision is held back, see `Decision.due_at`.
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed without a decision")


class Case(models.Model):
    """The file of one application, or of a partner that is reviewed again."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="case", null=True, blank=True
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="cases", null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.OPEN
    )
    screener = models.ForeignKey(
        Person, models.PROTECT, related_name="cases", null=True, blank=True
    )
    # The list of questions it was opened with, "enterprises-1": it keeps that one.
    checklist = models.CharField(max_length=40)
    note = models.TextField(_("working note"), blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    # When its state last moved: since when it waits on whom it waits on.
    moved_at = models.DateTimeField()
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # When what it led to is to be looked at again.
    review_on = models.DateField(_("review on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                name="case_is_of_an_application_or_a_partner",
                condition=models.Q(application__isnull=False)
                ^ models.Q(partner__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["partner"],
                condition=models.Q(state__in=["open", "recommended"]),
                name="partner_is_reviewed_once_at_a_time",
            ),
        ]
        indexes = [
            # Answers "which cases wait, and since when?".
            models.Index(fields=["state", "moved_at"], name="cases_by_state")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def history_reference(self) -> str:
        return f"case:{self.reference}"


class Interest(models.Model):
    """What a screener said, before looking, of their own interest in a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # A conflict shuts the case for this person, for good.
    is_conflict = models.BooleanField()
    note = models.TextField(_("what the interest is"), blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], name="interest_is_declared_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.case}"
