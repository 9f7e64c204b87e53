"""The forms of profiles, numbers, mandates and the choice of a mandate."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Area, Challenge
from accord.base.fields import DayField, MultilingualFormField
from accord.base.forms import SubmissionForm, VersionedForm
from accord.partners.keys import LONGEST
from accord.partners.models import Identifier, Mandate, Partner, Scope

PROSE_LIMIT = 1500


class ActingForForm(forms.Form):
    """The choice of one mandate among those that a person holds."""

    mandate = forms.ChoiceField(
        label=_("For whom do you act?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, mandates: Sequence[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mandates = {each.reference: each for each in mandates}
        self.fields["mandate"].choices = [
            (
                each.reference,
                _("%(partner)s, as %(role)s")
                % {"partner": each.partner, "role": each.get_role_display().lower()},
            )
            for each in mandates
        ]

    @property
    def chosen(self) -> Mandate:
        return self._mandates[self.cleaned_data["mandate"]]


class ProfileForm(VersionedForm):
    """What a partner says of itself."""

    name = MultilingualFormField(
        label=_("Name"),
        max_length=300,
        help_text=_("Only names that the organization itself uses."),
    )
    mandate_text = MultilingualFormField(
        label=_("Mandate"),
        required=False,
        limit=PROSE_LIMIT,
        help_text=_("Whom the organization stands for, and what it is there to do."),
    )
    priorities = MultilingualFormField(
        label=_("Priorities"), required=False, limit=PROSE_LIMIT
    )
    expertise = MultilingualFormField(
        label=_("Expertise"),
        required=False,
        limit=PROSE_LIMIT,
        help_text=_("What other partners could learn from it or ask it for."),
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Areas of immediate action"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    challenges = forms.ModelMultipleChoiceField(
        label=_("Challenges"),
        queryset=Challenge.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("The whole address, such as https://www.example.org/."),
    )

    def __init__(self, *args: Any, today: date, is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whatever comes without it is not this form: it would empty the profile.
        self.fields["version"].required = True
        self.fields["version"].error_messages["required"] = _(
            "What was sent is not whole. Open the page anew and write it once more."
        )
        # The secretariat confirms names; a partner asks for another one.
        if not is_office:
            del self.fields["name"]
        self.fields["areas"].queryset = Area.objects.valid_on(today)
        self.fields["challenges"].queryset = Challenge.objects.valid_on(today)


class IdentifierForm(SubmissionForm):
    """A number in an outside register."""

    scheme = forms.ChoiceField(
        label=_("Register"), choices=Identifier.Scheme.choices, widget=forms.RadioSelect
    )
    value = forms.CharField(
        label=_("Number"),
        max_length=100,
        help_text=_(
            "As the register writes it, or the address of its page there. Accord "
            "compares the check digits."
        ),
    )


class EndMandateForm(SubmissionForm):
    """The last day of a mandate."""

    last_day = DayField(
        label=_("Last day of the mandate"),
        help_text=_(
            "The mandate holds until the end of this day. Yesterday’s date ends it at "
            "once."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._earliest = today - timedelta(days=1)

    def clean_last_day(self) -> date:
        last_day = self.cleaned_data["last_day"]
        if last_day < self._earliest:
            raise ValidationError(
                _("What was done under the mandate stays: enter yesterday or later.")
            )
        return last_day


class KeyForm(SubmissionForm):
    """What an API key is for, and until when."""

    name = forms.CharField(
        label=_("What is the key for?"),
        max_length=100,
        help_text=_("For example: nightly copy into our members’ database."),
        error_messages={"required": _("Say in a few words what the key is for.")},
    )
    scope = forms.ChoiceField(
        label=_("What may a program do with it?"), widget=forms.RadioSelect
    )
    expires_on = DayField(
        label=_("Last day of the key"),
        help_text=_("A year from today at most. It also ends with your mandate."),
    )

    def __init__(
        self, *args: Any, today: date, scopes: Sequence[Scope], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["scope"].choices = [(each.value, each.label) for each in scopes]
        self.fields["scope"].initial = scopes[0].value
        self.fields["expires_on"].initial = today + timedelta(days=90)

    def clean_expires_on(self) -> date:
        day = self.cleaned_data["expires_on"]
        if not self._today <= day <= self._today + LONGEST:
            raise ValidationError(_("Choose a day within a year from today."))
        return day


def initial_of(partner: Partner) -> Mapping[str, Any]:
    """Return what the profile form shows of a partner at first."""
    return {
        "name": partner.name,
        "mandate_text": partner.mandate_text,
        "priorities": partner.priorities,
        "expertise": partner.expertise,
        "areas": [area.pk for area in partner.areas.all()],
        "challenges": [challenge.pk for challenge in partner.challenges.all()],
        "website": partner.website,
        "version": partner.version,
    }
