"""The parts of a declaration: its pages, their order, how far each one is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.actions import forms, rows
from accord.actions.facts import REQUIRED, Facts, is_told

Progress = Literal["completed", "in-progress", "not-started"]


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Promise
    # The link by which the answers are changed; it must make sense alone.
    change: Promise
    form: type[forms.SectionForm]

    @property
    def facts(self) -> tuple[str, ...]:
        return self.form.facts

    @property
    def is_required(self) -> bool:
        return self.key in _REQUIRED_KEYS

    def progress(self, facts: Facts) -> Progress:
        """Return how far the page is, from what the action tells."""
        if self.form is forms.TranslationsForm:
            return _progress_of_translations(facts)
        told = [fact for fact in self.facts if is_told(facts, fact)]
        if not told:
            return "not-started"
        lacking = [each for each in self.facts if each in REQUIRED and each not in told]
        return "in-progress" if lacking else "completed"


def _progress_of_translations(facts: Facts) -> Progress:
    languages = [
        set(facts[fact]["texts"]) - {facts[fact]["original"]}
        for fact in ("title", "summary")
    ]
    if not any(languages):
        return "not-started"
    return "completed" if languages[0] == languages[1] else "in-progress"


_REQUIRED_KEYS = ("what", "where", "purpose", "when")
SECTIONS = (
    Section("what", _("What it is"), _("Change what it is"), forms.WhatForm),
    Section("where", _("Where"), _("Change where"), forms.WhereForm),
    Section(
        "purpose", _("What it serves"), _("Change what it serves"), forms.PurposeForm
    ),
    Section("when", _("When"), _("Change when"), forms.WhenForm),
    Section(
        "partners", _("Who takes part"), _("Change who takes part"), rows.PartnersForm
    ),
    Section(
        "groups", _("Whom it reaches"), _("Change whom it reaches"), forms.GroupsForm
    ),
    Section("goals", _("Goals it serves"), _("Change the goals"), forms.GoalsForm),
    Section("budget", _("What it costs"), _("Change what it costs"), forms.BudgetForm),
    Section(
        "translations",
        _("Other languages"),
        _("Change the translations"),
        forms.TranslationsForm,
    ),
    Section(
        "numbers",
        _("Numbers in other registers"),
        _("Change the numbers"),
        rows.NumbersForm,
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}


def section_of(fact: str) -> Section:
    """Return the page on which a fact is first told."""
    return next(section for section in SECTIONS if fact in section.facts)


def after(section: Section) -> Section | None:
    """Return the page that follows, or None after the last."""
    position = SECTIONS.index(section) + 1
    return SECTIONS[position] if position < len(SECTIONS) else None


def with_progress(facts: Facts) -> Iterator[tuple[Section, Progress]]:
    for section in SECTIONS:
        yield section, section.progress(facts)
