"""Sending a file of series, saying what it is, agreeing, setting aside, retiring."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.fields import DayInput
from accord.base.forms import SubmissionForm
from accord.observatory.models import Source
from accord.observatory.vintages.uploads import Said


class SaidForm(SubmissionForm):
    """What a person says of a file: source, edition, date of retrieval."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Which source is it from?"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=gettext_lazy("Let the file tell"),
    )
    edition = forms.CharField(
        label=gettext_lazy("What does the source call this edition?"),
        help_text=gettext_lazy(
            "For example “May 2026”. Leave it empty if it has no name."
        ),
        max_length=100,
        required=False,
    )
    retrieved_on = forms.DateField(
        label=gettext_lazy("When was the file fetched from the source?"),
        widget=DayInput,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["source"].queryset = Source.objects.order_by("position", "code")

    def clean_retrieved_on(self) -> date:
        day: date = self.cleaned_data["retrieved_on"]
        if day > self._today:
            raise forms.ValidationError(
                _("This day is still to come; give the day the file was fetched."),
                "future",
            )
        return day

    @property
    def said(self) -> Said:
        told = self.cleaned_data
        return Said(told["source"], told["edition"], told["retrieved_on"])


class UploadForm(SaidForm):
    file = forms.FileField(
        label=gettext_lazy("File of series"),
        max_length=255,
        widget=forms.ClearableFileInput(
            {"accept": ".csv,.gz,.xml,.json,text/csv,application/xml,application/json"}
        ),
        error_messages={
            "required": gettext_lazy("Choose the file on your device."),
            "empty": gettext_lazy(
                "The file is empty; choose the file that holds the series."
            ),
            "missing": gettext_lazy("Choose the file on your device."),
            "invalid": gettext_lazy("Choose the file on your device."),
        },
    )
    field_order = ["file", "source", "edition", "retrieved_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A CSV or SDMX file as the source gives it out, up to {limit}; it may be"
            " packed with gzip."
        ).format(limit=filesizeformat(settings.UPLOAD_LIMIT_BYTES))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is larger than {limit}; pack it with gzip, or have it"
                    " imported with the command `accord import series`."
                ).format(limit=filesizeformat(settings.UPLOAD_LIMIT_BYTES)),
                "too-large",
            )
        return file


class AgreeForm(SubmissionForm):
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReasonForm(SubmissionForm):
    """A reason that everybody reads."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Everybody reads it on the public page."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": gettext_lazy("Say why, in one sentence or two."),
            "max_length": gettext_lazy(
                "Shorten the reason to %(limit_value)d characters."
            ),
        },
    )
