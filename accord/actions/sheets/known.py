"""The records that cells of a sheet may name, by any of their names."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop, override

from accord.actions.models import Kind, Register
from accord.atlas.access import (
    MORE_LANGUAGES,
    CountryNames,
    locales,
    names_of_concepts,
    names_of_countries,
)
from accord.atlas.models import Area, Challenge, Target, TargetGroup
from accord.base.imports.cells import Names
from accord.partners.models import Identifier, Partner


@dataclass(slots=True)
class Known:
    """Names of everything an action may hold, read once for a whole file."""

    countries: CountryNames
    areas: Names
    challenges: Names
    groups: Names
    targets: frozenset[str]
    partners: Names
    kinds: Names
    languages: Names
    registers: Names
    leads: dict[str, Partner] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Known":
        partners = _partners()
        return cls(
            countries=names_of_countries(),
            areas=names_of_concepts(
                Area, gettext_noop("There is no area of immediate action “{value}”.")
            ),
            challenges=names_of_concepts(
                Challenge, gettext_noop("There is no challenge “{value}”.")
            ),
            groups=names_of_concepts(
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
            leads=partners[1],
        )


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
    for code in [*dict(settings.LANGUAGES), *MORE_LANGUAGES]:
        known = [locale.languages.get(code) for locale in locales()]
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
