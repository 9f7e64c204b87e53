"""The parts of an application: its pages, their order, how far each one is."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.joining import forms, questions
from accord.joining.models import Application

Progress = Literal["completed", "in-progress", "not-started"]


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Promise
    # The link by which the answers are changed; it must make sense alone.
    change: Promise
    form: type[forms.SectionForm]

    @property
    def asks(self) -> tuple[str, ...]:
        return self.form.asks

    @property
    def is_required(self) -> bool:
        return any(name in questions.REQUIRED for name in self.asks)

    def progress(self, application: Application, missing: list[str]) -> Progress:
        """Return how far the page is; `missing` are the questions that lack."""
        if any(name in missing for name in self.asks):
            has_any = any(
                application.answers.get(name)
                or (name == "authority" and name not in missing)
                for name in self.asks
            )
            return "in-progress" if has_any else "not-started"
        if self.is_required or any(application.answers.get(name) for name in self.asks):
            return "completed"
        return "not-started"


SECTIONS = (
    Section(
        "organization",
        _("The organization"),
        _("Change the organization"),
        forms.OrganizationForm,
    ),
    Section(
        "standing",
        _("Category and constituency"),
        _("Change category and constituency"),
        forms.StandingForm,
    ),
    Section(
        "authority",
        _("Who signs, and on what authority"),
        _("Change who signs"),
        forms.AuthorityForm,
    ),
    Section(
        "contacts",
        _("Focal point and alternate"),
        _("Change the focal point"),
        forms.ContactsForm,
    ),
    Section(
        "interests",
        _("Areas and countries of interest"),
        _("Change areas and countries"),
        forms.InterestsForm,
    ),
    Section(
        "profile",
        _("Mandate, priorities and expertise"),
        _("Change mandate and priorities"),
        forms.ProfileForm,
    ),
    Section(
        "commitments",
        _("What it does and commits to"),
        _("Change the commitments"),
        forms.DoingForm,
    ),
    Section(
        "exchange",
        _("Needs and offers"),
        _("Change needs and offers"),
        forms.ExchangeForm,
    ),
    Section(
        "consent", _("Consent to publish"), _("Change the consent"), forms.ConsentForm
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}


def section_of(question: str) -> Section:
    """Return the page on which a question is asked."""
    return next(section for section in SECTIONS if question in section.asks)


def after(section: Section) -> Section | None:
    """Return the page that follows, or None after the last."""
    position = SECTIONS.index(section) + 1
    return SECTIONS[position] if position < len(SECTIONS) else None
