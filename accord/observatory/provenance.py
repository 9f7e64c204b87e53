"""From which vintages the figures of an indicator come, and how old those are."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_timedelta
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accord.atlas.models.named import active_language
from accord.observatory import reading
from accord.observatory.models import Source, Vintage
from accord.observatory.numerals import reader
from accord.observatory.reading import Origin
from accord.observatory.registry import definition_name
from accord.observatory.vintages import tables


@dataclass(frozen=True, slots=True)
class Provenance:
    """What one vintage gives to an indicator. `vintage` is None where it is unknown."""

    told: Origin
    source: Source | None
    vintage: Vintage | None
    age: str

    @property
    def definition(self) -> str:
        if not self.told.definition:
            return ""
        return definition_name(self.told.definition, active_language())

    @property
    def years(self) -> str:
        first, last = self.told.first, self.told.last
        return str(first) if first == last else f"{first}–{last}"

    @property
    def url(self) -> str:
        try:
            return reverse("observatory:vintage", args=[self.told.vintage])
        except NoReverseMatch:
            return ""

    @property
    def _corrected(self) -> list[dict[str, Any]]:
        every = self.vintage.corrections if self.vintage else []
        return [each for each in every if each["series"] == self.told.series]

    @property
    def corrections(self) -> int:
        """How many values of this series are not those of the source."""
        return len(self._corrected)

    @property
    def corrected(self) -> list[str]:
        """Which values these are, and why, as sentences."""
        return tables.correction_sentences(self._corrected)


def origins(code: str, *, on: date) -> list[Provenance]:
    """Return the vintages of an indicator's figures, the one that gives most first."""
    found = reading.origins(code)
    vintages = {
        each.reference: each
        for each in Vintage.objects.filter(
            reference__in={each.vintage for each in found}
        ).select_related("source")
    }
    sources = {
        each.code: each
        for each in Source.objects.filter(code__in={each.source for each in found})
    }
    return [
        Provenance(
            each,
            sources.get(each.source),
            vintage := vintages.get(each.vintage),
            age_in_words(vintage.retrieved_on, on) if vintage else "",
        )
        for each in found
    ]


def age_in_words(day: date, on: date) -> str:
    """Say how long ago a day was, in the reader's language: "2 months ago"."""
    if day >= on:
        return _("today")
    return format_timedelta(
        day - on, granularity="day", add_direction=True, locale=reader()
    )


def years_ago(years: int) -> str:
    """Say how many years ago something was, in the reader's language."""
    return format_timedelta(
        timedelta(days=-365 * years),
        granularity="year",
        add_direction=True,
        locale=reader(),
    )
