"""The records that cells of a sheet may name, by any of their names."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils.translation import gettext_noop, override

from accord.actions.models import Kind, Register
from accord.atlas.models import (
    Area,
    Challenge,
    Country,
    Grouping,
    Region,
    Target,
    TargetGroup,
)
from accord.base.imports.cells import Names, Unreadable, shown
from accord.base.imports.fields import folded
from accord.partners.models import Identifier, Partner

# Languages beyond ours in which people write the names of countries.
_MORE_LANGUAGES = ("de", "it", "pt", "nl")
# Names that neither the United Nations nor CLDR give.
_ALSO = {
    "CIV": ("Ivory Coast",),
    "CZE": ("Czech Republic",),
    "ARE": ("UAE",),
    "GBR": (
        "UK",
        "Great Britain",
        "U.K.",
        "Britain",
        "Grande-Bretagne",
        "Gran Bretaña",
    ),
    "IRN": ("Iran",),
    "KOR": ("South Korea", "Republic of Korea", "Korea, Republic of"),
    "LAO": ("Laos",),
    "MKD": ("Macedonia",),
    "NLD": ("Holland",),
    "RUS": ("Russia",),
    "SWZ": ("Swaziland",),
    "SYR": ("Syria",),
    "TUR": ("Turkey", "Turquie", "Turquía"),
    "TZA": ("Tanzania",),
    "USA": ("U.S.", "U.S.A.", "United States of America"),
    "VNM": ("Vietnam",),
}
# What people write where a country is asked, and no list of regions holds.
_MORE_THAN_ONE = """
all; all countries; several; multiple; various; other; other country; other countries
global; worldwide; world; international; regional; Europe; EU; EU-wide; Europe-wide; EEA
European Union; Union européenne; UE; Unión Europea; MENA; Middle East; Balkans
Western Balkans; Africa; Asia; Latin America; Afrique; África; mondial; monde
tous les pays; plusieurs pays; autre pays; mundial; mundo; todos los países
varios países; otro país; otros países; autres pays
""".replace("\n", ";").split(";")


@dataclass(slots=True)
class Known:
    """Names of everything an action may hold, read once for a whole file."""

    countries: Names
    country_codes: dict[str, str]
    areas: Names
    challenges: Names
    groups: Names
    targets: frozenset[str]
    partners: Names
    kinds: Names
    languages: Names
    registers: Names
    not_one_country: frozenset[str]
    leads: dict[str, Partner] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Known":
        partners = _partners()
        return cls(
            countries=countries(),
            country_codes=country_codes(),
            areas=_concepts(
                Area, gettext_noop("There is no area of immediate action “{value}”.")
            ),
            challenges=_concepts(
                Challenge, gettext_noop("There is no challenge “{value}”.")
            ),
            groups=_concepts(
                TargetGroup, gettext_noop("There is no group “{value}” here.")
            ),
            targets=frozenset(Target.objects.values_list("code", flat=True)),
            partners=partners[0],
            kinds=_labels(
                Kind,
                gettext_noop(
                    "“{value}” is no kind of action; write commitment, initiative or"
                    " key intervention."
                ),
            ),
            languages=_languages(),
            registers=_labels(
                Register,
                gettext_noop(
                    "There is no register “{value}”; write for example"
                    " “doi: 10.1000/182”."
                ),
            ),
            not_one_country=_not_one_country(),
            leads=partners[1],
        )

    def country(self, text: str) -> str:
        """Return the code of a country's name or code; "No" is not Norway's."""
        bare = text.strip()
        if bare.isupper() or (bare.islower() and bare != "no"):
            code = self.country_codes.get(bare.upper())
            if code:
                return code
        if not self.countries.find(text) and folded(text) in self.not_one_country:
            raise Unreadable(
                gettext_noop(
                    "“{value}” is not one country; write the countries, parted by"
                    " semicolons."
                ),
                {"value": shown(text)},
            )
        return self.countries.code(text)

    def target(self, text: str) -> str:
        """Return such a code as "8.3" of "SDG 8.3"; a goal alone is no target."""
        bare = text.strip().lower()
        for word in ("sdg", "odd", "ods", "target", "cible", "meta", "#"):
            bare = bare.replace(word, " ")
        code = (
            " ".join(bare.split()).split(" ")[0].strip(".:–-") if bare.strip() else ""
        )
        if code in self.targets:
            return code
        goal = code.partition(".")[0]
        if goal.isdecimal() and 1 <= int(goal) <= 17 and code == goal:
            raise Unreadable(
                gettext_noop(
                    "“{value}” is a goal; write one of its targets, such as {goal}.1."
                ),
                {"value": shown(text), "goal": goal},
            )
        raise Unreadable(
            gettext_noop(
                "“{value}” is no target of the Sustainable Development Goals; write"
                " its code, such as 8.5."
            ),
            {"value": shown(text)},
        )


@cache
def _locales() -> tuple[Locale, ...]:
    codes = dict.fromkeys([*dict(settings.LANGUAGES), *_MORE_LANGUAGES])
    return tuple(Locale.parse(code, sep="-") for code in codes)


def countries() -> Names:
    """Return the countries by their names in our languages and some more."""
    names = Names(
        gettext_noop(
            "There is no country “{value}” here; write its name or its ISO code."
        )
    )
    for each in Country.objects.all():
        own = [*each.names.values(), *each.formal_names.values()]
        cldr = [locale.territories.get(each.iso2) for locale in _locales()]
        also = _ALSO.get(each.iso3, ())
        names.add(each.iso3, *own, *cldr, *also)
    return names


def country_codes() -> dict[str, str]:
    codes = dict(Country.objects.values_list("iso2", "iso3"))
    return codes | {iso3: iso3 for iso3 in codes.values()}


def _not_one_country() -> frozenset[str]:
    names = [*_MORE_THAN_ONE]
    for model in (Region, Grouping):
        for each in model.objects.values_list("names", flat=True):
            names += each.values()
    return frozenset(filter(None, map(folded, names)))


def _concepts(model: Any, nothing: str) -> Names:
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


def _labels(choices: Any, nothing: str) -> Names:
    names = Names(nothing)
    for language in dict(settings.LANGUAGES):
        with override(language):
            for each in choices:
                names.add(each.value, each.value, str(each.label))
    return names


def _languages() -> Names:
    names = Names(
        gettext_noop(
            "“{value}” is no language we know; write its code, such as en, fr or es."
        )
    )
    for code in [*dict(settings.LANGUAGES), *_MORE_LANGUAGES]:
        known = [locale.languages.get(code) for locale in _locales()]
        names.add(code, code, *known)
    return names


def _partners() -> tuple[Names, dict[str, Partner]]:
    """Return partners by name, short name and number, and the rows by reference."""
    names = Names(
        gettext_noop(
            "“{value}” is no partner of the coalition; check the name, or write the"
            " partner's reference."
        )
    )
    rows = {}
    for each in Partner.objects.order_by("id"):
        rows[each.reference] = each
        own = (each.name.text_in(language) for language in each.name.languages)
        names.add(each.reference, each.reference, each.slug, each.short_name, *own)
    for scheme, value, reference in Identifier.objects.values_list(
        "scheme", "value", "partner__reference"
    ):
        names.add(reference, value, f"{scheme}:{value}")
    return names, rows
