"""The pages of countries, areas of action, challenges and goals."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.atlas import access, discovery, listing
from accord.atlas.models import Area, Challenge, Country, Goal, Membership
from accord.base.discovery.heads import Head
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
    trail = _trail(_("Countries"))
    description = _(
        "Countries and areas of the world, with what the coalition does in each."
    )
    context = {
        "head": discovery.head_of_list(
            request,
            "country",
            shown,
            trail=trail,
            description=description,
            filters=["q"],
        ),
        "trail": trail,
        "description": description,
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
    trail = _trail(found.name, (_("Countries"), reverse("atlas:country_list")))
    description = _("What the coalition does in %(country)s, and how things stand.") % {
        "country": found.name
    }
    context = {
        "head": _head(request, "country", found, trail, description),
        "trail": trail,
        "description": description,
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
    areas = list(Area.objects.valid_on(timezone.localdate()))
    trail = _trail(_("Areas of immediate action"))
    description = _("The areas in which the coalition acts first.")
    context = {
        "head": discovery.head_of_list(
            request, "area", areas, trail=trail, description=description
        ),
        "trail": trail,
        "description": description,
        "areas": areas,
    }
    return render(request, "atlas/area_list.html", context)


@require_safe
def area(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.area_by_slug(slug)
    above = (_("Areas of immediate action"), reverse("atlas:area_list"))
    trail = _trail(found.short_name, above)
    description = _("What the coalition does in this area: %(area)s.") % {
        "area": found.name
    }
    context = {
        "head": _head(request, "area", found, trail, description),
        "trail": trail,
        "description": description,
        "area": found,
        "others": Area.objects.valid_on(timezone.localdate()).exclude(pk=found.pk),
    }
    return render(request, "atlas/area_detail.html", context)


@require_safe
def challenge_list(request: HttpRequest) -> HttpResponse:
    challenges = list(Challenge.objects.valid_on(timezone.localdate()))
    trail = _trail(_("Challenges"))
    description = _("What stands in the way of social justice.")
    context = {
        "head": discovery.head_of_list(
            request, "challenge", challenges, trail=trail, description=description
        ),
        "trail": trail,
        "description": description,
        "challenges": challenges,
    }
    return render(request, "atlas/challenge_list.html", context)


@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.challenge_by_slug(slug)
    valid = Challenge.objects.valid_on(timezone.localdate())
    above = (_("Challenges"), reverse("atlas:challenge_list"))
    trail = _trail(found.short_name, above)
    description = _("What the coalition does about this challenge: %(challenge)s.") % {
        "challenge": found.name
    }
    context = {
        "head": _head(request, "challenge", found, trail, description),
        "trail": trail,
        "description": description,
        "challenge": found,
        "others": valid.exclude(pk=found.pk),
    }
    return render(request, "atlas/challenge_detail.html", context)


@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    goals, trail = list(Goal.objects.all()), _trail(_("Goals"))
    description = _(
        "The 17 goals of the 2030 Agenda, with their targets and indicators."
    )
    context = {
        "head": discovery.head_of_list(
            request, "goal", goals, trail=trail, description=description
        ),
        "trail": trail,
        "description": description,
        "goals": goals,
    }
    return render(request, "atlas/goal_list.html", context)


@require_safe
def goal(request: HttpRequest, code: str) -> HttpResponse:
    found = access.goal_by_code(code)
    trail = _trail(found.name, (_("Goals"), reverse("atlas:goal_list")))
    title = _("Goal %(number)s: %(name)s") % {"number": code, "name": found.name}
    context = {
        "head": _head(request, "goal", found, trail, found.meaning, title),
        "trail": trail,
        "goal": found,
        "targets": found.targets.prefetch_related("indicators"),
        "previous": Goal.objects.filter(position=found.position - 1).first(),
        "next": Goal.objects.filter(position=found.position + 1).first(),
    }
    return render(request, "atlas/goal_detail.html", context)


def _head(
    request: HttpRequest,
    kind: str,
    found: Country | Area | Challenge | Goal,
    trail: Trail,
    description: str,
    name: str = "",
) -> Head:
    return discovery.head(
        request,
        kind,
        found,
        on=timezone.localdate(),
        trail=trail,
        description=description,
        name=name,
    )


def _trail(here: str, *above: tuple[str, str]) -> Trail:
    return [(_("Home"), f"/{get_language()}/"), *above, (here, None)]
