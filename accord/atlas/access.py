"""The doors through which pages get a reference record. All of it is public."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accord.atlas.models import Area, Challenge, Country, Goal
from accord.atlas.naming import (
    MORE_LANGUAGES,
    CountryNames,
    locales,
    names_of_concepts,
    names_of_countries,
)

__all__ = [
    "MORE_LANGUAGES",
    "CountryNames",
    "area_by_slug",
    "challenge_by_slug",
    "country_by_code",
    "goal_by_code",
    "locales",
    "names_of_concepts",
    "names_of_countries",
]


def country_by_code(code: str) -> Country:
    """Return the country of an ISO alpha-2 or alpha-3 code in any case, or 404."""
    keys = {2: "iso2", 3: "iso3"}
    if len(code) not in keys:
        raise Http404
    countries = Country.objects.select_related("region__parent__parent__parent")
    return get_object_or_404(countries, **{keys[len(code)]: code.upper()})


def area_by_slug(slug: str) -> Area:
    return get_object_or_404(Area, slug=slug)


def challenge_by_slug(slug: str) -> Challenge:
    return get_object_or_404(Challenge, slug=slug)


def goal_by_code(code: str) -> Goal:
    return get_object_or_404(Goal, code=code)
