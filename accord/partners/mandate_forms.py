"""The forms of invitations, suspensions and successions."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.base.forms import SubmissionForm


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
