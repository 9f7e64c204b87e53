"""People who sign in, and their duties in the coalition's office."""

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_public_id() -> str:
    """Return a random id that says nothing about the person."""
    return f"P-{secrets.token_hex(8)}"


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Person":
        return self.create_user(email, password, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who signs in. What they may do comes from mandates and duties."""

    public_id = models.CharField(
        max_length=40, unique=True, default=new_public_id, editable=False
    )
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(
        _("staff"),
        default=False,
        help_text=_("Staff edit the vocabularies and the editorial texts."),
    )
    joined_at = models.DateTimeField(_("added"), default=timezone.now)
    # From then on name and address are a number.
    erased_on = models.DateField(null=True, blank=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def history_reference(self) -> str:
        return f"person:{self.public_id}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_superuser(self) -> bool:
        """Django's admin asks; staff may edit every vocabulary it shows."""
        return self.is_staff

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    def has_duty(self, kind: str, on: date) -> bool:
        """Say whether the person serves in the office on that day."""
        return any(
            each.kind == kind and each.in_force_on(on) for each in self._all_duties()
        )

    def needs_second_factor(self, on: date) -> bool:
        """Staff and everyone in the coalition's office need one."""
        return self.is_staff or any(each.in_force_on(on) for each in self._all_duties())

    def _all_duties(self) -> list["Duty"]:
        if not hasattr(self, "_duties"):
            self._duties = list(self.duties.all())
        return self._duties


class VouchedFor(models.Model):
    """Under which lasting name a service of OpenID Connect knows a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="vouched_for")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="a_service_names_one_person",
            ),
            models.UniqueConstraint(
                fields=["issuer", "person"], name="a_service_has_one_name_for_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.issuer}"


class Duty(models.Model):
    """A dated task in the coalition's own office."""

    class Kind(models.TextChoices):
        SECRETARIAT = "secretariat", _("Secretariat")
        SCREENER = "screener", _("Screener")
        STATISTICIAN = "statistician", _("Statistician")

    person = models.ForeignKey(Person, models.CASCADE, related_name="duties")
    kind = models.CharField(_("duty"), max_length=20, choices=Kind.choices)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.CheckConstraint(
                name="duty_ends_after_it_starts",
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A duty cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    def in_force_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


# The tables of a part of this app that has a folder of its own.
from accord.accounts.personal.models import Agreement, Copy, Erasure  # noqa: E402, F401
