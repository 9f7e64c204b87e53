"""What one screener recommends and another one decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.screening.models.cases import Case


class Outcome(models.TextChoices):
    ACCEPT = "accept", _("Accept")
    CONDITIONS = "conditions", _("Accept, with conditions")
    DECLINE = "decline", _("Decline")


class Recommendation(models.Model):
    """What the screener recommends. One stands at a time; what came before stays."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="recommendations")
    outcome = models.CharField(
        _("recommendation"), max_length=20, choices=Outcome.choices
    )
    # For the decision only: never in a letter.
    reasons = models.TextField(_("reasons, for us"))
    # Codes of `data/grounds.toml`; further words in the language of the letter.
    grounds = models.JSONField(
        _("reasons, for the applicant"), default=list, blank=True
    )
    words = models.TextField(_("in your own words, for the applicant"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    # Why an exclusion that applies does not stop it.
    exception = models.TextField(_("exception"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    # What whoever sent it back asks for.
    sent_back_with = models.TextField(blank=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(taken_back_at=None),
                name="one_recommendation_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_outcome_display()}"


class Decision(models.Model):
    """What a second person decided. It is carried out once `due_at` has come."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome.choices)
    # For us only: why the decision is another one than was recommended.
    reasons = models.TextField(_("reasons, for us"), blank=True)
    # As it goes out, in the applicant's language.
    letter = models.TextField(_("letter"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField(_("carried out at"))
    carried_out_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(undone_at=None),
                name="one_decision_stands",
            ),
            models.CheckConstraint(
                name="decision_is_carried_out_or_undone",
                condition=models.Q(carried_out_at=None) | models.Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_outcome_display()}"

    @property
    def is_held(self) -> bool:
        """Whether it can still be undone: nothing of it has happened yet."""
        return self.carried_out_at is None and self.undone_at is None
