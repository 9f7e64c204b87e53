"""Reference records as everyone may have them: places, areas, challenges and goals."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from accord.atlas.models import (
    Area,
    Challenge,
    Concept,
    Country,
    Goal,
    Indicator,
    Membership,
    Named,
    Target,
)
from accord.base import projecting
from accord.base.projecting import Projection, iso

VERBS = ("edited", "given back")
# A load tells what it changed by kind only, so it counts for each record of the kind.
LOAD = "atlas:reference-data"


def countries(records: Sequence[Country], *, on: date) -> list[Projection]:
    """Return each country or area, with the groups it is in now, in three queries."""
    groups: dict[str, list[str]] = defaultdict(list)
    for country, group in (
        Membership.objects.current()
        .filter(country__in=[each.pk for each in records])
        .order_by("grouping__code")
        .values_list("country_id", "grouping__code")
    ):
        groups[country].append(group)
    pages = projecting.address_of("atlas:country_list")
    moments = _moments(records)
    return [
        {
            "iso3": each.iso3,
            "iso2": each.iso2,
            "m49": each.m49,
            "url": f"{pages}{each.iso3}/",
            "names": each.names,
            "formal_names": each.formal_names,
            "official": _official(each),
            "region": each.region_id,
            "groups": groups[each.pk],
            "independent": each.is_independent,
            "latitude": f"{each.latitude:.4f}",
            "longitude": f"{each.longitude:.4f}",
            "source": each.source or None,
            "updated_at": projecting.instant(moments.get(each.history_reference)),
        }
        for each in records
    ]


def areas(records: Sequence[Area], *, on: date) -> list[Projection]:
    """Return each area of immediate action, in two queries."""
    return _with_slugs(records, "atlas:area_list", on)


def challenges(records: Sequence[Challenge], *, on: date) -> list[Projection]:
    """Return each challenge, in two queries."""
    return _with_slugs(records, "atlas:challenge_list", on)


def goals(records: Sequence[Goal], *, on: date) -> list[Projection]:
    """Return each goal with its targets and their indicators, in four queries."""
    keys = [each.pk for each in records]
    indicators: dict[int, list[Projection]] = defaultdict(list)
    for indicator in Indicator.objects.filter(target__goal__in=keys):
        indicators[indicator.target_id].append(
            {**_words(indicator), "custodian": indicator.custodian or None}
        )
    targets: dict[int, list[Projection]] = defaultdict(list)
    for target in Target.objects.filter(goal__in=keys):
        told = {**_words(target), "indicators": indicators[target.pk]}
        targets[target.goal_id].append(told)
    pages = projecting.address_of("atlas:goal_list")
    return [
        {**goal, "url": f"{pages}{each.code}/", "targets": targets[each.pk]}
        for each, goal in zip(records, concepts(records, on=on), strict=True)
    ]


def concepts(records: Sequence[Concept], *, on: date) -> list[Projection]:
    """Return terms of one vocabulary, whichever it is, in two queries."""
    moments = _moments(records)
    return [
        {
            **_words(each),
            "definition": each.definition,
            "position": each.position,
            "valid_from": iso(each.valid_from),
            "valid_until": iso(each.valid_until),
            "source": each.source or None,
            "updated_at": projecting.instant(moments.get(each.history_reference)),
        }
        for each in records
    ]


def _with_slugs(records: Sequence[Any], route: str, on: date) -> list[Projection]:
    pages = projecting.address_of(route)
    return [
        {**told, "slug": each.slug, "url": f"{pages}{each.slug}/"}
        for each, told in zip(records, concepts(records, on=on), strict=True)
    ]


def _words(each: Concept) -> Projection:
    return {
        "code": each.code,
        "names": each.names,
        "short_names": each.short_names,
        "official": _official(each),
    }


def _official(each: Named) -> list[str]:
    """Return the languages in which the name is the wording of the source itself."""
    return [language for language in each.names if each.official_in(language)]


def _moments(records: Sequence[Named]) -> dict[str, datetime]:
    """Return when each record was last changed, by staff or by a load."""
    subjects = [each.history_reference for each in records]
    if not subjects:
        return {}
    found = projecting.moments([*subjects, LOAD], (*VERBS, "loaded"))
    load = found.pop(LOAD, None)
    return {
        each: max(filter(None, (found.get(each), load)))
        for each in subjects
        if found.get(each) or load
    }
