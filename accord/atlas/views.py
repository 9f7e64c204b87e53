"""The pages of countries, areas of action, challenges and goals."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.atlas import access, listing
from accord.atlas.models import Area, Challenge, Country, Goal, Membership
from accord.base.sorting import sort_key
from tally.charts.maps import world_map

Trail = list[tuple[str, str | None]]


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    language = get_language() or "en"
    query = request.GET.get("q", "").replace("\x00", "").strip()
    sort = request.GET.get("sort", "")
    every = list(Country.objects.with_groups().in_name_order(language))
    shown = every
    if query:
        found = Country.objects.matching(sort_key(query), language)
        codes = set(found.values_list("pk", flat=True))
        shown = [country for country in every if country.pk in codes]
    context = {
        "trail": _trail(_("Countries")),
        "query": query,
        "sort": sort if sort in listing.SORTS else "",
        "parts": listing.by_region(shown),
        "table": listing.table_of(shown, request.GET, sort=sort or "name"),
        "incomes": listing.incomes_by_group(every),
        "countries": every,
        "count": len(shown),
        "every": len(every),
    }
    return render(request, "atlas/country_list.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    found = access.country_by_code(code)
    if code != found.iso3:
        return redirect(found, permanent=True)
    history = found.income_history()
    context = {
        "trail": _trail(found.name, (_("Countries"), reverse("atlas:country_list"))),
        "country": found,
        "names": _names(found),
        "history": history,
        "income": history[0] if history else None,
        "situations": Membership.objects.filter(country=found, year=None)
        .select_related("grouping")
        .order_by("grouping__position"),
        "map": world_map({found.iso3: "accent"}, [found.place], outlined=()),
    }
    return render(request, "atlas/country_detail.html", context)


def _names(found: Country) -> list[dict[str, str | bool]]:
    return [
        {
            "language": language,
            "name": found.names[language],
            "formal": found.formal_names.get(language, ""),
            "is_official": found.official_in(language),
        }
        for language, _own_name in settings.LANGUAGES
        if language in found.names
    ]


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    areas = Area.objects.valid_on(timezone.localdate())
    context = {"trail": _trail(_("Areas of immediate action")), "areas": areas}
    return render(request, "atlas/area_list.html", context)


@require_safe
def area(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.area_by_slug(slug)
    above = (_("Areas of immediate action"), reverse("atlas:area_list"))
    context = {
        "trail": _trail(found.short_name, above),
        "area": found,
        "others": Area.objects.valid_on(timezone.localdate()).exclude(pk=found.pk),
    }
    return render(request, "atlas/area_detail.html", context)


@require_safe
def challenge_list(request: HttpRequest) -> HttpResponse:
    challenges = Challenge.objects.valid_on(timezone.localdate())
    context = {"trail": _trail(_("Challenges")), "challenges": challenges}
    return render(request, "atlas/challenge_list.html", context)


@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.challenge_by_slug(slug)
    valid = Challenge.objects.valid_on(timezone.localdate())
    context = {
        "trail": _trail(
            found.short_name, (_("Challenges"), reverse("atlas:challenge_list"))
        ),
        "challenge": found,
        "others": valid.exclude(pk=found.pk),
    }
    return render(request, "atlas/challenge_detail.html", context)


@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    context = {"trail": _trail(_("Goals")), "goals": Goal.objects.all()}
    return render(request, "atlas/goal_list.html", context)


@require_safe
def goal(request: HttpRequest, code: str) -> HttpResponse:
    found = access.goal_by_code(code)
    context = {
        "trail": _trail(found.name, (_("Goals"), reverse("atlas:goal_list"))),
        "goal": found,
        "targets": found.targets.prefetch_related("indicators"),
        "previous": Goal.objects.filter(position=found.position - 1).first(),
        "next": Goal.objects.filter(position=found.position + 1).first(),
    }
    return render(request, "atlas/goal_detail.html", context)


def _trail(here: str, *above: tuple[str, str]) -> Trail:
    return [(_("Home"), f"/{get_language()}/"), *above, (here, None)]
