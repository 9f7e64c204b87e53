"""Asking twice before a person is erased, and finding whom a request is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.base.forms import SubmissionForm


class EraseForm(SubmissionForm):
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={
            "required": _("Tick the box to say so; else nothing is erased.")
        },
    )


class FindForm(forms.Form):
    """An address or a number. It is sent, never part of an address of a page."""

    who = forms.CharField(
        label=_("E-mail address or number of the person"),
        max_length=254,
        help_text=_("A number begins with P-."),
        error_messages={"required": _("Write the address or the number.")},
    )

    def clean_who(self) -> str:
        return str(self.cleaned_data["who"]).strip()


class EraseAddressForm(EraseForm):
    """Erases somebody who has no account, wherever their address stands."""

    address = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Write the address that is to be erased."),
            "invalid": _("Write a whole address, such as name@example.org."),
        },
    )
