"""What people may change about themselves."""

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
