"""The list of actions: what is asked of it, and how many answers each filter has."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.actions.counting import Counts, counts_of
from accord.actions.models import Action, Kind, Participation, Stage
from accord.actions.querysets import ActionQuerySet
from accord.atlas.models import Area, Challenge, Constituency, Country, Goal, Region
from accord.base.components import Choice, Facet
from accord.base.languages import own_name
from accord.base.search.finding import RELEVANCE
from accord.base.search.narrowing import Narrowing, narrowing
from accord.base.search.questions import tidy
from accord.base.sorting import sort_key
from accord.partners.models import Partner

# What a filter compares. The names are those of the query string.
_PATHS = {
    "kind": "kind",
    "stage": "stage",
    "constituency": "lead__constituency__code",
    "area": "areas__code",
    "challenge": "challenges__code",
    "region": "countries__region",
    "country": "countries",
    "language": "original_language",
    "goal": "targets__goal__code",
    "partner": "lead__slug",
}
_THROUGH_RELATIONS = {"area", "challenge", "region", "country", "goal"}
_PUBLIC_STAGES = (Stage.PLANNED, Stage.UNDER_WAY, Stage.ENDED, Stage.WITHDRAWN)
# The filters that the panel offers; the others are set by links.
_OFFERED = tuple(name for name in _PATHS if name not in {"goal", "partner"})
FILTERS = tuple(_PATHS)
SORTS = ("newest", "title", RELEVANCE)


def default_sort(words: str) -> str:
    return RELEVANCE if words else SORTS[0]


@dataclass(frozen=True, slots=True)
class Listing:
    """One state of the list, as its address says it. Unknown values match nothing."""

    today: date
    words: str = ""
    sort: str = "newest"
    chosen: dict[str, list[str]] = field(default_factory=dict)
    found: Narrowing = field(default_factory=partial(Narrowing, "action"))

    @classmethod
    def of(cls, query: QueryDict, today: date) -> "Listing":
        words, sort = tidy(query.get("q", "")), query.get("sort", "")
        return cls(
            today,
            words,
            sort if sort in SORTS else default_sort(words),
            {
                name: [each.replace("\x00", "")[:60] for each in query.getlist(name)]
                for name in _PATHS
                if query.getlist(name)
            },
            narrowing("action", words, get_language() or "en"),
        )

    def actions(self) -> ActionQuerySet:
        """Return the actions that match everything asked, in the order asked for."""
        found = self._matching()
        if self.sort == "title":
            return found.order_by("sort_title", "id")
        if self.sort == RELEVANCE:
            best = self.found.best_first("reference")
            return found.order_by(*best, "-published_on", "-id")
        return found.newest_first()

    def _matching(self, *, without: str = "") -> ActionQuerySet:
        found = (
            Action.objects.published()
            .with_stage(self.today)
            .annotate(original_language=KeyTextTransform("original", "title"))
        )
        if "stage" not in self.chosen and without != "stage":
            found = found.filter(withdrawn_on=None)
        if self.words:
            # What was withdrawn has no document; those who ask for it find its title.
            withdrawn = Q(withdrawn_on__isnull=False)
            titled = Q(search_key__contains=sort_key(self.words))
            found = found.filter(
                Q(reference__in=self.found.keys()) | (withdrawn & titled)
            )
        for name, values in self.chosen.items():
            if name == without:
                continue
            if name == "partner":
                found = found.filter(_of_partners(values))
            elif name in _THROUGH_RELATIONS:
                # A subquery: a join would count an action once per match.
                matching = Action.objects.filter(**{f"{_PATHS[name]}__in": values})
                found = found.filter(pk__in=matching.values("pk"))
            else:
                found = found.filter(**{f"{_PATHS[name]}__in": values})
        return found

    def counts(self) -> Counts:
        """Return how many actions each value of each filter would show.

        A filter is counted as if nothing were chosen in it; those in which nothing is
        are counted together. Withdrawn actions count only under their stage.
        """
        apart = [name for name in _OFFERED if name in self.chosen or name == "stage"]
        together = [name for name in _OFFERED if name not in apart]
        counts = counts_of(self._matching(), together)
        for name in apart:
            counts |= counts_of(self._matching(without=name), [name])
        return counts

    def actions_by_country(self) -> dict[str, int]:
        """Return how many of the list's actions take place in each country."""
        rows = Action.countries.through.objects.filter(
            action__in=self._matching().values("pk")
        )
        if "country" in self.chosen:
            rows = rows.filter(country__in=self.chosen["country"])
        if "region" in self.chosen:
            rows = rows.filter(country__region__in=self.chosen["region"])
        counted = rows.values_list("country").annotate(total=Count("pk"))
        return dict(counted)

    def facets(self) -> list[Facet]:
        """Return every filter with its counts."""
        counts = self.counts()
        language = (get_language() or "en").partition("-")[0]
        return [
            self._facet(counts, "stage", _("Stage"), _labels(_PUBLIC_STAGES)),
            self._facet(counts, "kind", _("Kind"), _labels(Kind)),
            self._facet(
                counts,
                "area",
                _("Area of immediate action"),
                [(each.code, each.short_name, "") for each in Area.objects.all()],
            ),
            self._facet(
                counts,
                "challenge",
                _("Challenge"),
                [(each.code, each.short_name, "") for each in Challenge.objects.all()],
            ),
            self._facet(
                counts,
                "constituency",
                _("Led by"),
                [
                    (each.code, each.name, each.code)
                    for each in Constituency.objects.all()
                ],
            ),
            self._facet(
                counts,
                "region",
                _("Region"),
                sorted(
                    ((each.m49, each.name, "") for each in Region.objects.all()),
                    key=lambda option: sort_key(option[1]),
                ),
                only_found=True,
            ),
            self._facet(
                counts,
                "country",
                _("Country or area"),
                [
                    (each.iso3, each.name, "")
                    for each in Country.objects.in_name_order(language)
                ],
                only_found=True,
            ),
            self._languages(counts),
        ]

    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter panel sends along without asking."""
        sort = [("sort", self.sort)] if self.sort != default_sort(self.words) else []
        return sort + [
            (name, value)
            for name in ("partner", "goal")
            for value in self.chosen.get(name, [])
        ]

    def followed(self) -> list[Facet]:
        """Return the filters that a link sets and the panel does not offer."""
        partners = Partner.objects.filter(slug__in=self.chosen.get("partner", []))
        goals = Goal.objects.filter(code__in=self.chosen.get("goal", []))
        return [
            Facet(
                "partner",
                _("Partner"),
                [Choice(each.slug, str(each), checked=True) for each in partners],
            ),
            Facet(
                "goal",
                _("Goal"),
                [
                    Choice(
                        each.code,
                        _("Goal {number}").format(number=each.code),
                        checked=True,
                    )
                    for each in goals
                ],
            ),
        ]

    def _languages(self, counts: Counts) -> Facet:
        options = [(code, own_name(code), "") for code in counts["language"]]
        return self._facet(
            counts, "language", _("Language of the original"), sorted(options)
        )

    def _facet(
        self,
        counts: Counts,
        name: str,
        label: str,
        options: Iterable[tuple[str, Any, str]],
        *,
        only_found: bool = False,
    ) -> Facet:
        found = counts[name]
        chosen = self.chosen.get(name, [])
        choices = [
            Choice(value, text, found.get(value, 0), value in chosen, constituency)
            for value, text, constituency in options
            if value in found or value in chosen or not only_found
        ]
        # A long list scrolls: what is ticked must stay in sight.
        choices.sort(key=lambda choice: only_found and not choice.checked)
        return Facet(name, label, choices)


def _of_partners(slugs: list[str]) -> Q:
    joined = Participation.objects.filter(partner__slug__in=slugs)
    return Q(lead__slug__in=slugs) | Q(pk__in=joined.values("action_id"))


def _labels(values: Iterable[Any]) -> list[tuple[str, Any, str]]:
    return [(each.value, each.label, "") for each in values]
