"""Reference records by any name that people write: in our languages and some more."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils.translation import gettext_noop

from accord.atlas.models import Country, Grouping, Region
from accord.base.imports.cells import Names, Unreadable, shown
from accord.base.imports.fields import folded

# Languages beyond ours in which people write the names of countries.
MORE_LANGUAGES = ("de", "it", "pt", "nl")
# Names that neither the United Nations nor CLDR give.
_ALSO = {
    "ARE": ("UAE", "U.A.E.", "EAU"),
    "BOL": ("Bolivia",),
    "BIH": ("Bosnia", "BiH"),
    "BRN": ("Brunei",),
    "CAF": ("CAR", "RCA", "Central African Rep."),
    "CHN": ("PR China", "People's Republic of China", "PRC"),
    "CIV": ("Ivory Coast",),
    "COD": (
        "DRC", "D.R.C.", "RDC", "R.D.C.", "DR Congo", "D.R. Congo", "RD Congo",
        "Congo (DRC)", "Congo, DRC", "Congo (RDC)", "Congo DR", "Congo, DR",
        "Congo-Kinshasa", "Congo (Kinshasa)", "Democratic Republic of Congo",
        "Congo, Dem. Rep.", "Congo, the Democratic Republic of the",
        "República Democrática de Congo", "RD del Congo",
    ),
    "COG": (
        "Congo-Brazzaville", "Congo (Brazzaville)", "Congo, Rep.", "Republic of Congo",
        "République du Congo", "República del Congo",
    ),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic",),
    "DOM": ("Dominican Rep.",),
    "EGY": ("Egypt, Arab Rep.",),
    "FSM": ("Micronesia, Fed. Sts.", "Micronesia"),
    "GBR": (
        "UK", "Great Britain", "U.K.", "Britain", "Grande-Bretagne", "Gran Bretaña",
        "England", "Scotland", "Wales", "Northern Ireland", "Angleterre", "Inglaterra",
    ),
    "HKG": ("Hong Kong SAR, China", "Hong Kong SAR"),
    "IRL": ("Republic of Ireland",),
    "IRN": ("Iran", "Iran, Islamic Rep.", "IR Iran"),
    "KGZ": ("Kyrgyz Republic",),
    "KNA": ("St Kitts and Nevis",),
    "KOR": ("South Korea", "Republic of Korea", "Korea", "Korea, Rep.", "ROK"),
    "LAO": ("Laos", "Lao PDR"),
    "LCA": ("St Lucia",),
    "MKD": ("Macedonia", "Macedonia, FYR", "FYROM"),
    "MMR": ("Burma", "Birmanie", "Birmania"),
    "NLD": ("Holland",),
    "PNG": ("Papua NG",),
    "PRK": ("DPRK", "DPR Korea", "Korea", "Korea, Dem. People's Rep.", "North Korea"),
    "PSE": (
        "Palestine", "Palestinian Territory", "Occupied Palestinian Territory", "OPT",
        "West Bank and Gaza", "Palestina", "فلسطين",
    ),
    "RUS": ("Russia",),
    "SAU": ("KSA",),
    "STP": ("Sao Tome & Principe",),
    "SWZ": ("Swaziland",),
    "SYR": ("Syria",),
    "TLS": ("East Timor", "Timor Oriental", "Timor-Leste"),
    "TUR": ("Turkey", "Turquie", "Turquía"),
    "TZA": ("Tanzania",),
    "USA": (
        "EE. UU.", "EEUU", "EUA", "É.-U.", "U.S.", "U.S.A.", "United States of America",
    ),
    "VAT": ("Vatican", "Vatican City", "Vaticano"),
    "VCT": ("St Vincent and the Grenadines", "St Vincent & the Grenadines"),
    "VEN": ("Venezuela, RB",),
    "VNM": ("Vietnam",),
    "YEM": ("Yemen, Rep.",),
}  # fmt: skip
# "Gambia, The" and "Philippines (the)".
_ARTICLE = re.compile(r"^the\s+|,\s*the$|\s*\(the\)$", re.IGNORECASE)
# "Tanzania, United Republic of": libraries put first what they sort by.
_TURNED = re.compile(r"([^,]+),\s*([^,]+ of(?: the)?)", re.IGNORECASE)
# What people write where a country is asked, and no list of regions holds.
_MORE_THAN_ONE = """
all; all countries; several; multiple; various; other; other country; other countries
global; worldwide; world; international; regional; Europe; EU; EU-wide; Europe-wide; EEA
European Union; Union européenne; UE; Unión Europea; MENA; Middle East; Balkans
Western Balkans; Africa; Asia; Latin America; Afrique; África; mondial; monde
Asia and the Pacific; Asia-Pacific; Asia Pacific; APAC; LAC; LATAM; Sahel; SSA
Latin America and the Caribbean; Caribbean; West Africa; East Africa; Central Africa
Southern Africa; North Africa; Horn of Africa; South Asia; Southeast Asia; Arab States
Arab Region; Pacific; Gulf; multi-country; multicountry; cross-border; transnational
Afrique de l'Ouest; Afrique de l'Est; Afrique centrale; Afrique australe
Amérique latine; Asie-Pacifique; Caraïbes; Moyen-Orient; multi-pays; multipays
África occidental; América Latina; América Latina y el Caribe; ALC; Caribe
Centroamérica; multipaís
عالمي; العالم; الدول العربية; أفريقيا; جميع البلدان
tous les pays; plusieurs pays; autre pays; mundial; mundo; todos los países
varios países; otro país; otros países; autres pays
""".replace("\n", ";").split(";")


@cache
def locales() -> tuple[Locale, ...]:
    codes = dict.fromkeys([*dict(settings.LANGUAGES), *MORE_LANGUAGES])
    return tuple(Locale.parse(code, sep="-") for code in codes)


@dataclass(frozen=True, slots=True)
class CountryNames:
    """Countries by name and by code; regions are told apart from what is unknown."""

    names: Names
    codes: dict[str, str]
    more_than_one: frozenset[str]

    def code(self, text: str) -> str:
        """Return the code of a country's name or code; "No" is not Norway's."""
        bare = text.strip()
        if bare.isupper() or (bare.islower() and bare != "no"):
            code = self.codes.get(bare.upper())
            if code:
                return code
        for other in (_ARTICLE.sub("", bare), _TURNED.sub(r"\2 \1", bare)):
            if other != bare and self.names.find(other):
                return self.names.code(other)
        if not self.names.find(text) and folded(text) in self.more_than_one:
            raise Unreadable(
                gettext_noop(
                    "“{value}” is not one country; write the countries, parted by"
                    " semicolons, or clear the cell."
                ),
                {"value": shown(text)},
            )
        return self.names.code(text)


def names_of_countries() -> CountryNames:
    return CountryNames(_names(), _codes(), _more_than_one())


def _names() -> Names:
    """Return the countries by their names in our languages and some more."""
    names = Names(
        gettext_noop(
            "There is no country “{value}” here; write its name or its ISO code."
        )
    )
    for each in Country.objects.all():
        own = [*each.names.values(), *each.formal_names.values()]
        cldr = [locale.territories.get(each.iso2) for locale in locales()]
        also = _ALSO.get(each.iso3, ())
        names.add(each.iso3, *own, *cldr, *also)
    return names


def _codes() -> dict[str, str]:
    codes = dict(Country.objects.values_list("iso2", "iso3"))
    return codes | {iso3: iso3 for iso3 in codes.values()}


def _more_than_one() -> frozenset[str]:
    names = [*_MORE_THAN_ONE]
    for model in (Region, Grouping):
        for each in model.objects.values_list("names", flat=True):
            names += each.values()
    return frozenset(filter(None, map(folded, names)))


def names_of_concepts(model: Any, nothing: str) -> Names:
    names = Names(nothing)
    for each in model.objects.all():
        names.add(
            each.code,
            each.code,
            getattr(each, "slug", ""),
            *each.names.values(),
            *each.short_names.values(),
        )
    return names
