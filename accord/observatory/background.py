"""What figures say beside their numbers: names of areas, sources and their days.

Loaded once for a page, in four queries, whatever it shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from accord.atlas.models import Country, Region
from accord.atlas.models.named import active_language, text_in
from accord.observatory import words
from accord.observatory.models import Source, Vintage
from accord.observatory.numerals import strung
from accord.observatory.reading import Observation
from tally.charts.maps import Place
from tally.charts.svg import Direction


@dataclass(frozen=True, slots=True)
class Background:
    """Names, places and sources by code, in the reader's language."""

    countries: dict[str, Country] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    # Of each vintage what its source calls it, "" if nothing, and when it was taken.
    editions: dict[str, tuple[str, date]] = field(default_factory=dict)
    # Looked up once: a page names a country in its map and in its tables.
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> "Background":
        """Load what these observations need; costs four queries."""
        seen = list(observations)
        areas = {each.area for each in seen}
        vintages = {each.vintage for each in seen}
        return cls(
            Country.objects.in_bulk(sorted(areas)),
            Region.objects.in_bulk(),
            {
                each.code: each
                for each in Source.objects.filter(code__in={o.source for o in seen})
            },
            {
                reference: (edition, day)
                for reference, edition, day in Vintage.objects.filter(
                    reference__in=vintages
                ).values_list("reference", "edition", "retrieved_on")
            },
        )

    @property
    def direction(self) -> Direction:
        return "rtl" if get_language_bidi() else "ltr"

    def area(self, code: str) -> str:
        """Return the name of an area; a source's own group has its code only."""
        if code in self.countries:
            return self.countries[code].name
        if code in self.regions:
            return self.regions[code].name
        return code

    def continent(self, code: str) -> Region | None:
        """Return the largest region that a country lies in, below the world."""
        country = self.countries.get(code)
        here = self.regions.get(country.region_id) if country else None
        while here and here.parent_id in self.regions:
            above = self.regions[here.parent_id]
            if above.parent_id is None:
                break
            here = above
        return here

    def area_url(self, code: str) -> str:
        if code not in self.addresses:
            country = self.countries.get(code)
            self.addresses[code] = country.get_absolute_url() if country else ""
        return self.addresses[code]

    def place(self, code: str) -> Place:
        """Return a country as the map needs it."""
        country = self.countries[code]
        return Place(
            code,
            country.name,
            float(country.longitude),
            float(country.latitude),
            self.area_url(code),
        )

    def attribution(self, observations: Sequence[Observation]) -> str:
        """Return the sentences that the licences of all sources ask for."""
        language = active_language()
        codes = list(dict.fromkeys(each.source for each in observations))
        said = []
        for code in codes:
            source = self.sources.get(code)
            said.append(
                code
                if source is None
                else text_in(source.attributions, language) or source.name
            )
        return strung(said)

    def licence(self, observations: Sequence[Observation]) -> str:
        """Return the licences that the attribution does not name already."""
        said = self.attribution(observations)
        codes = dict.fromkeys(each.source for each in observations)
        found = [self.sources[code].licence for code in codes if code in self.sources]
        return strung(dict.fromkeys(each for each in found if each not in said))

    def source_url(self, observations: Sequence[Observation]) -> str:
        """Return the address of the source, where all come from one."""
        codes = {each.source for each in observations}
        source = self.sources.get(codes.pop()) if len(codes) == 1 else None
        return source.url if source else ""

    def day(self, observations: Sequence[Observation]) -> date | str:
        """Return which edition these are of, or when they were taken from the source.

        A file that came with a delay is no younger for it: what the source calls the
        edition says more than the day of its arrival.
        """
        known = [
            self.editions[each]
            for each in dict.fromkeys(each.vintage for each in observations)
            if each in self.editions
        ]
        editions = dict.fromkeys(edition for edition, _day in known)
        if known and all(editions):
            return _("edition: %(editions)s") % {
                "editions": strung([words.period(each) for each in editions])
            }
        return max((day for _edition, day in known), default="")
