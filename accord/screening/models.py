"""Cases: how the coalition judges who asks to join, and whom it reviews again.

Everything here is private to screeners. No page, export, search document, letter or
message outside this app is made of it; only `secretariat` and `config` may import it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.joining.models import Application
from accord.partners.models import Partner


class State(models.TextChoices):
    OPEN = "open", _("Open")
    RECOMMENDED = "recommended", _("Waiting for a decision")
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
    opened_at = models.DateTimeField(_("opened at"))
    moved_at = models.DateTimeField()
    due_on = models.DateField(_("due on"), null=True, blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                name="case_is_of_an_application_or_a_partner",
                condition=models.Q(application__isnull=False)
                ^ models.Q(partner__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def history_reference(self) -> str:
        return f"case:{self.reference}"
