"""The list of countries as its page shows it: by region, as a table, on a map."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.atlas.models import Country, Region
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


@dataclass(frozen=True, slots=True)
class Incomes:
    """The income groups of one year: how many countries, and the map of them."""

    year: int
    total: int
    lowest: int
    highest: int
    map: WorldMap
    legend: list[Key]


def by_region(countries: Sequence[Country]) -> list[Part]:
    """Group countries, already in the order of their names, by sub-region."""
    parts: dict[str, Part] = {}
    for country in countries:
        region = country.subregion
        parts.setdefault(region.m49, Part(region, [])).countries.append(country)
    return sorted(
        parts.values(),
        key=lambda part: (sort_key(part.kicker) or "~", sort_key(part.region.name)),
    )


def table_of(countries: Sequence[Country], query: QueryDict, *, sort: str) -> Table:
    """Return the countries as a table in the order `sort`, such as "-income"."""
    latest = max((year_of(country) for country in countries), default=0)
    return Table(
        caption=ngettext(
            "%(count)s country or area", "%(count)s countries and areas", len(countries)
        )
        % {"count": len(countries)},
        columns=sortable(query, COLUMNS, by=sort),
        rows=[_row(country, latest) for country in ordered(countries, sort)],
    )


def ordered(countries: Sequence[Country], sort: str) -> list[Country]:
    """Order countries, already in the order of their names. Unknown income is last."""
    found, backwards = list(countries), sort.startswith("-")
    match sort.removeprefix("-"):
        case "region":
            found.sort(
                key=lambda each: sort_key(each.subregion.name), reverse=backwards
            )
        case "income":
            found.sort(key=_income_rank, reverse=backwards)
            found.sort(key=lambda each: each.income is None)
        case "name" if backwards:
            found.reverse()
    return found


def _income_rank(country: Country) -> int:
    return country.income.grouping.position if country.income else 0


def year_of(country: Country) -> int:
    """Return the year of the latest income group, 0 without any."""
    return (country.income.year or 0) if country.income else 0


def _row(country: Country, latest: int) -> list[Cell | str]:
    return [
        Cell(country.name, url=country.get_absolute_url()),
        country.subregion.name,
        _income_of(country, latest=latest),
        ", ".join(grouping.name for grouping in country.situations) or "–",
    ]


def incomes_by_group(countries: Sequence[Country]) -> Incomes | None:
    """Return what the map of income groups tells, or None without any."""
    known = [country for country in countries if country.income]
    if not known:
        return None
    year = max(year_of(country) for country in known)
    # A country whose latest group is older is in the table with its year, not here.
    shown = [country for country in known if year_of(country) == year]
    groups = {
        country.income.grouping.code: country.income.grouping for country in shown
    }
    counts = Counter(country.income.grouping.code for country in shown)
    ordered_codes = sorted(counts, key=lambda code: groups[code].position)
    return Incomes(
        year=year,
        total=len(shown),
        lowest=counts["WB-LIC"],
        highest=counts["WB-HIC"],
        map=world_map(
            {country.iso3: TONES[country.income.grouping.code] for country in shown},
            [_described(country) for country in shown],
        ),
        legend=[
            Key(
                _("%(group)s: %(count)s")
                % {"group": groups[code].name, "count": counts[code]},
                scale=TONES[code],
            )
            for code in ordered_codes
        ],
    )


def _described(country: Country) -> Place:
    place = country.place
    words = _("%(country)s: %(group)s") % {
        "country": country.name,
        "group": country.income.grouping.name,
    }
    return Place(place.iso3, words, place.longitude, place.latitude, place.href)


def _income_of(country: Country, *, latest: int) -> str:
    """Return the name of the income group, with its year where it is an older one."""
    if country.income is None:
        return "–"
    if year_of(country) == latest:
        return country.income.grouping.name
    return _("%(group)s (%(year)s)") % {
        "group": country.income.grouping.name,
        "year": country.income.year,
    }
