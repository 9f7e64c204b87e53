"""One page that searches everything, and what it proposes while one types."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.actions.models import Action
from accord.atlas.models import Area, Challenge, Constituency, Country, Region
from accord.base.components import Choice, Facet, applied_filters
from accord.base.languages import own_name
from accord.base.search import sources, suggesting
from accord.base.search.answering import Answer, Wanted, answer
from accord.base.search.finding import CAP, PAGE_SIZE, SORTS
from accord.base.search.questions import tidy
from accord.base.search.showing import Result, results
from accord.base.sorting import sort_key
from accord.partners.models import Partner

FACETS = (
    "kind",
    "area",
    "challenge",
    "constituency",
    "region",
    "country",
    "language",
)
_LAST_PAGE = CAP // PAGE_SIZE
_LONGEST_VALUE = 80
_LONGEST_NUMBER = 9


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    wanted = wanted_of(request.GET)
    answered = answer(wanted)
    shown = results(answered.found.ids, answered.question, wanted.language)
    facets = [each for each in facets_of(answered, wanted) if each.choices]
    return render(
        request,
        "website/search.html",
        {
            "words": answered.question.typed,
            "answer": answered,
            "manner": answered.manner.name,
            "facets": facets if _asks_anything(wanted) else [],
            "applied": applied_filters(request.GET, facets),
            "keep": _kept(wanted),
            "sort": wanted.sort,
            "page": Paginator(
                cast("Any", Window(shown, answered.found.total)), PAGE_SIZE
            ).get_page(wanted.page),
            "results": _with_what_they_are(shown, facets),
            "ways": _ways(answered, wanted),
            "trail": [(_("Search"), None)],
        },
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return titles that the words may become. The page itself needs none of this."""
    typed = tidy(request.GET.get("q", ""))
    found = suggesting.suggestions(typed, _reader())
    return JsonResponse(
        {
            "suggestions": [
                {
                    "title": each.title,
                    "lang": each.language,
                    "kind": each.kind,
                    "url": each.url,
                }
                for each in found
            ]
        }
    )


def wanted_of(query: QueryDict) -> Wanted:
    """Return what an address asks for. Unknown values match nothing."""
    sort, page = query.get("sort", ""), query.get("page", "")
    is_number = page.isascii() and page.isdecimal()
    number = int(page[:_LONGEST_NUMBER]) if is_number else 1
    return Wanted(
        query.get("q", ""),
        _reader(),
        {
            name: [tidy(each)[:_LONGEST_VALUE] for each in query.getlist(name)]
            for name in FACETS
            if query.getlist(name)
        },
        FACETS,
        sort if sort in SORTS else SORTS[0],
        min(max(number, 1), _LAST_PAGE),
    )


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]


def _asks_anything(wanted: Wanted) -> bool:
    return bool(tidy(wanted.typed) or wanted.chosen)


def _kept(wanted: Wanted) -> list[tuple[str, str]]:
    sort = [("sort", wanted.sort)] if wanted.sort != SORTS[0] else []
    return [("q", tidy(wanted.typed)), *sort]


@dataclass(frozen=True, slots=True)
class Window:
    """The results as a paginator asks for them; only one page of them is here."""

    shown: Sequence[Result]
    total: int

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, _page: slice) -> Sequence[Result]:
        return self.shown


def facets_of(answered: Answer, wanted: Wanted) -> Iterator[Facet]:
    """Yield every filter with its counts. What is not found is not offered."""
    language = wanted.language
    named: dict[str, tuple[str, Iterable[tuple[str, Any]]]] = {
        "kind": (_("Kind"), [(each.kind, each.label) for each in sources.sources()]),
        "area": (
            _("Area of immediate action"),
            [(each.code, each.short_name) for each in Area.objects.all()],
        ),
        "challenge": (
            _("Challenge"),
            [(each.code, each.short_name) for each in Challenge.objects.all()],
        ),
        "constituency": (
            _("Constituency"),
            [(each.code, each.name) for each in Constituency.objects.all()],
        ),
        "region": (
            _("Region"),
            sorted(
                ((each.m49, each.name) for each in Region.objects.all()),
                key=lambda option: sort_key(option[1]),
            ),
        ),
        "country": (
            _("Country or area"),
            [
                (each.iso3, each.name)
                for each in Country.objects.in_name_order(language)
            ],
        ),
        "language": (
            _("Language"),
            sorted(
                (code, own_name(code))
                for code in {
                    *answered.found.counts.get("language", {}),
                    *wanted.chosen.get("language", []),
                }
            ),
        ),
    }
    for name, (label, options) in named.items():
        counts = answered.found.counts.get(name, {})
        chosen = wanted.chosen.get(name, [])
        choices = [
            Choice(
                value,
                text,
                counts.get(value, 0),
                value in chosen,
                value if name == "constituency" else "",
            )
            for value, text in options
            if value in counts or value in chosen
        ]
        # A long list scrolls: what is ticked must stay in sight.
        choices.sort(key=lambda choice: not choice.checked)
        yield Facet(name, label, choices)


Row = tuple[Result, list[str], Action | None, Partner | None]


def _with_what_they_are(shown: Sequence[Result], facets: Sequence[Facet]) -> list[Row]:
    """Return results with what one chooses by, in at most four queries.

    These are the names of what a result is filed under and asked by, and the action or
    the partner that it is.
    """
    keys = [each.key for each in shown]
    actions = {
        each.reference: each
        for each in Action.objects.standing()
        .for_listing()
        .with_stage(timezone.localdate())
        .filter(reference__in=keys if _has(shown, "action") else [])
    }
    partners = {
        each.slug: each
        for each in Partner.objects.select_related(
            "category", "constituency", "country", "region"
        ).filter(slug__in=keys if _has(shown, "partner") else [])
    }
    names = {
        (facet.name, choice.value): str(choice.label)
        for facet in facets
        for choice in facet.choices
    }
    return [
        (
            each,
            [names[value] for value in each.filed if value in names],
            actions.get(each.key) if each.kind == "action" else None,
            partners.get(each.key) if each.kind == "partner" else None,
        )
        for each in shown
    ]


def _has(shown: Sequence[Result], kind: str) -> bool:
    return any(each.kind == kind for each in shown)


def _ways(answered: Answer, wanted: Wanted) -> list[tuple[str, str]]:
    """Return where to go when nothing was found, or nothing asked yet."""
    if answered.found.total:
        return []
    ways: list[tuple[str, str]] = []
    typed = answered.question.typed
    if wanted.chosen and typed:
        words = QueryDict(mutable=True)
        words["q"] = typed
        ways.append(
            (_("Search for the same words without filters"), f"?{words.urlencode()}")
        )
    # A word that stands nowhere has the greatest weight and would find nothing.
    for unit in answered.question.units:
        if unit.weight < 1 and unit.text != typed:
            one = QueryDict(mutable=True)
            one["q"] = unit.text
            label = _("Search for “{words}” alone").format(words=unit.text)
            ways.append((label, f"?{one.urlencode()}"))
    return [
        *ways,
        (_("All areas of action"), reverse("atlas:area_list")),
        (_("All countries and areas"), reverse("atlas:country_list")),
        (_("All partners"), reverse("partners:list")),
        (_("All actions"), reverse("actions:list")),
        (_("Ask the secretariat"), reverse("texts:page", args=["contact"])),
    ]
