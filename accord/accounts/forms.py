"""What people may change about themselves."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person


class AccountForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language of your mail and pages"), choices=settings.LANGUAGES
    )

    class Meta:
        model = Person
        fields = ["name", "language"]

    def clean_name(self) -> str:
        """Keep a name on one line, wherever it is printed."""
        return " ".join(self.cleaned_data["name"].split())


class SignInForm(LoginForm):
    """The library's form without placeholders: a label stays, a placeholder goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
