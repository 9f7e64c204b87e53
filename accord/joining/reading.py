"""What an application says, in the words of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.atlas.models import Category, Country
from accord.base.multilingual import Multilingual
from accord.joining import papers
from accord.joining.models import Application, Paper
from accord.joining.questions import LABELS, NUMBERS
from accord.joining.sections import SECTIONS
from accord.joining.words import Words

_PEOPLE = (("signatory", "signatory"), ("focal-point", "focal"), ("alternate",) * 2)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person whom the application names, by the role they are named for."""

    role: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Facts:
    """An organization as its application tells of it; empty where it says nothing."""

    # By language, the name in the applicant's own language first.
    names: Mapping[str, str]
    short_name: str
    former_names: tuple[str, ...]
    # ISO 3166-1 alpha-3.
    country: str
    category: str
    constituency: str
    # Pairs of register and number, the registers as `partners.Identifier` names them.
    numbers: tuple[tuple[str, str], ...]
    registration: str
    website: str
    people: tuple[Someone, ...]
    areas: tuple[str, ...]
    challenges: tuple[str, ...]
    countries: tuple[str, ...]
    # What it wrote, by question.
    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        return next(iter(self.names.values()), "")

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name it has or had, each once."""
        each = (*self.names.values(), self.short_name, *self.former_names)
        return tuple(dict.fromkeys(filter(None, each)))


def facts(application: Application, *, usual: Mapping[str, str] | None = None) -> Facts:
    """Return what an application says; a question that is not answered is empty.

    Who reads many gives the `usual` constituency of each category; without it the
    vocabulary is asked.
    """
    answers = application.answers

    def text(name: str) -> str:
        return str(answers.get(name) or "")

    people = (
        Someone(role, text(f"{prefix}_name"), text(f"{prefix}_email"))
        for role, prefix in _PEOPLE
    )
    return Facts(
        names=_names(application),
        short_name=text("short_name"),
        former_names=tuple(
            line.strip() for line in text("former_names").splitlines() if line.strip()
        ),
        country=text("country"),
        category=text("category"),
        constituency=text("constituency")
        or (
            _usual_constituency(text("category"))
            if usual is None
            else usual.get(text("category"), "")
        ),
        numbers=tuple((each, text(each)) for each in NUMBERS if text(each)),
        registration=text("registration"),
        website=text("website"),
        people=tuple(each for each in people if each.name or each.email),
        areas=tuple(answers.get("areas") or ()),
        challenges=tuple(answers.get("challenges") or ()),
        countries=tuple(answers.get("countries") or ()),
        texts={name: text(name) for name in _TEXTS if text(name)},
    )


_TEXTS = (
    "representativeness",
    "needs",
    "offers",
    "mandate_text",
    "priorities",
    "expertise",
    "doing",
    "commitments",
)


def name_of(application: Application) -> Multilingual:
    """Return the organization's name, its original in the applicant's language."""
    names = dict(_names(application))
    original = names.pop(application.language, "")
    name = Multilingual.of(application.language, original)
    for language, other in names.items():
        name = name.with_text(language, other)
    return name


def text_of(application: Application, question: str) -> Multilingual:
    """Return an answer as a text that can be translated."""
    return Multilingual.of(
        application.language, str(application.answers.get(question) or "")
    )


def country_of(application: Application) -> Country | None:
    return Country.objects.filter(iso3=application.answers.get("country")).first()


def _names(application: Application) -> dict[str, str]:
    own: dict[str, Any] = {
        application.language: application.answers.get("name"),
        **{
            code: application.answers.get(f"name_{code}")
            for code, _name in settings.LANGUAGES
            if code != application.language
        },
    }
    return {code: str(name) for code, name in own.items() if name}


def _usual_constituency(category: str) -> str:
    usual = Category.objects.filter(code=category).values_list(
        "default_constituency__code", flat=True
    )
    return usual.first() or ""


def answered(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the parts with an answer by their titles, as people read them.

    Each holds its answered questions, by their labels, with the answers in words.
    """
    words = Words(application)
    parts = []
    for section in SECTIONS:
        answers = [(str(LABELS[each]), words.of(each)) for each in section.asks]
        told = [(label, answer) for label, answer in answers if answer]
        if told:
            parts.append((str(section.title), told))
    return parts


def path_of(paper: Paper) -> Path:
    """Return where the file of a paper lies; the caller judged who may have it."""
    return papers.path_of(paper.digest)
