"""The forms of a case."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accord.base.fields import DayInput
from accord.base.forms import SubmissionForm
from accord.base.templatetags.accord import direction_of
from accord.screening import checklists
from accord.screening.editing import EditingForm, tidy
from accord.screening.edits import Edit, Edits
from accord.screening.models import Case, CheckAnswer, Outcome, Recommendation, Verdict
from accord.screening.models.findings import Level

_LONG = 6000


def _words(**more: Any) -> forms.CharField:
    rows = more.pop("rows", 4)
    return forms.CharField(
        **{"max_length": _LONG, "widget": forms.Textarea({"rows": rows}), **more}
    )


class InterestForm(SubmissionForm):
    """Whether a screener has an interest in a case, and which."""

    conflict = forms.TypedChoiceField(
        label=gettext_lazy("Do you have a personal or professional interest in it?"),
        help_text=gettext_lazy(
            "You or somebody close to you works or worked for it, is paid by it,"
            " competes with it, or has spoken for or against it in public."
        ),
        choices=[
            ("no", gettext_lazy("No: I can look at it freely")),
            ("yes", gettext_lazy("Yes: somebody else should look at it")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say whether you have an interest in it.")
        },
    )
    note = _words(
        label=gettext_lazy("Which one?"),
        help_text=gettext_lazy("Only other screeners read this."),
        required=False,
        rows=3,
    )


class NoteForm(EditingForm):
    note = _words(
        label=gettext_lazy("Working note"),
        help_text=gettext_lazy(
            "For screeners only. It reaches no letter and no other page."
        ),
        required=False,
        rows=8,
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due on"), widget=DayInput, required=False
    )
    review_on = forms.DateField(
        label=gettext_lazy("To be looked at again on"),
        help_text=gettext_lazy(
            "From then on the partner waits for a review. Without a day: a year after"
            " it was accepted."
        ),
        widget=DayInput,
        required=False,
    )


class ControversyForm(EditingForm):
    what = _words(label=gettext_lazy("What is it about?"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("A title, or the address of a page."),
        max_length=500,
    )
    dated_on = forms.DateField(label=gettext_lazy("Date"), widget=DayInput)
    assessment = _words(label=gettext_lazy("Our assessment"), required=False)


class RiskForm(EditingForm):
    what = _words(label=gettext_lazy("Risk"), rows=3)
    likelihood = forms.TypedChoiceField(
        label=gettext_lazy("Likelihood"),
        choices=Level.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"),
        choices=Level.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    mitigation = _words(label=gettext_lazy("What is done about it"), rows=3)
    owner = forms.CharField(label=gettext_lazy("Who sees to it"), max_length=200)
    review_on = forms.DateField(
        label=gettext_lazy("Looked at again on"), widget=DayInput
    )


class ChecklistForm(EditingForm):
    """Every item of a checklist, each with a verdict and a note."""

    def __init__(
        self,
        data: Any = None,
        *,
        checklist: checklists.Checklist,
        answers: Iterable[CheckAnswer] = (),
    ) -> None:
        self.checklist = checklist
        self.stored = {each.item: each for each in answers}
        shown: dict[str, Any] = {}
        for item, answer in self.stored.items():
            shown |= {f"{item}.verdict": answer.verdict, f"{item}.note": answer.note}
        super().__init__(data, shown=shown)

    def further_fields(self) -> dict[str, forms.Field]:
        """Return two fields for each item: its verdict and a note."""
        made: dict[str, forms.Field] = {}
        for item in self.checklist.items:
            made[f"{item.code}.verdict"] = forms.ChoiceField(
                label=item.text,
                choices=choices_of(item),
                widget=forms.RadioSelect,
                required=False,
            )
            made[f"{item.code}.note"] = forms.CharField(
                label=_("Note"),
                max_length=_LONG,
                widget=forms.Textarea({"rows": 2}),
                required=False,
            )
        return made

    def items(self) -> list[tuple[checklists.Item, BoundField, BoundField]]:
        return [
            (item, self[f"{item.code}.verdict"], self[f"{item.code}.note"])
            for item in self.checklist.items
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a note wherever something speaks against it."""
        given = super().clean() or self.cleaned_data
        for item in self.checklist.items:
            verdict = given.get(f"{item.code}.verdict")
            note = given.get(f"{item.code}.note", "")
            if verdict in {Verdict.CONCERN, Verdict.CONFIRMED} and not note.strip():
                self.add_error(
                    f"{item.code}.note", _("Say what you found, in a sentence or two.")
                )
        return given

    def answers(self) -> Edits:
        """Return the edits by item, each a pair of verdict and note."""
        edits = self.edits()
        changed = {name.rpartition(".")[0] for name in edits}
        return {
            item: Edit(self._pair(item, "was"), self._pair(item, "now"))
            for item in changed
        }

    def _pair(self, item: str, side: str) -> tuple[str, str]:
        verdict, note = self[f"{item}.verdict"], self[f"{item}.note"]
        if side == "was":
            return str(self._was(verdict)), str(self._was(note))
        return (
            self.cleaned_data[f"{item}.verdict"],
            tidy(self.cleaned_data[f"{item}.note"]),
        )

    def _again(self, data: Any) -> "EditingForm":
        return ChecklistForm(
            data, checklist=self.checklist, answers=self.stored.values()
        )


