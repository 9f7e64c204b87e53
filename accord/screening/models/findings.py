"""What a screener found: answers to the checklist, controversies, risks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.screening.models.cases import Case


class Verdict(models.TextChoices):
    """What one item of the checklist came to. Exclusions are confirmed or not."""

    CLEAR = "clear", _("Nothing against it")
    CONCERN = "concern", _("A concern")
    CONFIRMED = "confirmed", _("The exclusion applies")
    NOT_APPLICABLE = "not-applicable", _("Does not concern it")


class CheckAnswer(models.Model):
    """The answer to one item of the case's checklist."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    note = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer to a checklist")
        verbose_name_plural = _("answers to checklists")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "item"], name="item_is_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.item}"


class Controversy(models.Model):
    """Something that was said against the organization, and what we make of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="controversies")
    what = models.TextField(_("what it is about"))
    source = models.CharField(_("source"), max_length=500)
    dated_on = models.DateField(_("date"))
    assessment = models.TextField(_("our assessment"), blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("controversy")
        verbose_name_plural = _("controversies")

    def __str__(self) -> str:
        return self.what[:80]


class Level(models.IntegerChoices):
    LOW = 1, _("Low")
    MEDIUM = 2, _("Medium")
    HIGH = 3, _("High")


class Risk(models.Model):
    """A line of the risk log."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="risks")
    what = models.TextField(_("risk"))
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), choices=Level.choices
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Level.choices)
    mitigation = models.TextField(_("what is done about it"))
    owner = models.CharField(_("who sees to it"), max_length=200)
    review_on = models.DateField(_("looked at again on"))
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")

    def __str__(self) -> str:
        return self.what[:80]

    @property
    def weight(self) -> int:
        """Likelihood times severity: 1, hardly a risk, to 9."""
        return self.likelihood * self.severity
