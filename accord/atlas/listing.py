"""The list of countries as its page shows it: by region, as a table, on a map."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.atlas.models import Country, Grouping, Region
from accord.base.components import Cell, Column, Key, Table, sortable
from accord.base.sorting import sort_key
from tally.charts.maps import Place, WorldMap, world_map

# The tones of the scale, weakest for the lowest income.
TONES = {"WB-LIC": "2", "WB-LMC": "3", "WB-UMC": "4", "WB-HIC": "5"}
COLUMNS = (
    ("name", Column(gettext_lazy("Country or area"))),
    ("region", Column(gettext_lazy("Region"))),
    ("income", Column(gettext_lazy("Income group"))),
    ("", Column(gettext_lazy("Special situation"))),
)
SORTS = {sign + key for key, _column in COLUMNS if key for sign in ("", "-")}


@dataclass(frozen=True, slots=True)
class Part:
    """The countries of one sub-region, in the order of their names."""

    region: Region
    countries: list[Country]

    @property
    def kicker(self) -> str:
        """The name of the larger region it lies in, or "" for none."""
        above = self.region.path[:-1]
        return above[0].name if above else ""


def by_region(countries: Sequence[Country]) -> list[Part]:
    """Group countries, already in the order of their names, by sub-region."""
    parts: dict[str, Part] = {}
    for country in countries:
        region = subregion_of(country)
        parts.setdefault(region.m49, Part(region, [])).countries.append(country)
    return sorted(
        parts.values(),
        key=lambda part: (sort_key(part.kicker) or "~", sort_key(part.region.name)),
    )


def subregion_of(country: Country) -> Region:
    """Return the sub-region; the region itself where M49 has none below it."""
    path = country.region.path
    return path[min(1, len(path) - 1)] if path else country.region


def table_of(countries: Sequence[Country], query: QueryDict, *, sort: str) -> Table:
    """Return the countries as a table in the order `sort`, such as "-income"."""
    return Table(
        caption=ngettext(
            "%(count)s country or area", "%(count)s countries and areas", len(countries)
        )
        % {"count": len(countries)},
        columns=sortable(query, COLUMNS, by=sort),
        rows=[_row(country) for country in ordered(countries, sort)],
    )


def ordered(countries: Sequence[Country], sort: str) -> list[Country]:
    """Order countries, already in the order of their names. Unknown income is last."""
    keys = {
        "region": lambda country: sort_key(subregion_of(country).name),
        "income": _income_rank,
    }
    found = list(countries)
    if sort == "-name":
        return found[::-1]
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        return found
    found.sort(key=key, reverse=sort.startswith("-"))
    if key is _income_rank:
        found.sort(key=lambda country: country.income is None)
    return found


def _income_rank(country: Country) -> int:
    return country.income.grouping.position if country.income else 0


def _row(country: Country) -> list[Cell | str]:
    income = country.income
    return [
        Cell(country.name, url=country.get_absolute_url()),
        subregion_of(country).name,
        income.grouping.name if income else "–",
        ", ".join(grouping.name for grouping in country.situations) or "–",
    ]


def income_map(countries: Sequence[Country]) -> WorldMap:
    """Return the map of the latest income groups."""
    shown = {country.iso3: country for country in countries if country.income}
    return world_map(
        {iso3: TONES[country.income.grouping.code] for iso3, country in shown.items()},
        [_described(country) for country in shown.values()],
    )


def _described(country: Country) -> Place:
    place = country.place
    words = _("%(country)s: %(group)s") % {
        "country": country.name,
        "group": country.income.grouping.name,
    }
    return Place(place.iso3, words, place.longitude, place.latitude, place.href)


def income_legend(groups: Sequence[Grouping]) -> list[Key]:
    return [Key(group.name, scale=TONES[group.code]) for group in groups]
