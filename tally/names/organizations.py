"""Whether two records may be of one organization, by all that is known of each."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from tally.names import words
from tally.names.comparing import compare
from tally.names.folding import Name, fold, key
from tally.names.index import Index

Id = TypeVar("Id", bound=Hashable)

# From this likeness on, two records are worth a look.
LIKELY = 0.75
# Names without their country's words may be nearer than they are as written.
_WORTH_COMPARING = 0.5
_ELSEWHERE = 0.6
_OTHER_NUMBER = 0.8
# Below this weight a name is made of words that many share ("Ministry of Health").
_TELLING = 1.1


class Reason(StrEnum):
    """Why two records may be of one organization."""

    NUMBER = "number"
    WEBSITE = "website"
    NAME = "name"
    NEAR_NAME = "near-name"
    SHORT_NAME = "short-name"


@dataclass(frozen=True, slots=True)
class Organization:
    """What is known of an organization; anything may be missing.

    `numbers` are pairs of a register and a number in it; `country` is any code, the
    same for the same country; `country_names` are its names, which tell nothing
    beside the code.
    """

    names: tuple[str, ...] = ()
    short_name: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    website: str = ""
    country: str = ""
    country_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How surely two records are of one organization, from 0 to 1, and why."""

    score: float
    reasons: tuple[Reason, ...] = ()


def resemblance(one: Organization, other: Organization) -> Resemblance:
    """Compare two records. A shared number settles it; a name is weighed by place."""
    if set(one.numbers) & set(other.numbers):
        return Resemblance(1, (Reason.NUMBER,))
    scores: dict[Reason, float] = {}
    if _site(one.website) and _site(one.website) == _site(other.website):
        scores[Reason.WEBSITE] = 0.9
    together = one.country == other.country if one.country and other.country else None
    named = _named(one, other, together=together)
    if named:
        scores[Reason.NAME if named >= 0.99 else Reason.NEAR_NAME] = named
    if _short(one) & _short(other):
        scores[Reason.SHORT_NAME] = 0.8 if together else 0.6
    score = max(scores.values(), default=0)
    if together is False:
        score *= _ELSEWHERE
    if _registered_apart(one, other):
        score *= _OTHER_NUMBER
    reasons = sorted(scores, key=lambda reason: -scores[reason])
    told = tuple(reason for reason in reasons if scores[reason] >= 0.5)
    return Resemblance(round(min(score, 0.99), 4), told)


class Register(Generic[Id]):
    """Organizations, asked for those that may be the one in hand."""

    def __init__(self, known: Iterable[tuple[Id, Organization]] = ()) -> None:
        self._known: dict[Id, Organization] = dict(known)
        self._names = Index((each, one.names) for each, one in self._known.items())
        self._by_mark: dict[Hashable, list[Id]] = defaultdict(list)
        for identity, organization in self._known.items():
            self._mark(identity, organization)

    def add(self, identity: Id, organization: Organization) -> None:
        self._known[identity] = organization
        self._names.add(identity, organization.names)
        self._mark(identity, organization)

    def _mark(self, identity: Id, organization: Organization) -> None:
        for mark in _marks(organization):
            self._by_mark[mark].append(identity)

    def like(
        self, organization: Organization, *, least: float = LIKELY
    ) -> list[tuple[Id, Resemblance]]:
        """Return the known ones that may be this one, the surest first."""
        possible: dict[Id, None] = {}
        for mark in _marks(organization):
            possible.update(dict.fromkeys(self._by_mark.get(mark, ())))
        for name in organization.names:
            near = self._names.near(name, least=_WORTH_COMPARING)
            possible.update(dict.fromkeys(each.id for each in near))
        found = [
            (identity, resemblance(organization, self._known[identity]))
            for identity in possible
        ]
        likely = [each for each in found if each[1].score >= least]
        return sorted(likely, key=lambda each: -each[1].score)


def _marks(organization: Organization) -> Iterable[Hashable]:
    yield from organization.numbers
    yield from _short(organization)
    site = _site(organization.website)
    if site:
        yield "website", site


def _named(one: Organization, other: Organization, *, together: bool | None) -> float:
    if together is False:
        leave_out: frozenset[str] = frozenset()
    else:
        leave_out = _words_of(one.country_names) | _words_of(other.country_names)
    best = 0.0
    for mine in one.names:
        for yours in other.names:
            first, second = _told(mine, leave_out), _told(yours, leave_out)
            score = compare(first, second).score
            tells = min(first.weight, second.weight) >= _TELLING
            if together is None and not tells:
                score *= 0.9 if key(mine) == key(yours) else 0.7
            best = max(best, score)
    return best


@lru_cache(maxsize=8192)
def _told(written: str, leave_out: frozenset[str]) -> Name:
    """Return a name without the words of its country, unless nothing else is left."""
    name = fold(written)
    kept = tuple(word for word in name.words if word.text not in leave_out)
    return Name(written, kept or name.words)


@lru_cache(maxsize=1024)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.text for name in names for word in fold(name).words)


def _short(one: Organization) -> set[str]:
    """Return short names, given as such or as one of the names."""
    single = [name for name in one.names if " " not in name]
    letters = ("".join(filter(str.isalnum, name)) for name in (one.short_name, *single))
    return {each.casefold() for each in letters if 2 < len(each) < 12}


@lru_cache(maxsize=8192)
def _site(website: str) -> str:
    """Return where a website is; on hosts of many, with the first part of its path."""
    parts = urlsplit(website if "//" in website else f"//{website}")
    host = (parts.hostname or "").removeprefix("www.")
    if host in words.told()["shared_hosts"]["hosts"]:
        first = parts.path.strip("/").split("/")[0]
        return f"{host}/{first}" if first else ""
    return host


def _registered_apart(one: Organization, other: Organization) -> bool:
    """Say whether one register gives them two numbers."""
    mine = {_register(*number) for number in one.numbers}
    return any(_register(*number) in mine for number in other.numbers)


def _register(scheme: str, value: str) -> str:
    """Return the register of a number; of org-id its list, `GB-CHC`."""
    return "-".join([scheme, *value.split("-")[:2]]) if scheme == "org-id" else scheme
