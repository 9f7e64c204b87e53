"""How forms look, and what keeps a double submit and a lost update harmless."""

from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.files import File
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
        """Return the token of this very content.

        Who goes back, changes something and sends the page again sends the same
        token with other words; they are another submit, not a repeated one.
        """
        token = self.cleaned_data["token"]
        return uuid5(token, repr(self._sent())) if token else uuid4()

    def _sent(self) -> list[tuple[str, Any]]:
        """Return what was sent for each field; a button is no content."""
        values = [
            (
                name,
                field.widget.value_from_datadict(
                    self.data, self.files, self.add_prefix(name)
                ),
            )
            for name, field in self.fields.items()
            if name != "token"
        ]
        return [
            (name, (value.name, value.size) if isinstance(value, File) else value)
            for name, value in values
        ]


class VersionedForm(SubmissionForm):
    """A form that also says which version of the record it began from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
