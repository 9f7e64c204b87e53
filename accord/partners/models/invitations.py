"""An offer of a mandate, made by e-mail and taken up by its link."""

import hashlib
from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.partners.models.mandates import Mandate, Role
from accord.partners.models.partners import Partner
from accord.partners.querysets import InvitationQuerySet

INVITED_ALREADY = "one_open_invitation_per_address_and_role"


def digest_of(token: str) -> str:
    """Return what is kept of a link; 256 random bits need no slow digest."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    # Nobody followed the link in time; it can be sent again.
    EXPIRED = "expired"


class Invitation(models.Model):
    """One role for one partner, offered to one address. Its link is kept as a digest.

    The link holds until the end of `valid_until`, for one use.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10)
    # The first day of the mandate; the day of acceptance when empty or past.
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    # The mandate that ends when the offered one begins.
    replaces = models.ForeignKey(
        Mandate, models.PROTECT, related_name="successions", null=True, blank=True
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        Person, models.PROTECT, related_name="invitations_sent", null=True, blank=True
    )
    invited_at = models.DateTimeField(_("invited at"))
    valid_until = models.DateField(_("valid until"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    # What it led to.
    mandate = models.OneToOneField(
        Mandate, models.PROTECT, related_name="invitation", null=True, blank=True
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_is_accepted_or_withdrawn",
                condition=Q(mandate=None) | Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invitation_ends_after_it_starts",
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A mandate cannot end before it starts."),
            ),
            models.UniqueConstraint(
                fields=["partner", "email", "role"],
                condition=Q(mandate=None, withdrawn_at=None),
                name=INVITED_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.partner})"

    @property
    def history_reference(self) -> str:
        return f"invitation:{self.reference}"

    @property
    def meaning(self) -> str:
        """What its role may do, in a sentence."""
        return Role(self.role).meaning

    def state_on(self, day: date) -> InvitationState:
        if self.mandate_id is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        if self.valid_until < day:
            return InvitationState.EXPIRED
        return InvitationState.PENDING

    def is_pending_on(self, day: date) -> bool:
        return self.state_on(day) == InvitationState.PENDING
