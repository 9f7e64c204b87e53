"""Areas that a reader may choose: their names, which there are, which lie near."""

from collections.abc import Collection, Mapping
from math import cos, radians, sin

from accord.atlas.models import Country, Region
from accord.base.sorting import sort_key

WORLD = "001"


def names(codes: Collection[str]) -> dict[str, str]:
    """Return the name of each area, in two queries; of a source's group its code."""
    records: list[Country | Region] = [
        *Country.objects.filter(pk__in=codes).only("names"),
        *Region.objects.filter(pk__in=codes).only("names"),
    ]
    known = {each.pk: each.name for each in records}
    return {code: known.get(code, code) for code in codes}


def in_order(named: Mapping[str, str]) -> list[str]:
    """Return the codes as readers look for them: by name, accents and case aside."""
    return sorted(named, key=lambda code: (sort_key(named[code]), code))


def exists(code: str) -> bool:
    return (
        Country.objects.filter(pk=code).exists()
        or Region.objects.filter(pk=code).exists()
    )


def nearest(code: str, among: Collection[str], most: int) -> list[Country]:
    """Return the countries of `among` nearest to a country, its own region first.

    The distance is that between the points by which the atlas places countries.
    Nothing lies near what is no country.
    """
    found = {each.iso3: each for each in Country.objects.filter(pk__in=[*among, code])}
    here = found.pop(code, None)
    if here is None:
        return []
    return sorted(
        found.values(),
        key=lambda each: (each.region_id != here.region_id, _far(here, each)),
    )[:most]


def _far(one: Country, other: Country) -> float:
    """Return the square of the chord between two places on a globe of radius 1."""
    return sum((a - b) ** 2 for a, b in zip(_point(one), _point(other), strict=True))


def _point(country: Country) -> tuple[float, float, float]:
    latitude, longitude = radians(country.latitude), radians(country.longitude)
    return (
        cos(latitude) * cos(longitude),
        cos(latitude) * sin(longitude),
        sin(latitude),
    )
