"""Whether an organization that applies is a partner already.

Compared with public partners only: who else applies, or is known as a prospect, is
nobody's to find out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.joining.reading import Facts
from accord.partners.models import Partner
from accord.partners.reading import similar_partners

_MOST = 3
_ACRONYM = 12
# By the codes of `partners.reading`.
_REASONS: dict[str, Promise] = {
    "number": _("It has the same number in a register."),
    "website": _("It has the same website."),
    "name": _("It has the same name, or nearly."),
    "near-name": _("It has the same name, or nearly."),
    "short-name": _("It has the same short name."),
}


@dataclass(frozen=True, slots=True)
class Like:
    """A partner that may be the same organization, and why."""

    partner: Partner
    reason: str | Promise


def partners_like(facts: Facts) -> list[Like]:
    """Return the public partners that resemble it, the surest first."""
    if not (facts.all_names or facts.numbers or facts.website):
        return []
    return _told(
        facts.all_names,
        numbers=facts.numbers,
        website=facts.website,
        country=facts.country,
    )


def partners_named(names: Sequence[str]) -> list[Like]:
    """Return the public partners of such a name."""
    return _told(names)


def _told(
    names: Sequence[str],
    numbers: Sequence[tuple[str, str]] = (),
    website: str = "",
    country: str = "",
) -> list[Like]:
    found = similar_partners(names, numbers, website, country, most=_MOST)
    likes = {
        each.partner.pk: Like(each.partner, _REASONS[each.reasons[0]])
        for each in found
        if each.reasons
    }
    # An acronym alone is too little to be sure of, and enough to ask.
    acronyms = [each.upper() for each in names if len(each) <= _ACRONYM]
    for partner in Partner.objects.filter(short_name__in=acronyms):
        likes.setdefault(partner.pk, Like(partner, _REASONS["short-name"]))
    return list(likes.values())[:_MOST]
