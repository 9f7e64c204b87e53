"""The forms of a prospect: what is known, whom to write to, as what it joins."""

from datetime import date
from typing import Any, Self

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.atlas.models import Category, Constituency, Country
from accord.base.fields import DayField, MultilingualFormField
from accord.base.forms import SubmissionForm, VersionedForm
from accord.base.multilingual import Multilingual
from accord.partners.models import Prospect


def _named(record: Any) -> str:
    return str(record.name)


class ProspectForm(VersionedForm):
    """What is known of an organization that may join."""

    name = forms.CharField(label=_("Name"), max_length=300)
    country = forms.ModelChoiceField(
        label=_("Country or area"), queryset=Country.objects.none(), required=False
    )
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), required=False
    )
    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, concept in (("country", Country), ("category", Category)):
            self.fields[field].queryset = concept.objects.all()
            self.fields[field].label_from_instance = _named


class InviteForm(SubmissionForm):
    """Whom to write to that the organization may apply."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(
        label=_("Name of the person"), max_length=200, required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the message"), choices=settings.LANGUAGES
    )
    words = forms.CharField(
        label=_("A word of yours"),
        required=False,
        max_length=1500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "It stands in the message, which also says what joining means and where to "
            "apply. The address is not kept with the prospect."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language() or "en"


class AdmitForm(SubmissionForm):
    """As what a prospect joins, where it did not apply by itself."""

    name = MultilingualFormField(
        label=_("Name"),
        max_length=300,
        help_text=_("Only names that the organization itself uses."),
    )
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none()
    )
    constituency = forms.ModelChoiceField(
        label=_("Constituency"), queryset=Constituency.objects.none()
    )
    country = forms.ModelChoiceField(
        label=_("Country or area"), queryset=Country.objects.none(), required=False
    )
    day = DayField(label=_("Joined on"))

    @classmethod
    def of(cls, prospect: Prospect, sent: Any, *, today: date) -> Self:
        """Return the form with what the prospect's list told."""
        kind = prospect.category
        form = cls(
            sent,
            initial={
                "name": Multilingual.of(get_language() or "en", prospect.name),
                "category": kind.pk if kind else None,
                "constituency": kind.default_constituency_id if kind else None,
                "country": prospect.country_id,
                "day": today,
            },
        )
        for field, concept in (
            ("category", Category),
            ("constituency", Constituency),
            ("country", Country),
        ):
            form.fields[field].queryset = concept.objects.all()
            form.fields[field].label_from_instance = _named
        return form
