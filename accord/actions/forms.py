"""The short pages on which an action is declared, one form a page.

Every field may stay empty: a draft is saved as far as it goes, and only publishing
asks for what readers need. `changes` returns what the page says about the action.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from accord.actions import currencies
from accord.actions.models import Action, Kind
from accord.atlas.models import Area, Challenge, Country, Target, TargetGroup
from accord.base.fields import CountedTextarea, DayInput, GroupedChoices
from accord.base.forms import SubmissionForm, VersionedForm
from accord.base.multilingual import Multilingual
from accord.base.templatetags.accord import direction_of

TITLE_LIMIT = 150
SUMMARY_LIMIT = 1200


def _languages() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in settings.LANGUAGES]


class SectionForm(VersionedForm):
    """One page of a declaration. `action` is the record as it stands."""

    # The facts that this page tells; a conflict is told fact by fact.
    facts: tuple[str, ...] = ()
    # Fields that may be empty now and not when the action is published.
    needed: tuple[str, ...] = ()

    def __init__(self, action: Action, data: Any = None) -> None:
        self.action = action
        super().__init__(data)
        self.fields["version"].initial = action.version
        for name, value in self.told().items():
            self.fields[name].initial = value
        for name in self.needed:
            self.fields[name].is_needed_later = True

    def told(self) -> dict[str, Any]:
        """Return what the action already says, by field."""
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        """Return the facts that a valid form gives."""
        return {fact: self.cleaned_data[fact] for fact in self.facts}

    def fields_of(self, fact: str, part: str) -> set[str]:
        """Return the fields that tell a part of a fact (see `facts.parts_of`)."""
        return {fact}

    def on_top_of(self, current: Action, own: Mapping[str, set[str]]) -> "SectionForm":
        """Return the form as `current` fills it, with what was sent of `own` parts."""
        sent = set().union(
            *(self.fields_of(fact, part) for fact in own for part in own[fact])
        )
        fresh = type(self)(current)
        data = self.data.copy()
        for name in fresh.fields.keys() & self.fields.keys() - sent:
            value = fresh.get_initial_for_field(fresh.fields[name], name)
            several = value if isinstance(value, list) else [value]
            data.setlist(name, ["" if each is None else each for each in several])
        return type(self)(current, data)


class WhatForm(SectionForm):
    facts = ("kind", "title", "summary")
    needed = ("kind", "title", "summary")

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of action is it?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Which language do you write in?"),
        help_text=gettext_lazy(
            "This is the original. You can add other languages on a later page."
        ),
        choices=_languages,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy(
            "Say what will be done and for whom, as you would tell a neighbour."
        ),
        max_length=TITLE_LIMIT,
        required=False,
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy(
            "Three or four sentences: what you do, with whom, and what should be"
            " different afterwards."
        ),
        max_length=SUMMARY_LIMIT,
        widget=CountedTextarea(limit=SUMMARY_LIMIT),
        required=False,
    )

    def told(self) -> dict[str, Any]:
        title, summary = self.action.title, self.action.summary
        language = get_language()
        if title or summary:
            language = (title or summary).original_language
            marks = {"lang": language, "dir": direction_of(language)}
            for name in ("title", "summary"):
                self.fields[name].widget.attrs.update(marks)
        return {
            "kind": self.action.kind,
            "language": language,
            "title": title.original,
            "summary": summary.original,
        }

    def fields_of(self, fact: str, part: str) -> set[str]:
        return {"language"} if part == "original" else {fact}

    def changes(self) -> dict[str, Any]:
        language = self.cleaned_data["language"]
        return {
            "kind": self.cleaned_data["kind"],
            "title": _rewritten(
                self.action.title, language, self.cleaned_data["title"]
            ),
            "summary": _rewritten(
                self.action.summary, language, self.cleaned_data["summary"]
            ),
        }


def _rewritten(value: Multilingual, language: str, text: str) -> Multilingual:
    """Return `value` with another original; the translations there are stay.

    Where only the name of the language was wrong, the text moves to the right one.
    """
    texts = {each: value.text_in(each) for each in value.languages}
    if texts.get(value.original_language) == text:
        texts.pop(value.original_language, None)
    return value.with_texts(language, texts | {language: text})


class TranslationsForm(SectionForm):
    facts = ("title", "summary")

    def __init__(self, action: Action, data: Any = None) -> None:
        self.languages = [
            (code, get_language_info(code)["name_translated"])
            for code, _name in _languages()
            if code != action.title.original_language
        ]
        super().__init__(action, data)

    def told(self) -> dict[str, Any]:
        initial = {}
        for code, name in self.languages:
            marks = {"lang": code, "dir": direction_of(code)}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title in {language}").format(language=name),
                max_length=TITLE_LIMIT,
                required=False,
                widget=forms.TextInput(marks),
            )
            self.fields[f"summary_{code}"] = forms.CharField(
                label=_("Summary in {language}").format(language=name),
                max_length=SUMMARY_LIMIT,
                required=False,
                widget=CountedTextarea(limit=SUMMARY_LIMIT, attrs=marks),
            )
            initial[f"title_{code}"] = self.action.title.text_in(code)
            initial[f"summary_{code}"] = self.action.summary.text_in(code)
        return initial

    def fields_of(self, fact: str, part: str) -> set[str]:
        return {f"{fact}_{part}"}

    def changes(self) -> dict[str, Any]:
        return {
            fact: _retold(
                getattr(self.action, fact),
                {
                    code: self.cleaned_data[f"{fact}_{code}"]
                    for code, _name in self.languages
                },
                self.action.title.original_language,
            )
            for fact in self.facts
        }


def _retold(
    stored: Multilingual, written: Mapping[str, str], language: str
) -> Multilingual:
    """Return `stored` with what was written; languages the page lacks are kept.

    `language` is that of the original where there is no text yet.
    """
    texts = {each: stored.text_in(each) for each in stored.languages}
    original = stored.original_language if stored else language
    return stored.with_texts(original, texts | dict(written))


class WhereForm(SectionForm):
    facts = ("countries",)
    needed = ("countries",)

    countries = forms.MultipleChoiceField(
        label=gettext_lazy("In which countries or areas does it take place?"),
        help_text=gettext_lazy(
            "Choose as many as you need. Open a region to see its countries."
        ),
        widget=GroupedChoices(search_label=gettext_lazy("Find a country or area")),
        required=False,
    )

    def told(self) -> dict[str, Any]:
        self.fields["countries"].choices = list(_countries_by_region())
        told = [each.iso3 for each in self.action.countries.all()]
        # Where a partner is based is where it most often acts.
        home = self.action.lead.country_id
        return {"countries": told or ([home] if home else [])}


def _countries_by_region() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    regions: dict[str, list[tuple[str, str]]] = {}
    language = (get_language() or "en").partition("-")[0]
    countries = Country.objects.select_related("region").in_name_order(language)
    for country in countries:
        region = str(country.region) if country.region else _("Other places")
        regions.setdefault(region, []).append((country.iso3, country.name))
    yield from sorted(regions.items())


class PurposeForm(SectionForm):
    facts = ("areas", "challenges")
    needed = ("areas",)

    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Which areas of immediate action does it serve?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    challenges = forms.MultipleChoiceField(
        label=gettext_lazy("Which challenges does it answer?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def told(self) -> dict[str, Any]:
        self.fields["areas"].choices = _choices(Area.objects.all())
        self.fields["challenges"].choices = _choices(Challenge.objects.all())
        return {
            "areas": [each.code for each in self.action.areas.all()],
            "challenges": [each.code for each in self.action.challenges.all()],
        }


def _choices(records: Any) -> list[tuple[str, str]]:
    return [(each.code, str(each)) for each in records]


class GoalsForm(SectionForm):
    facts = ("targets",)

    targets = forms.MultipleChoiceField(
        label=gettext_lazy("Which targets of the Sustainable Development Goals?"),
        help_text=gettext_lazy(
            "Two or three that fit well say more than ten that nearly fit."
        ),
        widget=GroupedChoices(search_label=gettext_lazy("Find a target")),
        required=False,
    )

    def told(self) -> dict[str, Any]:
        goals: dict[str, list[tuple[str, str]]] = {}
        for each in Target.objects.select_related("goal").order_by(
            "goal__position", "position", "code"
        ):
            label = f"{each.goal.code}. {each.goal.short_name}"
            goals.setdefault(label, []).append((each.code, f"{each.code} {each.name}"))
        self.fields["targets"].choices = list(goals.items())
        return {"targets": [each.code for each in self.action.targets.all()]}


class GroupsForm(SectionForm):
    facts = ("groups",)

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Whom does it reach?"),
        help_text=gettext_lazy(
            "Choose the groups you set out to reach, not everyone who may gain."
        ),
        widget=forms.CheckboxSelectMultiple({"class": "choices--columns"}),
        required=False,
    )

    def told(self) -> dict[str, Any]:
        self.fields["groups"].choices = _choices(TargetGroup.objects.all())
        return {"groups": [each.code for each in self.action.groups.all()]}


class WhenForm(SectionForm):
    facts = ("starts_on", "ends_on")
    needed = ("starts_on",)

    starts_on = forms.DateField(
        label=gettext_lazy("When does it start?"),
        help_text=gettext_lazy("It may lie in the past or in the future."),
        widget=DayInput,
        required=False,
    )
    ends_on = forms.DateField(
        label=gettext_lazy("When does it end?"),
        help_text=gettext_lazy("Leave it empty if no end is planned."),
        widget=DayInput,
        required=False,
    )

    def told(self) -> dict[str, Any]:
        return {"starts_on": self.action.starts_on, "ends_on": self.action.ends_on}

    def clean(self) -> dict[str, Any]:
        starts, ends = (self.cleaned_data.get(each) for each in self.facts)
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end cannot be before the start."))
        return self.cleaned_data


class BudgetForm(SectionForm):
    facts = ("budget", "currency")

    budget = forms.CharField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy(
            "All partners together, for the whole duration. For example 250000."
        ),
        max_length=40,
        widget=forms.TextInput({"class": "input--short", "inputmode": "decimal"}),
        required=False,
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)

    def told(self) -> dict[str, Any]:
        self.fields["currency"].choices = [
            ("", _("Choose a currency")),
            *currencies.choices(get_language() or "en"),
        ]
        budget = self.action.budget
        whole = budget is not None and budget == budget.to_integral_value()
        return {
            "budget": "" if budget is None else f"{budget:.{0 if whole else 2}f}",
            "currency": self.action.currency,
        }

    def clean_budget(self) -> Any:
        text = self.cleaned_data["budget"]
        try:
            return currencies.amount(text) if text else None
        except currencies.Unclear as reason:
            raise forms.ValidationError(str(reason)) from reason

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("budget") is not None and not self.cleaned_data.get(
            "currency"
        ):
            self.add_error("currency", _("Say in which currency the amount is."))
        return self.cleaned_data


class WithdrawForm(SubmissionForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is the action withdrawn?"),
        help_text=gettext_lazy("Everyone who opens its page will read this."),
        max_length=SUMMARY_LIMIT,
        widget=CountedTextarea(limit=SUMMARY_LIMIT),
    )
