"""The directory: what is asked of it, and how many answers each filter has."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.atlas.models import Area, Category, Challenge, Constituency, Region
from accord.base.components import Choice, Facet
from accord.base.search.finding import RELEVANCE
from accord.base.search.narrowing import Narrowing, narrowing
from accord.base.search.questions import tidy
from accord.partners.models import Partner
from accord.partners.querysets import PartnerQuerySet

WORLD = "001"
SORTS = ("name", "joined", RELEVANCE)
PAGE_SIZE = 25

# What a filter compares. The names are those of the query string.
_PATHS = {
    "constituency": "constituency__code",
    "category": "category__code",
    "region": "",
    "area": "areas__code",
    "challenge": "challenges__code",
}
FILTERS = ("letter", *_PATHS)
_MANY = {"area": "areas", "challenge": "challenges"}


class Regions:
    """The M49 regions, asked for once: which larger region each lies in."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code = {region.m49: region for region in regions}

    def continent_of(self, m49: str | None) -> str:
        """Return the code of the part of the world; that of the world for none."""
        region = self._by_code.get(m49 or WORLD)
        while region is not None and region.parent_id not in (None, WORLD):
            region = self._by_code[region.parent_id]
        return region.m49 if region is not None else WORLD

    def within(self, continent: str) -> list[str]:
        """Return the codes of a part of the world and of all that lies inside it."""
        return [code for code in self._by_code if self.continent_of(code) == continent]

    @property
    def continents(self) -> list[Region]:
        found = [each for each in self._by_code.values() if each.parent_id == WORLD]
        world = [self._by_code[WORLD]] if WORLD in self._by_code else []
        return sorted(found, key=lambda region: region.name) + world


def default_sort(words: str) -> str:
    return RELEVANCE if words else SORTS[0]


@dataclass(frozen=True, slots=True)
class Listing:
    """One state of the directory, as its address says it."""

    today: date
    regions: Regions
    words: str = ""
    letter: str = ""
    sort: str = "name"
    chosen: dict[str, list[str]] = field(default_factory=dict)
    # Those who have left too, which only machines ask for.
    with_past: bool = False
    found: Narrowing = field(default_factory=partial(Narrowing, "partner"))

    @classmethod
    def of(
        cls,
        query: QueryDict,
        *,
        today: date,
        regions: Regions,
        with_past: bool = False,
    ) -> "Listing":
        words, sort = tidy(query.get("q", "")), query.get("sort", "")
        return cls(
            today,
            regions,
            words,
            _tidy(query.get("letter", ""))[:1].casefold(),
            sort if sort in SORTS else default_sort(words),
            {
                name: [_tidy(each)[:60] for each in query.getlist(name)]
                for name in _PATHS
                if query.getlist(name)
            },
            with_past,
            narrowing("partner", words, get_language() or "en"),
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter panel sends along beside its own boxes."""
        is_usual = self.sort == default_sort(self.words)
        return [] if is_usual else [("sort", self.sort)]

    def partners(self) -> PartnerQuerySet:
        """Return the partners that match everything asked, in the order asked for."""
        language = get_language() or "en"
        found = self._matching().for_listing()
        if self.letter:
            found = found.under_letter(self.letter, language)
        if self.sort == "joined":
            return found.latest_to_join(language)
        if self.sort == RELEVANCE:
            return found.order_by(*self.found.best_first("slug"), "sort_name", "id")
        return found.in_name_order(language)

    def letters(self) -> list[str]:
        """Return the first letters there are among the partners that match."""
        return self._matching().letters(get_language() or "en")

    def facets(self) -> list[Facet]:
        """Return the filter panel. A count says what ticking the box would show."""
        return [
            self._facet(
                "constituency",
                _("Constituency"),
                [(each.code, each.name) for each in Constituency.objects.all()],
            ),
            self._facet(
                "category",
                _("Category"),
                [(each.code, each.short_name) for each in Category.objects.all()],
            ),
            self._facet(
                "region",
                _("Part of the world"),
                [
                    (each.m49, _("Worldwide") if each.m49 == WORLD else each.name)
                    for each in self.regions.continents
                ],
            ),
            self._facet(
                "area",
                _("Area of immediate action"),
                [
                    (each.code, each.short_name)
                    for each in Area.objects.valid_on(self.today)
                ],
            ),
            self._facet(
                "challenge",
                _("Challenge"),
                [
                    (each.code, each.short_name)
                    for each in Challenge.objects.valid_on(self.today)
                ],
            ),
        ]

    def _facet(self, name: str, label: str, values: list[tuple[str, str]]) -> Facet:
        counts = self._counts(name)
        chosen = self.chosen.get(name, [])
        return Facet(
            name,
            label,
            [
                Choice(
                    code,
                    words,
                    counts[code],
                    checked=code in chosen,
                    constituency=code if name == "constituency" else "",
                )
                for code, words in values
                if counts[code] or code in chosen
            ],
        )

    def _counts(self, name: str) -> Counter[str]:
        found = self._matching(without=name).order_by()
        if name == "region":
            counts: Counter[str] = Counter()
            placed = found.values_list(Coalesce("country__region", "region"))
            for m49, n in placed.annotate(n=Count("pk")):
                counts[self.regions.continent_of(m49)] += n
            return counts
        return Counter(dict(found.values_list(_PATHS[name]).annotate(n=Count("pk"))))

    def _matching(self, *, without: str = "") -> PartnerQuerySet:
        everyone = Partner.objects.all()
        among = everyone if self.with_past else everyone.partners_on(self.today)
        found = among.filter(slug__in=self.found.keys()) if self.words else among
        for name, values in self.chosen.items():
            if name == without:
                continue
            if name == "region":
                found = found.filter(self._based_in(values))
            elif name in _MANY:
                # A subquery: a join would count a partner once per match.
                through = Partner.objects.filter(**{f"{_PATHS[name]}__in": values})
                found = found.filter(pk__in=through.values("pk"))
            else:
                found = found.filter(**{f"{_PATHS[name]}__in": values})
        return found

    def _based_in(self, continents: list[str]) -> Q:
        codes = [code for each in continents for code in self.regions.within(each)]
        based = Q(country__region__in=codes) | Q(country=None, region__in=codes)
        if WORLD in continents:
            based |= Q(country=None, region=None)
        return based


def _tidy(value: str) -> str:
    return value.replace("\x00", "").strip()
