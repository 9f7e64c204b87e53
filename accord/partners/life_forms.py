"""The forms by which a partner's standing, its facts and its records change."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Category, Constituency, Country, Region
from accord.base.fields import DayField, MultilingualFormField
from accord.base.forms import SubmissionForm, VersionedForm
from accord.partners.models import Partner
from accord.partners.operations import Reason

REASON_LIMIT = 1500


def _words(label: Any, help_text: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 4}),
    )


class ReasonForm(SubmissionForm):
    """Why: for everyone, for the partner, and for the secretariat alone."""

    told = _words(
        _("Reason, for the organization"),
        _("It stands in the letter to its focal points, as you write it here."),
        required=True,
    )
    public = _words(
        _("Reason, for everyone"),
        _("It stands on the public page. Leave it empty to give none."),
    )
    note = _words(
        _("Note for the secretariat"),
        _("Nobody else ever reads it: no letter, page, file or history tells it."),
    )
    language = forms.ChoiceField(
        label=_("Language of these reasons"), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language() or "en"
        if not is_office:
            del self.fields["note"]

    @property
    def reason(self) -> Reason:
        return Reason(
            self.cleaned_data["told"],
            self.cleaned_data["public"],
            self.cleaned_data.get("note", ""),
            self.cleaned_data["language"],
        )


class TurnForm(ReasonForm):
    """A turn of a partner's life, from a day on."""

    day = DayField(label=_("In effect from"))
    field_order = ("day", "told", "public", "note", "language")

    def __init__(
        self, *args: Any, label: Any, hint: Any, earliest: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label, self.fields["day"].help_text = label, hint
        self._earliest = earliest

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if self._earliest is not None and day < self._earliest:
            raise ValidationError(
                _("What was done stays: choose today or a later day.")
            )
        return day


class MergeForm(ReasonForm):
    """Confirms which record is absorbed, and says why."""

    absorbed = forms.CharField(widget=forms.HiddenInput)
    understood = forms.BooleanField(
        label=_("I have compared the two records: they are one organization."),
        error_messages={
            "required": _("Compare the two records, and say that they are one.")
        },
    )
    field_order = ("understood", "told", "public", "note", "language")


class FactsForm(VersionedForm):
    """Name, category, constituency and place of a partner."""

    name = MultilingualFormField(
        label=_("Name"),
        max_length=300,
        help_text=_("Only names that the organization itself uses."),
    )
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), empty_label=None
    )
    constituency = forms.ModelChoiceField(
        label=_("Constituency"), queryset=Constituency.objects.none(), empty_label=None
    )
    country = forms.ModelChoiceField(
        label=_("Country or area where it is based"),
        queryset=Country.objects.none(),
        required=False,
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.none(),
        required=False,
        help_text=_("For an organization of a whole region, in place of a country."),
    )
    why = _words(
        _("Why do you ask for this?"),
        _("For the secretariat: for example a decision of your congress, and its day."),
        required=True,
    )
    day = DayField(
        label=_("In effect from"),
        help_text=_(
            "Counts of the coalition have the new category from this day on. A day in "
            "the past corrects them since then."
        ),
    )

    def __init__(self, *args: Any, is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, concept in (
            ("category", Category),
            ("constituency", Constituency),
            ("country", Country),
            ("region", Region),
        ):
            self.fields[field].queryset = concept.objects.all()
            self.fields[field].label_from_instance = _named
        del self.fields["why" if is_office else "day"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("country") and found.get("region"):
            self.add_error("region", _("Give a country or a region, not both of them."))
        return found

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return the facts as sent; a code takes the place of country and region."""
        return {
            field: self.cleaned_data[field]
            for field in (
                *("name", "short_name", "category"),
                *("constituency", "country", "region"),
            )
        }


def facts_initial(partner: Partner) -> dict[str, Any]:
    """Return what the form of facts shows of a partner at first."""
    return {
        "name": partner.name,
        "short_name": partner.short_name,
        "category": partner.category_id,
        "constituency": partner.constituency_id,
        "country": partner.country_id,
        "region": partner.region_id,
    }


class DecisionForm(SubmissionForm):
    """Whether a requested change is accepted, and what the partner is told."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accept", _("Accept")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to accept or to decline.")},
    )
    reason = _words(
        _("Reason, for the organization"),
        _("It stands in the letter to its focal points. To decline needs one."),
    )
    day = DayField(
        label=_("In effect from"),
        help_text=_(
            "Counts of the coalition have the new category from this day on. A day in "
            "the past corrects them since then."
        ),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("decision") == "decline" and not found.get("reason"):
            self.add_error("reason", _("Say why the request is declined."))
        return found


def _named(record: Any) -> str:
    return str(record.name)


def in_a_while(today: date) -> date:
    """Return the day that a form of leaving begins with: after a month."""
    return today + timedelta(days=30)
