"""Answers as people read them: on the check page, in the copy by mail and as PDF."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accord.atlas.models import Area, Category, Challenge, Constituency, Country
from accord.joining.models import Application, Paper
from accord.joining.questions import LABELS

# Which questions are answered by codes of which vocabulary.
_VOCABULARIES: Mapping[str, tuple[type[Any], str]] = {
    "country": (Country, "iso3"),
    "countries": (Country, "iso3"),
    "category": (Category, "code"),
    "constituency": (Constituency, "code"),
    "areas": (Area, "code"),
    "challenges": (Challenge, "code"),
}


class Words:
    """What an application answered, each vocabulary asked at most once."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._names: dict[type[Any], dict[str, str]] = {}
        self._authority = [
            paper.name
            for paper in application.papers.all()
            if paper.purpose == Paper.Purpose.AUTHORITY
        ]

    def of(self, question: str, answers: Mapping[str, Any] | None = None) -> str:
        """Return an answer in words; an empty string where there is none."""
        if question == "authority":
            return ", ".join(self._authority)
        told = self._application.answers if answers is None else answers
        value = told.get(question)
        if not value:
            return ""
        if question in _VOCABULARIES:
            codes = value if isinstance(value, list) else [value]
            return ", ".join(self._names_of(question, codes))
        if value is True:
            return _("Agreed")
        return str(value)

    def answered(self) -> Iterator[tuple[str, str]]:
        """Return each question that is answered, by its label, with the answer."""
        for question, label in LABELS.items():
            answer = self.of(question)
            if answer:
                yield str(label), answer

    def _names_of(self, question: str, codes: list[str]) -> Iterator[str]:
        model, key = _VOCABULARIES[question]
        if model not in self._names:
            self._names[model] = {
                getattr(each, key): str(each) for each in model.objects.all()
            }
        names = self._names[model]
        return (names[code] for code in codes if code in names)


def as_text(application: Application) -> str:
    """Return all answers as plain text, one paragraph each."""
    return "\n\n".join(
        f"{label}: {answer}" for label, answer in Words(application).answered()
    )
