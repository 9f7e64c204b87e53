"""Whether an organization that applies is a partner already.

Compared with public partners only: who else applies, or is known as a prospect, is
nobody's to find out here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.base.sorting import sort_key
from accord.joining.reading import Facts
from accord.partners.models import Identifier, Partner

_MOST = 3
# Which share of the words is common, and from when on two spellings are one word.
_LEAST, _SAME_WORD = 0.75, 0.84
_SHORTEST_WORD, _ACRONYM = 3, 5
# Sites that many organizations share say nothing of who one is.
_SHARED = (
    "facebook.com",
    "wordpress.com",
    "blogspot.com",
    "google.com",
    "wixsite.com",
    "linkedin.com",
)


@dataclass(frozen=True, slots=True)
class Like:
    """A partner that may be the same organization, and why."""

    partner: Partner
    reason: str | Promise


SAME_NUMBER = _("It has the same number in a register.")
SAME_SITE = _("It has the same website.")
NEAR_NAME = _("It has the same name, or nearly.")


def partners_like(facts: Facts) -> list[Like]:
    """Return the public partners that resemble it, the surest first."""
    return partners_named(facts.all_names, numbers=facts.numbers, website=facts.website)


def partners_named(
    names: Sequence[str],
    *,
    numbers: Sequence[tuple[str, str]] = (),
    website: str = "",
) -> list[Like]:
    """Return the public partners of such a name, number or website."""
    found: dict[int, Like] = {}
    for like in _all(names, numbers, website):
        found.setdefault(like.partner.pk, like)
    return list(found.values())[:_MOST]


def _all(
    names: Sequence[str], numbers: Sequence[tuple[str, str]], website: str
) -> Iterator[Like]:
    for scheme, value in numbers:
        holders = Identifier.objects.filter(scheme=scheme, value=value)
        for each in holders.select_related("partner"):
            yield Like(each.partner, SAME_NUMBER)
    domain = domain_of(website)
    if domain:
        for partner in Partner.objects.filter(website__icontains=domain):
            if domain_of(partner.website) == domain:
                yield Like(partner, SAME_SITE)
    for partner in _of_near_names(names):
        yield Like(partner, NEAR_NAME)


def _of_near_names(names: Sequence[str]) -> list[Partner]:
    wanted = [key for key in map(sort_key, names) if len(key) > 1]
    if not wanted:
        return []
    best: dict[int, float] = {}
    for pk, keys in Partner.objects.values_list("pk", "search_key"):
        score = max(
            (_likeness(one, other) for one in wanted for other in keys.split("\n")),
            default=0,
        )
        if score >= _LEAST:
            best[pk] = score
    order = sorted(best, key=lambda pk: (-best[pk], pk))[:_MOST]
    partners = Partner.objects.in_bulk(order)
    return [partners[pk] for pk in order]


def _likeness(one: str, other: str) -> float:
    """Return how far two names have the same words, in any order, from 0 to 1."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return float(one == other)
    found = sum(_found_in(theirs, word) for word in mine)
    back = sum(_found_in(mine, word) for word in theirs)
    return float((found + back) / (len(mine) + len(theirs)))


def _words(name: str) -> list[str]:
    words = re.findall(r"\w+", name)
    return [word for word in words if len(word) >= _SHORTEST_WORD]


def _found_in(words: list[str], word: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415 - only who compares loads it

    # Letters of an acronym that differ make another organization.
    if len(word) <= _ACRONYM:
        return float(word in words)
    best = max(fuzz.ratio(word, each) for each in words) / 100
    return best if best >= _SAME_WORD else 0


def domain_of(website: str) -> str:
    """Return the host without "www."; empty for none and for shared sites."""
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    return "" if host.endswith(_SHARED) else host
