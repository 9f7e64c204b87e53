"""A partner's life: how it stood when, what turned it, and how else it is called."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.atlas.models import Category, Constituency, Country
from accord.partners.models.partners import Partner
from accord.partners.querysets import StandingQuerySet


class Standing(models.Model):
    """How a partner stood during one stretch of time, for every count of the past.

    Written by the verbs of `operations.life` alone, so that any past day can be
    counted: whoever has a row for it was a partner then, suspended ones included.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Partner")
        SUSPENDED = "suspended", _("Suspended")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="standings")
    since = models.DateField(_("since"))
    # The first day on which it does not hold any more; open when empty.
    until = models.DateField(_("until"), null=True, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="+")
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.ACTIVE
    )

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.CheckConstraint(
                name="standing_lasts_a_day_or_more",
                condition=Q(until=None) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(
                fields=["partner", "since"], name="one_standing_begins_on_a_day"
            ),
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(until=None),
                name="one_standing_of_a_partner_is_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.since} – {self.until or '…'}"


class Turn(models.Model):
    """Something decided about a partner's place in the coalition, and why.

    Three reasons for three readers: what everyone may read, what the partner is told
    in its letter, and what stays in the secretariat.
    """

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", _("Suspended")
        RESUMED = "resumed", _("Suspension ended")
        LEFT = "left", _("Left the coalition")
        RETURNED = "returned", _("Returned to the coalition")
        MERGED = "merged", _("Joined with another record of the same organization")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="turns")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    effective_on = models.DateField(_("in effect from"))
    decided_on = models.DateField(_("decided on"))
    public = models.TextField(_("what everyone may read"), blank=True)
    told = models.TextField(_("what the partner is told"), blank=True)
    note = models.TextField(_("note of the secretariat"), blank=True)
    # The language that the reasons are written in.
    language = models.CharField(_("language"), max_length=10, default="en")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    letters = models.PositiveSmallIntegerField(_("letters sent"), default=0)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")

    def __str__(self) -> str:
        return f"{self.partner_id} {self.kind} {self.effective_on}"


class Alias(models.Model):
    """Another name by which an organization is found and screened, never its own."""

    class Kind(models.TextChoices):
        FORMER = "former", _("Former name")
        ALSO = "also", _("Also known as")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="aliases")
    name = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    # The first day on which a former name was not its name any more.
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"], name="an_alias_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ChangeRequest(models.Model):
    """Facts of a partner that it asks the secretariat to change.

    `wanted` and `was` hold the same fields: what shall stand, and what stood when the
    partner asked. Names are texts in several languages, the rest are codes.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.PREPARED, State.SENT)

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="change_requests")
    wanted = models.JSONField(default=dict)
    was = models.JSONField(default=dict)
    why = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    prepared_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    prepared_at = models.DateTimeField(_("prepared at"))
    sent_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    # From which day the accepted facts count.
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    # What the partner is told of the decision.
    answer = models.TextField(_("answer"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = [
            models.UniqueConstraint(
                fields=["partner"],
                condition=Q(state__in=["prepared", "sent"]),
                name="one_change_request_is_open",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def history_reference(self) -> str:
        return f"change-request:{self.reference}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def waits_since(self) -> date:
        """Return the day on which it was sent, or else prepared."""
        return (self.sent_at or self.prepared_at).date()
