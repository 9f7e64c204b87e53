"""Sending a file, and agreeing to what it would do."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.base.forms import SubmissionForm
from accord.partners.models import Partner


class UploadForm(SubmissionForm):
    partner = forms.ModelChoiceField(
        label=gettext_lazy("For which partner?"),
        queryset=Partner.objects.none(),
        empty_label=gettext_lazy("Choose a partner"),
        error_messages={"required": gettext_lazy("Choose for whom you import.")},
    )
    file = forms.FileField(
        label=gettext_lazy("IATI activity file"),
        max_length=255,
        widget=forms.ClearableFileInput({"accept": ".xml,text/xml,application/xml"}),
        error_messages={
            "required": gettext_lazy("Choose the file on your device."),
            "empty": gettext_lazy(
                "The file is empty; choose the file that holds the activities."
            ),
            "missing": gettext_lazy("Choose the file on your device."),
            "invalid": gettext_lazy("Choose the file on your device."),
        },
    )

    def __init__(self, partners: QuerySet[Partner], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners
        self.fields["file"].help_text = _(
            "The XML file that your organization publishes, version 2.01, 2.02 or 2.03,"
            " up to {limit}. Unpack it first if it is packed."
        ).format(limit=filesizeformat(settings.UPLOAD_LIMIT_BYTES))

    @classmethod
    def for_one(cls, partners: QuerySet[Partner], *args: Any) -> "UploadForm":
        """Return the form of whoever acts for one partner: there is no choice."""
        form = cls(partners, *args)
        del form.fields["partner"]
        return form

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(
                _("The file is larger than {limit}; split it into several.").format(
                    limit=filesizeformat(settings.UPLOAD_LIMIT_BYTES)
                ),
                "too-large",
            )
        return file


class ConfirmForm(SubmissionForm):
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
