"""What people may change about themselves."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.base.mail.bounces import has_stopped
from accord.base.mail.topics import TOPICS, are_off
from accord.base.models import Mailbox


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


class MailForm(forms.Form):
    """One box for each topic: whether it is mailed."""

    topics = forms.MultipleChoiceField(
        label=_("What we mail to you"),
        choices=[
            (each.code, format_lazy("{}. {}", each.label, each.explained))
            for each in TOPICS
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Everything is in your inbox, mailed or not. What is about your own "
            "applications, acts and passwords is always mailed."
        ),
    )
    resume = forms.BooleanField(
        label=_("My address works: write to it again"), required=False
    )

    def __init__(self, data: Any, *, person: Person) -> None:
        off = are_off(person.public_id)
        on = [each.code for each in TOPICS if each.code not in off]
        super().__init__(data, initial={"topics": on})
        if not has_stopped(person.email):
            self.fields["resume"].widget = forms.HiddenInput()

    def topics_off(self) -> set[str]:
        return {each.code for each in TOPICS} - set(self.cleaned_data["topics"])


class AddressForm(forms.Form):
    """Where mail goes from now on: the same address again, or a person's new one."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The same, if it works again. The person is told at both."),
    )

    def __init__(self, data: Any, *, mailbox: Mailbox, person: Person | None) -> None:
        super().__init__(data, initial={"email": mailbox.email})
        self.mailbox, self.person = mailbox, person

    def clean_email(self) -> str:
        """Refuse the address of somebody else, and a new one for nobody."""
        email = self.cleaned_data["email"].lower()
        if self.person is None and email != self.mailbox.email:
            raise forms.ValidationError(
                _("Nobody signs in with this address, so it cannot be changed here.")
            )
        taken = Person.objects.filter(email=email)
        if self.person and taken.exclude(pk=self.person.pk).exists():
            raise forms.ValidationError(
                _("Somebody else signs in with this address. Take another one.")
            )
        return email


class SignInForm(LoginForm):
    """The library's form without placeholders: a label stays, a placeholder goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""


class ResetForm(ResetPasswordForm):
    """The library's form, which takes as long for an address that nobody has."""

    users: list[Any]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Mail a link, or write the same letter to nobody and take it back."""
        is_known = bool(self.users)
        if not is_known:
            email, language = self.cleaned_data["email"], get_language() or "en"
            self.users = [Person(pk=0, email=email, language=language)]
        with transaction.atomic():
            super().save(request, **kwargs)
            if not is_known:
                transaction.set_rollback(True)
        return self.cleaned_data["email"]
