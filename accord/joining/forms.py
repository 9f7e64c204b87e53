"""The pages of an application, one form a page.

Every field may stay empty: a draft is saved as far as it goes, and only sending asks
for all. `changes` returns the answers by question, as plain JSON.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.atlas.models import Area, Category, Challenge, Constituency, Country, Region
from accord.base.fields import CountedTextarea, GroupedChoices
from accord.base.forms import SubmissionForm, VersionedForm
from accord.joining import papers, questions
from accord.joining.models import Application
from accord.partners import operations as partners

PROSE_LIMIT = 1500


class StartForm(SubmissionForm):
    """Who applies, and in which language."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=200,
        help_text=gettext_lazy("The link to your application is sent there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you write?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("The e-mail address you began with"),
        max_length=200,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class SectionForm(VersionedForm):
    """One page of an application."""

    # The questions of this page; a field has the name of its question.
    asks: tuple[str, ...] = ()

    def __init__(
        self, application: Application, data: Any = None, files: Any = None
    ) -> None:
        self.application = application
        super().__init__(data, files)
        self.prepare()
        self.fields["version"].initial = application.version
        for name in self.asks:
            field = self.fields[name]
            if name in questions.LABELS and field.label is None:
                field.label = questions.LABELS[name]
            field.required = False
            field.is_needed_later = name in questions.REQUIRED
            if name in application.answers:
                field.initial = application.answers[name]

    def prepare(self) -> None:
        """Fill in what depends on the application or on the registry."""

    def changes(self) -> dict[str, Any]:
        return {
            name: _plain(self.cleaned_data.get(name))
            for name in self.asks
            if name != "authority"
        }


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _line(limit: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=limit, **options)


def _prose(**options: Any) -> forms.CharField:
    return forms.CharField(
        max_length=PROSE_LIMIT, widget=CountedTextarea(limit=PROSE_LIMIT), **options
    )


class OrganizationForm(SectionForm):
    asks = (
        "name",
        "country",
        "short_name",
        "former_names",
        *(f"name_{code}" for code, _name in settings.LANGUAGES),
        "website",
        "registration",
        *questions.NUMBERS,
    )
    name = _line(300, help_text=gettext_lazy("As the organization itself writes it."))
    country = forms.ChoiceField()
    short_name = _line(60, help_text=gettext_lazy("Such as an acronym."))
    former_names = forms.CharField(
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "One a line: names it had, and names by which others know it."
        ),
    )
    website = forms.URLField(
        max_length=200,
        assume_scheme="https",
        help_text=gettext_lazy("The whole address, such as https://www.example.org/."),
    )
    registration = _line(
        help_text=gettext_lazy("The register of your country, and the number in it.")
    )

    def prepare(self) -> None:
        for code, _name in settings.LANGUAGES:
            if code != self.application.language:
                self.fields[f"name_{code}"] = _line(300)
        self.asks = tuple(
            name for name in self.asks if name != f"name_{self.application.language}"
        )
        for name in questions.NUMBERS:
            self.fields[name] = _line(100)
        self.fields["country"].choices = [
            ("", _("Choose a country")),
            *((each.iso3, str(each)) for each in _countries()),
        ]
        self.order_fields(self.asks)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in questions.NUMBERS:
            if cleaned.get(name):
                try:
                    cleaned[name] = partners.checked_number(name, cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned


def _countries() -> list[Country]:
    return sorted(Country.objects.all(), key=str)


class StandingForm(SectionForm):
    asks = ("category", "constituency", "representativeness")
    category = forms.ChoiceField(widget=forms.RadioSelect)
    constituency = forms.ChoiceField(
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Where it stands in tripartite terms. Leave it open if you do not know:"
            " the category decides."
        ),
    )
    representativeness = _prose(
        help_text=gettext_lazy(
            "Asked of employers’ and workers’ organizations: how many members, in"
            " which branches and regions, and which federation it belongs to."
        )
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        for name, model in (("category", Category), ("constituency", Constituency)):
            self.fields[name].choices = [
                (each.code, str(each)) for each in model.objects.valid_on(today)
            ]


class AuthorityForm(SectionForm):
    asks = ("signatory_name", "signatory_title", "signatory_email", "authority")
    signatory_name = _line(
        help_text=gettext_lazy("The person who may bind the organization.")
    )
    signatory_title = _line(help_text=gettext_lazy("Such as General Secretary."))
    signatory_email = forms.EmailField(max_length=200)
    authority = forms.FileField(
        label=gettext_lazy("The decision or letter that allows joining"),
        help_text=gettext_lazy(
            "A PDF, or a picture of it, of 10 MB at most. Only those who examine the"
            " application see it."
        ),
        widget=forms.FileInput({"accept": papers.ACCEPTED}),
        # An empty file is told by name, as every other one that cannot be kept.
        allow_empty_file=True,
    )

    def clean_authority(self) -> Any:
        file = self.cleaned_data.get("authority")
        if file:
            papers.checked(file, held=self.application.papers.count())
            file.seek(0)
        return file


class ContactsForm(SectionForm):
    asks = ("focal_name", "focal_email", "alternate_name", "alternate_email")
    focal_name = _line(
        help_text=gettext_lazy(
            "The person with whom the coalition keeps in touch. It may be the one who"
            " signs."
        )
    )
    focal_email = forms.EmailField(max_length=200)
    alternate_name = _line(
        help_text=gettext_lazy("Who stands in for the focal point, if anybody.")
    )
    alternate_email = forms.EmailField(max_length=200)

    def prepare(self) -> None:
        # It was given when the application began: nobody types it twice.
        self.fields["focal_email"].initial = self.application.email


class InterestsForm(SectionForm):
    asks = ("areas", "challenges", "countries")
    areas = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    challenges = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    countries = forms.MultipleChoiceField(
        widget=GroupedChoices(search_label=gettext_lazy("Find a country or area"))
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        for name, model in (("areas", Area), ("challenges", Challenge)):
            self.fields[name].choices = [
                (each.code, str(each)) for each in model.objects.valid_on(today)
            ]
        regions = Region.objects.filter(countries__isnull=False).distinct()
        self.fields["countries"].choices = [
            (
                str(region),
                sorted(((one.iso3, str(one)) for one in region.held), key=_by_name),
            )
            for region in regions.prefetch_related(
                Prefetch("countries", to_attr="held")
            )
        ]


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1]


class ExchangeForm(SectionForm):
    asks = ("offers", "needs")
    offers = _prose(
        help_text=gettext_lazy("What other partners could learn or receive from it.")
    )
    needs = _prose(help_text=gettext_lazy("What it hopes to find among the partners."))


class ProfileForm(SectionForm):
    asks = ("mandate_text", "priorities", "expertise")
    mandate_text = _prose(
        help_text=gettext_lazy(
            "Whom the organization stands for, and what it is there to do."
        )
    )
    priorities = _prose(
        help_text=gettext_lazy("What it wants to reach in the next two or three years.")
    )
    expertise = _prose(help_text=gettext_lazy("What it knows and can do best."))


class DoingForm(SectionForm):
    asks = ("commitments", "doing")
    commitments = _prose(
        help_text=gettext_lazy(
            "What it will do as a partner in its first year. It may be small."
        )
    )
    doing = _prose(
        help_text=gettext_lazy("Work for social justice that is already under way.")
    )


class ConsentForm(SectionForm):
    asks = ("consent",)
    consent = forms.BooleanField(
        label=gettext_lazy("We agree that this is published if we are admitted.")
    )


class AnswerForm(SubmissionForm):
    """An answer to a request for information, with a paper."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=4000,
        widget=CountedTextarea(limit=4000),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )
    paper = forms.FileField(
        label=gettext_lazy("Paper"),
        help_text=gettext_lazy("A PDF, or a picture of it, of 10 MB at most."),
        widget=forms.FileInput({"accept": papers.ACCEPTED}),
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, wants_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.fields["paper"]
        paper.required = wants_paper
        paper.error_messages["required"] = _(
            "Choose the paper that was asked for, as a PDF, JPEG or PNG file."
        )

    def clean_paper(self) -> Any:
        file = self.cleaned_data.get("paper")
        if file:
            papers.checked(file)
            file.seek(0)
        return file
