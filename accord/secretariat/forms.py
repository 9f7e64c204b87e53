"""What the office writes about things that wait."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.base.forms import SubmissionForm, VersionedForm
from accord.secretariat.operations import FARTHEST, MOST_RUNGS
from accord.secretariat.reminding import Letter

LONGEST_NOTE = 4_000
LONGEST_TEXT = 20_000
# A thing that is put off for longer is no longer waiting.
LONGEST_SNOOZE = 366


class AssignForm(VersionedForm):
    person = forms.ChoiceField(label=_("Colleague"), required=False)

    def __init__(self, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {each.public_id: each for each in people}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type check
        field.choices = [
            ("", _("Nobody yet")),
            *((key, each.name) for key, each in self._people.items()),
        ]

    @property
    def chosen(self) -> Person | None:
        return self._people.get(self.cleaned_data["person"])


class SnoozeForm(VersionedForm):
    until = forms.DateField(
        label=_("Put off until"),
        help_text=_("Empty takes it back into the queue."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is None:
            return None
        if until <= self._today:
            raise forms.ValidationError(
                _("This day is not in the future. Choose tomorrow or a later day.")
            )
        if until > self._today + timedelta(days=LONGEST_SNOOZE):
            raise forms.ValidationError(
                _("This is more than a year away. Choose an earlier day.")
            )
        return until


class NoteForm(SubmissionForm):
    text = forms.CharField(
        label=_("Note"),
        help_text=_(
            "Only the office reads it, and it stays as you wrote it, with your name."
        ),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MessageForm(SubmissionForm):
    """The message in each language; what stands here when it is sent is what goes."""

    rung = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(self, letters: Iterable[Letter], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = list(letters)
        for each in self.letters:
            marks = {"lang": each.language, "dir": "auto"}
            named = {"language": each.language_name}
            self.fields[f"subject_{each.language}"] = forms.CharField(
                label=_("Subject (%(language)s)") % named,
                initial=each.subject,
                max_length=200,
                widget=forms.TextInput(attrs=marks),
            )
            self.fields[f"text_{each.language}"] = forms.CharField(
                label=_("Text (%(language)s)") % named,
                initial=each.text,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={**marks, "rows": 12}),
            )

    @property
    def words(self) -> dict[str, tuple[str, str]]:
        return {
            each.language: (
                self.cleaned_data[f"subject_{each.language}"],
                self.cleaned_data[f"text_{each.language}"].strip() + "\n",
            )
            for each in self.letters
        }


class ViewForm(SubmissionForm):
    name = forms.CharField(label=_("Name of the view"), max_length=60)
    is_shared = forms.BooleanField(label=_("Share it with the office"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)


class LadderForm(VersionedForm):
    days = forms.CharField(
        label=_("Days"),
        help_text=_(
            "Counted from the day it is due and divided by commas: -7 is a week before,"
            " 0 the day itself, 7 a week after."
        ),
        max_length=100,
    )
    is_automatic = forms.BooleanField(
        label=_("Send by itself each morning, in my name and with my rights"),
        required=False,
    )

    def clean_days(self) -> list[int]:
        parts = self.cleaned_data["days"].replace("−", "-").replace(";", ",").split(",")
        try:
            days = sorted({int(each) for each in parts if each.strip()})
        except ValueError as error:
            raise forms.ValidationError(
                _("Write whole numbers divided by commas, such as -7, 0, 7.")
            ) from error
        if not days or len(days) > MOST_RUNGS:
            raise forms.ValidationError(_("Write between one and twelve days."))
        if max(abs(each) for each in days) > FARTHEST:
            raise forms.ValidationError(_("No day lies more than a year away."))
        return days
