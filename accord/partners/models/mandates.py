"""Who may act for a partner, themselves or through programs."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.partners.models.partners import Partner
from accord.partners.querysets import ApiKeyQuerySet, MandateQuerySet


class Role(models.TextChoices):
    """What a mandate allows, the least first."""

    READER = "reader", _("Reader")
    EDITOR = "editor", _("Editor")
    # Stands in for a focal point, with the same rights.
    ALTERNATE = "alternate", _("Alternate focal point")
    FOCAL_POINT = "focal-point", _("Focal point")
    SIGNATORY = "signatory", _("Signatory")

    @property
    def rank(self) -> int:
        return list(Role).index(Role.FOCAL_POINT if self == "alternate" else self)

    @property
    def meaning(self) -> str:
        """What one may do in it, in a sentence."""
        return str(_MEANINGS[self.value])


_MEANINGS = {
    "reader": _("Sees the drafts and the people of the organization."),
    "editor": _("Writes: the profile and the drafts of actions."),
    "alternate": _("Stands in for the focal point, and may do the same."),
    "focal-point": _("Publishes for the organization and sees to its mandates."),
    "signatory": _(
        "May do what a focal point may, and puts the organization’s name to agreements."
    ),
}


# A partner always has one of these; an alternate does not make them dispensable.
LEADING = (Role.FOCAL_POINT, Role.SIGNATORY)


class Mandate(models.Model):
    """A person's dated right to act for a partner, in one role.

    One that ends on the day before it starts was taken back and never held.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="mandates")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts_on = models.DateField(_("starts on"))
    # The last day on which it holds; open-ended when empty.
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, models.PROTECT, related_name="granted_mandates", null=True, blank=True
    )
    # The first day on which it gives no right, until it is taken up again.
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    suspended_because = models.CharField(
        _("reason of the suspension"), max_length=300, blank=True
    )
    # The last day of which its holder has been told, so that nobody is told twice.
    told_of_end_on = models.DateField(_("told of the end on"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=Q(ends_on=None)
                | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
                violation_error_message=_("A mandate cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.partner} ({self.get_role_display()})"

    @property
    def history_reference(self) -> str:
        return f"mandate:{self.reference}"

    def in_force_on(self, day: date) -> bool:
        return (
            self.starts_on <= day
            and (self.ends_on is None or day <= self.ends_on)
            and not self.is_suspended_on(day)
        )

    def is_suspended_on(self, day: date) -> bool:
        return self.suspended_on is not None and self.suspended_on <= day

    @property
    def rank(self) -> int:
        return Role(self.role).rank

    @property
    def meaning(self) -> str:
        """What its role may do, in a sentence."""
        return Role(self.role).meaning

    @property
    def was_taken_back(self) -> bool:
        """Whether it was ended before it began."""
        return self.ends_on is not None and self.ends_on < self.starts_on

    def has_ended_on(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day


class Scope(models.TextChoices):
    """What an API key may be used for, the least first; the role may allow less."""

    READ = "read", _("Read the partner’s drafts")
    WRITE = "write", _("Read and write drafts")
    PUBLISH = "publish", _("Read, write, publish and withdraw")

    @property
    def included(self) -> frozenset[str]:
        """The scope and all lesser ones."""
        return frozenset(Scope.values[: Scope.values.index(self) + 1])


class ApiKey(models.Model):
    """Lets a program act under a person's mandate. Its secret is kept as a digest."""

    # Public: it tells keys apart on pages, in history and in limits.
    prefix = models.CharField(_("key"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("what it is for"), max_length=100)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="api_keys")
    made_at = models.DateTimeField(_("made at"))
    # The last day on which it holds.
    expires_on = models.DateField(_("last day"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.shown})"

    @property
    def shown(self) -> str:
        """The beginning of the key, by which its owner knows it again."""
        return f"accord_{self.prefix}…"

    @property
    def history_reference(self) -> str:
        return f"api-key:{self.prefix}"

    def holds_on(self, day: date) -> bool:
        """Say whether the key can be used: it ends with its mandate and its person.

        While its partner may not act, it rests.
        """
        return (
            self.ended_at is None
            and day <= self.expires_on
            and self.mandate.in_force_on(day)
            and self.mandate.partner.may_act_on(day)
            and self.mandate.person.is_active
        )
