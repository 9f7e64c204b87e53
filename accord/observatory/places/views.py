"""Pages and files of places: a country's figures, regions and the world."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accord.atlas.access import country_by_code
from accord.atlas.models import Challenge, Pillar, Region
from accord.base.exchange.answering import answer_list
from accord.base.exchange.formats import Format
from accord.observatory.drawing import Which, distribution_figure
from accord.observatory.numerals import Subject
from accord.observatory.places import (
    files,
    heads,
    profile,
    profile_words,
    region_words,
    regions,
)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country's figures by pillar of social justice."""
    found = country_by_code(code)
    if code != found.iso3:
        return redirect("observatory:country", found.iso3, permanent=True)
    today = timezone.localdate()
    told = profile.of_country(found, on=today)
    groups = profile.grouped(told, Pillar.objects.valid_on(today))
    sources = profile_words.sources_of(told)
    context = {
        "taking": heads.taken_away(request, found, sources, on=today),
        "trail": heads.trail_of_country(found),
        "country": found,
        "region": found.subregion,
        "summary": profile_words.summary(told, today),
        "sections": profile_words.sections(groups, area=found.iso3, on=today),
        "sources": sources,
    }
    return render(request, "observatory/country_figures.html", context)


@require_safe
def country_file(request: HttpRequest, code: str, ending: Format) -> HttpResponseBase:
    found = country_by_code(code)
    if code != found.iso3:
        raise Http404
    told = profile.of_country(found, on=timezone.localdate())
    every = [*told.rows, *told.gaps]
    return answer_list(request, ending, files.COUNTRY, every)


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    return _region_page(request, _region(regions.WORLD))


@require_safe
def region(request: HttpRequest, m49: str) -> HttpResponse:
    if m49 == regions.WORLD:
        return redirect("observatory:world", permanent=True)
    return _region_page(request, _region(m49))


def _region_page(request: HttpRequest, found: Region) -> HttpResponse:
    today = timezone.localdate()
    told = regions.of_region(found, on=today)
    trail = heads.trail_of(found)
    sources = region_words.sources_of(told, told.rows)
    context = {
        "taking": heads.taken_away(request, found, sources, on=today),
        "head": heads.of_region(request, found, on=today, trail=trail),
        "trail": trail,
        "region": found,
        "is_world": found.m49 == regions.WORLD,
        "summary": region_words.summary(told),
        "sections": region_words.sections(told, Challenge.objects.valid_on(today)),
        "sources": sources,
        "parts": heads.parts_of(found),
        "countries": told.countries.values(),
        "choices": [row.indicator for row in told.rows if row.countries],
        **_compared(told, request.GET.get("indicator", "")),
    }
    return render(request, "observatory/region.html", context)


def _compared(told: regions.RegionProfile, code: str) -> dict[str, Any]:
    """Return the countries compared by one indicator, and which it is."""
    row = told.compared(code)
    if row is None:
        return {"compared": None}
    return {
        "compared": row.indicator,
        "figure": distribution_figure(
            Subject.of(row.indicator),
            told.latest(row),
            which=Which("compared-values", level=2),
        ),
        "behind": region_words.behind(row, told),
    }


@require_safe
def world_file(request: HttpRequest, ending: Format) -> HttpResponseBase:
    return _answer(request, regions.WORLD, ending)


@require_safe
def region_file(request: HttpRequest, m49: str, ending: Format) -> HttpResponseBase:
    if m49 == regions.WORLD:
        raise Http404
    return _answer(request, m49, ending)


def _answer(request: HttpRequest, m49: str, ending: Format) -> HttpResponseBase:
    found = regions.of_region(_region(m49), on=timezone.localdate())
    return answer_list(request, ending, files.REGION, files.sides(found))


def _region(m49: str) -> Region:
    above = Region.objects.select_related("parent__parent__parent")
    return get_object_or_404(above, m49=m49)
