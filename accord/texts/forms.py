"""What an editor fills in: a new text, the words of a draft, what is published."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.base.fields import DayInput
from accord.base.forms import SubmissionForm, VersionedForm
from accord.base.templatetags.accord import direction_of
from accord.texts.models import Kind, Version

# Addresses under /texts/ that are taken.
TAKEN = {"office", "new"}
SLUG_IS_TAKEN = _("This address is taken. Choose another one.")
BODY_LIMIT = 200_000


class BeginForm(SubmissionForm):
    """What cannot be changed later: kind, address and original language."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        help_text=_("Small letters, digits and hyphens, such as annual-meeting."),
    )
    original_language = forms.ChoiceField(
        label=_("Language you write in"), choices=settings.LANGUAGES
    )
    dated_on = forms.DateField(
        label=_("Date of the news"),
        required=False,
        widget=DayInput,
        help_text=_("Only news has a date."),
    )

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if slug in TAKEN:
            raise forms.ValidationError(SLUG_IS_TAKEN, "taken")
        return slug

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Kind.NEWS and not given.get("dated_on"):
            self.add_error("dated_on", _("Give the day that stands above the news."))
        if given.get("kind") == Kind.PAGE:
            given["dated_on"] = None
        return given


class WantedField(forms.CharField):
    """Words that readers need, though a draft may be saved without them."""

    def validate(self, value: str) -> None:
        """Let an empty value pass: publishing asks for it."""


class DraftForm(VersionedForm):
    """The words of a draft. Anything may be missing until it is published."""

    use_required_attribute = False

    title = WantedField(label=_("Title"), max_length=200)
    standfirst = forms.CharField(
        label=_("Standfirst"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One or two sentences under the title that say what matters."),
    )
    body = WantedField(
        label=_("Text"),
        max_length=BODY_LIMIT,
        widget=forms.Textarea({"rows": 24, "class": "text-source"}),
        help_text=_(
            "Leave a blank line between paragraphs. You can also write simple HTML: "
            "headings (h2, h3), paragraphs, lists, quotations, strong, em and links."
        ),
    )
    # The original's version that stood beside the translation while it was written.
    of = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000, required=False
    )
    is_up_to_date = forms.BooleanField(
        label=_("This translation matches the original as it stands now"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        language: str,
        original: Version | None = None,
        current: Version | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.previous_of = current.of if current else None
        for name in ("title", "standfirst", "body"):
            self.fields[name].widget.attrs |= {
                "lang": language,
                "dir": direction_of(language),
            }
        is_behind = (
            original is not None
            and self.previous_of is not None
            and self.previous_of < original.number
        )
        if not is_behind:
            del self.fields["is_up_to_date"]

    @property
    def translated(self) -> int | None:
        """Return the number of the original's version that these words translate."""
        shown = self.cleaned_data.get("of")
        if "is_up_to_date" not in self.fields:
            return shown
        confirmed = self.cleaned_data["is_up_to_date"]
        return shown if confirmed else self.previous_of


class RevisionForm(VersionedForm):
    """A button that acts on one revision, and on no later one."""
