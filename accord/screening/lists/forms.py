"""The forms for a list and for a verdict."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.base.forms import SubmissionForm
from accord.screening.models import HitVerdict

_TYPES = ".csv,.xlsx,.xml,text/csv,text/xml,application/xml"
_MISSING = _("Choose the file on your device.")


class ListForm(SubmissionForm):
    """A file of a list, and which list it is of."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=120,
        help_text=_("The same as last time, so that the editions are compared."),
    )
    file = forms.FileField(
        label=_("File of the list"),
        max_length=255,
        help_text=_(
            "CSV or Excel with a column “name”, or the XML that the publisher offers. "
            "40 MB at most."
        ),
        widget=forms.ClearableFileInput({"accept": _TYPES}),
        error_messages={
            "required": _MISSING,
            "empty": _("The file is empty; choose the file that holds the list."),
            "missing": _MISSING,
            "invalid": _MISSING,
        },
    )


class VerdictForm(SubmissionForm):
    verdict = forms.ChoiceField(
        label=_("Is it a true match?"),
        choices=HitVerdict.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_(
            "What you compared: dates, places, numbers. Only screeners read it."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
