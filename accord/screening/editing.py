"""Forms that send, with each value, the one they were opened with (`edits.py`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from accord.base.forms import SubmissionForm
from accord.screening.edits import Edit, Edits


class EditingForm(SubmissionForm):
    """A form that edits a record, and knows what it was opened with."""

    def __init__(
        self, data: Any = None, *, shown: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(shown or {}))
        self.fields |= self.further_fields()
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "token"

    def further_fields(self) -> dict[str, forms.Field]:
        """Return the fields that depend on the record."""
        return {}

    def edits(self) -> Edits:
        """Return the edits of a valid form: what differs from what was shown."""
        return {
            name: Edit(self._was(self[name]), tidy(self.cleaned_data[name]))
            for name in self.changed_data
            if name in self.cleaned_data and name != "token"
        }

    def over(self, theirs: Mapping[str, Any]) -> "EditingForm":
        """Return the form, opened anew over what stands, with the own words kept."""
        data = self.data.copy()
        for name, value in theirs.items():
            data[self[name].html_initial_name] = (
                value.isoformat() if isinstance(value, date) else value
            )
        return self._again(data)

    def _again(self, data: Any) -> "EditingForm":
        return type(self)(data, shown=self.initial)

    def _was(self, bound: BoundField) -> Any:
        """Return what the form was opened with; odd words are no value of ours."""
        sent = self.data.get(bound.html_initial_name)
        try:
            return tidy(bound.field.clean(sent))
        except forms.ValidationError:
            return tidy(sent)


def tidy(value: Any) -> Any:
    """Return text with the line ends that we store; browsers send others."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
