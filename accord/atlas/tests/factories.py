"""The smallest valid reference records."""

from typing import Any

from accord.atlas.models import Area, Challenge, Country, Goal, Grouping, Region
from accord.base.sorting import sort_key

OFFICIAL = {"en": True, "fr": True, "es": True, "ar": True}


def make_region(m49: str = "202", name: str = "Sub-Saharan Africa") -> Region:
    world, _made = Region.objects.get_or_create(
        m49="001", defaults={"names": {"en": "World"}}
    )
    region, _made = Region.objects.get_or_create(
        m49=m49, defaults={"names": {"en": name}, "official": OFFICIAL, "parent": world}
    )
    return region


def make_country(
    iso3: str = "SEN", iso2: str = "SN", m49: str = "686", **fields: Any
) -> Country:
    names = fields.pop("names", {"en": "Senegal", "fr": "Sénégal"})
    defaults = {
        "names": names,
        "official": OFFICIAL,
        "sort_names": {language: sort_key(name) for language, name in names.items()},
        "latitude": "14.7",
        "longitude": "-14.5",
        "region": make_region(),
    }
    return Country.objects.create(iso3=iso3, iso2=iso2, m49=m49, **(defaults | fields))


def make_area(code: str = "1", **fields: Any) -> Area:
    defaults = {
        "slug": f"area-{code}",
        "names": {"en": "Protection", "ar": "الحماية"},
        "official": {"en": True},
    }
    return Area.objects.create(code=code, **(defaults | fields))


def make_challenge(code: str = "1", **fields: Any) -> Challenge:
    defaults = {"slug": f"challenge-{code}", "names": {"en": "Distrust"}}
    return Challenge.objects.create(code=code, **(defaults | fields))


def make_goal(code: str = "8", **fields: Any) -> Goal:
    defaults = {"names": {"en": "Decent work"}, "definition": {"en": "Promote it"}}
    return Goal.objects.create(code=code, position=int(code), **(defaults | fields))


def make_grouping(code: str = "LDC", **fields: Any) -> Grouping:
    defaults = {"names": {"en": code}, "kind": Grouping.Kind.SITUATION}
    return Grouping.objects.create(code=code, **(defaults | fields))
