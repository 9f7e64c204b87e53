"""How forms look, and what keeps a double submit and a lost update harmless."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.renderers import TemplatesSetting


class AccordRenderer(TemplatesSetting):
    """Fields are drawn by base's own templates, with label, hint and error."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"


class SubmissionForm(forms.Form):
    """A form that carries a one-time token (see `submissions.once`)."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4

    def clean_token(self) -> UUID:
        return self.cleaned_data["token"] or uuid4()


class VersionedForm(SubmissionForm):
    """A form that also says which version of the record it began from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
