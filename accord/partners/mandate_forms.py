"""The forms of invitations, suspensions and successions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.base.fields import DayField
from accord.base.forms import SubmissionForm
from accord.partners.models import Role

REASON_LIMIT = 300


class NewPersonForm(SubmissionForm):
    """What somebody says of themselves who signs in for the first time."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As it is to stand under what you sign."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of your mail and pages"), choices=settings.LANGUAGES
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        help_text=_(
            "At least 12 characters, and not easy to guess: four unrelated words do. "
            "You sign in with it and with your e-mail address."
        ),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_name(self) -> str:
        """Keep a name on one line, wherever it is printed."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        person = Person(email=self._email, name=self.cleaned_data.get("name", ""))
        password_validation.validate_password(password, person)
        return password


class _InviteeForm(SubmissionForm):
    """Who is invited, and in which language they are written to."""

    name = forms.CharField(label=_("Name of the person"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the person"),
        max_length=254,
        help_text=_(
            "A personal address at work, not one that several people read: whoever "
            "opens the link acts under this mandate."
        ),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class InviteForm(_InviteeForm):
    """Whom to invite, in which role, from when to when."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    starts_on = DayField(
        label=_("First day of the mandate"),
        required=False,
        help_text=_("Leave it empty to begin on the day the invitation is accepted."),
    )
    ends_on = DayField(
        label=_("Last day of the mandate"),
        required=False,
        help_text=_("Leave it empty if the mandate has no term."),
    )

    def __init__(
        self, *args: Any, today: date, roles: Sequence[Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["role"].choices = [
            (role.value, f"{role.label}. {role.meaning}") for role in roles
        ]

    def clean_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["starts_on"]
        if day is not None and day < self._today:
            raise ValidationError(_("A mandate begins today at the earliest."))
        return day

    def clean_ends_on(self) -> date | None:
        day: date | None = self.cleaned_data["ends_on"]
        first = self.cleaned_data.get("starts_on") or self._today
        if day is not None and day < first:
            raise ValidationError(_("A mandate cannot end before it starts."))
        return day


class HandOverForm(_InviteeForm):
    """Who takes over, and when the other's last day is."""

    last_day = DayField(
        label=_("Last day of the one who leaves"),
        help_text=_("The successor’s mandate begins on the day after."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_last_day(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        if last_day < self._today:
            raise ValidationError(_("Enter today or a later day."))
        return last_day


class RestoreForm(_InviteeForm):
    """Whom the secretariat lets see to a partner’s people again."""

    reason = forms.CharField(
        label=_("How do you know that this person may act for the organization?"),
        max_length=REASON_LIMIT,
        help_text=_("For example: letter of its president of 3 March, called back."),
    )


class SuspendForm(SubmissionForm):
    """Why a mandate gives no right for now."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("Those who see to the mandates of the organization read it."),
    )


class RenewForm(SubmissionForm):
    """Until when a mandate holds from now on."""

    ends_on = DayField(
        label=_("New last day"),
        required=False,
        help_text=_("Leave it empty if the mandate has no term any more."),
    )
