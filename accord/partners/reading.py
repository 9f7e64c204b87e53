"""Which partners may be the organization in hand, asked by those who take one in."""

from collections.abc import Iterable
from dataclasses import dataclass

from accord.partners.models import Partner
from accord.partners.search import names_of


@dataclass(frozen=True, slots=True)
class Similar:
    """A partner that may be the organization in hand, how surely, and why.

    `score` goes from 0 to 1. `reasons` are codes, the strongest first: number,
    website, name, near-name, short-name.
    """

    partner: Partner
    reasons: tuple[str, ...]
    score: float


def similar_partners(
    names: Iterable[str],
    numbers: Iterable[tuple[str, str]] = (),
    website: str = "",
    country: str = "",
    *,
    most: int = 5,
) -> list[Similar]:
    """Return the partners that may be this organization, the surest first.

    `names` are all it goes by, in any language, short name included; `country` is an
    ISO alpha-3 code. Partners are public, and so is the answer: prospects and
    applications are not looked at. Two queries.
    """
    from tally.names import Organization, Register  # noqa: PLC0415 - data library

    partners = {
        partner.pk: partner
        for partner in Partner.objects.select_related("country").prefetch_related(
            "identifiers"
        )
    }
    register = Register(
        (
            pk,
            Organization(
                names=_names(partner),
                short_name=partner.short_name,
                numbers=tuple(
                    (one.scheme, one.value) for one in partner.identifiers.all()
                ),
                website=partner.website,
                country=partner.country_id or "",
                country_names=_names_of_country(partner),
            ),
        )
        for pk, partner in partners.items()
    )
    asked = Organization(
        names=tuple(filter(None, names)),
        numbers=tuple(numbers),
        website=website,
        country=country,
    )
    return [
        Similar(partners[pk], tuple(map(str, found.reasons)), found.score)
        for pk, found in register.like(asked)[:most]
    ]


def _names(partner: Partner) -> tuple[str, ...]:
    short = partner.short_name
    return tuple(name for name in names_of(partner) if name and name != short)


def _names_of_country(partner: Partner) -> tuple[str, ...]:
    if partner.country is None:
        return ()
    return tuple(sorted(set(partner.country.names.values())))