def choices_of(item: checklists.Item) -> list[tuple[str, str]]:
    """Return the answers to an item in its own words."""
    if item.is_exclusion:
        return [
            (Verdict.CLEAR, _("It does not apply")),
            (Verdict.CONCERN, _("Perhaps: a concern")),
            (Verdict.CONFIRMED, _("It applies")),
        ]
    return [
        (Verdict.CLEAR, _("It holds")),
        (Verdict.CONCERN, _("A concern")),
        (Verdict.NOT_APPLICABLE, _("Does not concern it")),
    ]


class QuestionForm(SubmissionForm):
    text = _words(
        label=gettext_lazy("What do you ask for?"),
        help_text=gettext_lazy(
            "The applicant reads this as you write it: write in their language, and"
            " nothing that they should not know."
        ),
    )
    wants_paper = forms.BooleanField(
        label=gettext_lazy("A paper is asked for"), required=False
    )
    due_on = forms.DateField(label=gettext_lazy("Answer due on"), widget=DayInput)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"due_on": today + timedelta(days=14)})
        self.today = today

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day


class RecommendationForm(SubmissionForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you recommend?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
    )
    reasons = _words(
        label=gettext_lazy("Reasons, for whoever decides"),
        help_text=gettext_lazy("These stay here. The applicant never reads them."),
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons that the applicant may know"),
        help_text=gettext_lazy(
            "If you recommend to decline: the letter gives them in the applicant’s"
            " language."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = _words(
        label=gettext_lazy("In your own words, for the applicant"),
        help_text=gettext_lazy("Stands in the letter as you write it."),
        required=False,
        rows=3,
    )
    conditions = _words(
        label=gettext_lazy("Conditions, for the applicant"),
        help_text=gettext_lazy(
            "If you recommend to accept with conditions. Stands in the letter as you"
            " write it."
        ),
        required=False,
        rows=3,
    )
    exception = _words(
        label=gettext_lazy("Why there is an exception"),
        help_text=gettext_lazy(
            "Only where an exclusion applies and you recommend to accept. It stays"
            " here."
        ),
        required=False,
        rows=3,
    )

    def __init__(self, data: Any = None, *, case: Case, excluded: bool) -> None:
        super().__init__(data, initial={"outcome": "" if excluded else Outcome.ACCEPT})
        language = get_language() or "en"
        self.fields["grounds"].choices = [
            (code, _capital(texts.get(language, texts["en"])))
            for code, texts in checklists.grounds().items()
        ]
        if not excluded:
            del self.fields["exception"]
        if case.application is None:
            del self.fields["grounds"]
            self.fields["words"].label = _("In your own words, for the partner")
            self.fields["words"].help_text = _(
                "If you recommend to suspend it: stands in the letter that tells it."
            )
            self.fields["outcome"].choices = outcomes_of(case)


def outcomes_of(case: Case) -> list[tuple[str, str]]:
    """Return what can become of a case, in words for an applicant or a partner."""
    if case.application is not None:
        return [(value, str(label)) for value, label in Outcome.choices]
    return [
        (Outcome.ACCEPT, _("It stays a partner")),
        (Outcome.CONDITIONS, _("It stays a partner, with conditions")),
        (Outcome.DECLINE, _("Suspend it")),
    ]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


class SendBackForm(SubmissionForm):
    note = _words(
        label=gettext_lazy("What is to be looked at again?"),
        help_text=gettext_lazy("The case goes back to its screener with these words."),
    )


class DecisionForm(SubmissionForm):
    recommendation = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    letter = _words(
        label=gettext_lazy("Letter"),
        help_text=gettext_lazy(
            "In the applicant’s language. It goes out as it stands here."
        ),
        rows=18,
    )
    reasons = _words(
        label=gettext_lazy("Why you decide otherwise than was recommended"),
        help_text=gettext_lazy("This stays here. The applicant never reads it."),
        rows=3,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        standing: Recommendation,
        outcome: str,
        letter: str,
        language: str,
        has_letter: bool,
    ) -> None:
        super().__init__(
            data,
            initial={
                "recommendation": standing.pk,
                "outcome": outcome,
                "letter": letter,
            },
        )
        if outcome == standing.outcome:
            del self.fields["reasons"]
        if has_letter:
            marks = {"lang": language, "dir": direction_of(language)}
            self.fields["letter"].widget.attrs |= marks
        else:
            del self.fields["letter"]
