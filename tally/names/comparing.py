"""How alike two names are, and which words say so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from tally.names.folding import Name, Word, fold, word
from tally.names.sounds import apart, sounds

Weigh = Callable[[Word], float]
_LONGEST_RUN = 4
_MOST_APART = 1.2
# By how many consonants agree where one side has no vowels.
_SPARSE = (0, 0.75, 0.84, 0.92)


class How(StrEnum):
    """Why a word is taken for another one."""

    SAME = "same"
    SOUND = "sound"
    SLIP = "slip"
    INITIAL = "initial"
    CUT = "cut"
    JOINED = "joined"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of one name that stand for words of the other, from 0 to 1."""

    one: str
    other: str
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, from 0 to 1, and what was found on either side only."""

    score: float
    pairs: tuple[Pair, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1, without knowing any list."""
    return compare(fold(one), fold(other)).score


def own_weight(one: Word) -> float:
    return one.weight


def compare(one: Name, other: Name, weigh: Weigh = own_weight) -> Comparison:
    """Compare two names word by word; the same for either order of the two."""
    if not one.words or not other.words:
        return Comparison(0, (), _texts(one.words), _texts(other.words))
    chosen = _chosen(sorted(_links(one, other, weigh), key=_first))
    mine, yours = _left(one, other, chosen)
    if mine and yours and len(mine) + len(yours) > 2:
        # What is left on either side may be what one side runs together.
        links = [*_links(one, other, weigh), *_run_links(one, other, weigh)]
        chosen = _chosen(sorted(links, key=_first))
        mine, yours = _left(one, other, chosen)
    told = sum(link.weight for link in chosen)
    matched = sum(link.weight * link.pair.score for link in chosen)
    left_mine = sum(weigh(one.words[at]) for at in mine)
    left_yours = sum(weigh(other.words[at]) for at in yours)
    score = scored(told / 2, matched / 2, left_mine, left_yours) if told else 0
    return Comparison(
        round(max(score, _run_together(one, other)), 4),
        tuple(link.pair for link in chosen),
        _texts(one.words[at] for at in mine),
        _texts(other.words[at] for at in yours),
    )


def scored(told: float, matched: float, left_one: float, left_other: float) -> float:
    """Return the likeness of two names from what their words weigh.

    `told` is the weight of the words that were found on both sides, `matched` the
    same times how well they agree; the rest is on one side only. What one name says
    in addition costs little (a middle name), until it outweighs what they share.
    What each says in place of the other costs much.
    """
    more, less = max(left_one, left_other), min(left_one, left_other)
    quality = matched / told
    share = more / (told + more)
    added = 0.25 * min(share, 0.34) + 1.3 * max(share - 0.34, 0)
    added *= 1 + 3 * (1 - quality)
    instead = 1.5 * less / (told + less)
    return max(quality - added - instead, 0)


@dataclass(frozen=True, slots=True)
class _Link:
    mine: frozenset[int]
    yours: frozenset[int]
    weight: float
    pair: Pair


def _chosen(links: Iterable[_Link]) -> list[_Link]:
    """Return links of which no two use one word, the first of them first."""
    mine: set[int] = set()
    yours: set[int] = set()
    chosen = []
    for link in links:
        if mine.isdisjoint(link.mine) and yours.isdisjoint(link.yours):
            mine |= link.mine
            yours |= link.yours
            chosen.append(link)
    return chosen


def _left(
    one: Name, other: Name, chosen: Iterable[_Link]
) -> tuple[list[int], list[int]]:
    mine = {at for link in chosen for at in link.mine}
    yours = {at for link in chosen for at in link.yours}
    return (
        [at for at in range(len(one.words)) if at not in mine],
        [at for at in range(len(other.words)) if at not in yours],
    )


def _first(link: _Link) -> tuple[float, float, str, str]:
    pair = link.pair
    texts = sorted((pair.one, pair.other))
    size = len(link.mine) + len(link.yours)
    return -pair.score * link.weight / size, -pair.score, texts[0], texts[1]


def _links(one: Name, other: Name, weigh: Weigh) -> Iterable[_Link]:
    for at, mine in enumerate(one.words):
        for there, another in enumerate(other.words):
            score, how = alike(mine, another)
            if score:
                weight = weigh(mine) + weigh(another)
                pair = Pair(mine.text, another.text, how, score)
                yield _Link(frozenset({at}), frozenset({there}), weight, pair)


def _run_links(one: Name, other: Name, weigh: Weigh) -> Iterable[_Link]:
    yield from _runs(one, other, weigh)
    for link in _runs(other, one, weigh):
        pair = Pair(link.pair.other, link.pair.one, link.pair.how, link.pair.score)
        yield _Link(link.yours, link.mine, link.weight, pair)


def _runs(one: Name, other: Name, weigh: Weigh) -> Iterable[_Link]:
    """Yield words that follow each other here and are one word there."""
    for run, mine in _joined(one):
        for there, another in enumerate(other.words):
            if another.text[0] != run.text[0] or len(another.text) < len(mine):
                continue
            score, how = _as_one(run, mine, one, another)
            if score:
                words = [one.words[at] for at in mine]
                weight = sum(map(weigh, words)) + weigh(another)
                pair = Pair(" ".join(_texts(words)), another.text, how, score)
                yield _Link(frozenset(mine), frozenset({there}), weight, pair)


@lru_cache(maxsize=65536)
def _joined(name: Name) -> tuple[tuple[Word, range], ...]:
    """Return each run of words as one word, and where it stands."""
    size = len(name.words)
    runs = [
        range(start, end)
        for start in range(size - 1)
        for end in range(start + 2, min(start + _LONGEST_RUN, size) + 1)
    ]
    return tuple(
        (
            word(
                "".join(name.words[at].text for at in run),
                sparse=name.words[run[0]].sparse,
            ),
            run,
        )
        for run in runs
    )


def _as_one(run: Word, mine: range, one: Name, another: Word) -> tuple[float, How]:
    if another.text == run.text:
        return 0.98, How.JOINED
    if len(another.text) == len(mine):
        initials = "".join(one.words[at].text[0] for at in mine)
        return (0.8 if another.text == initials else 0), How.ACRONYM
    if abs(len(another.text) - len(run.text)) > 4:
        return 0, How.JOINED
    score, how = alike(run, another)
    if how in (How.SOUND, How.SLIP) and score > 0.85:
        return score - 0.02, How.JOINED
    return 0, How.JOINED


@lru_cache(maxsize=262144)
def alike(one: Word, other: Word) -> tuple[float, How]:
    """Return how surely one word stands for the other, from 0 to 1, and why."""
    if one.text == other.text:
        return 1, How.SAME
    if one.text > other.text:
        one, other = other, one
    short, long = sorted((one, other), key=lambda each: len(each.text))
    if short.text[0].isdigit() or long.text[0].isdigit():
        return 0, How.SLIP
    if len(short.text) == 1:
        return (0.75, How.INITIAL) if long.text[0] == short.text else (0, How.INITIAL)
    if short.is_cut and len(short.text) > 2 and long.text.startswith(short.text):
        return 0.9, How.CUT
    return max(_slip(short.text, long.text), _sounding(one, other))


def _slip(short: str, long: str) -> tuple[float, How]:
    """One or two letters too many, left out or in the wrong order."""
    if len(short) < 5 or len(long) - len(short) > 2:
        return 0, How.SLIP
    most = 2 if len(short) >= 10 else 1
    slips = OSA.distance(short, long, score_cutoff=most)
    if slips > most:
        return 0, How.SLIP
    if slips == 1 and len(short) == len(long) and len(short) < 8:
        changed = [
            at for at, (a, b) in enumerate(zip(short, long, strict=True)) if a != b
        ]
        # Another consonant makes another name; two that changed places do not.
        if len(changed) == 1:
            return 0, How.SLIP
    return 1 - 0.07 * slips, How.SLIP


def _sounding(one: Word, other: Word) -> tuple[float, How]:
    best = 0.0
    sparse = one.sparse or other.sparse
    for mine in sounds(one.text, sparse=one.sparse):
        for yours in sounds(other.text, sparse=other.sparse):
            if mine.consonants != yours.consonants:
                continue
            size = len(mine.consonants)
            if sparse:
                best = max(best, _SPARSE[min(size, 3)])
                continue
            vowels = apart(mine, yours)
            length = min(len(one.text), len(other.text))
            if vowels <= _most_apart(size, length):
                best = max(best, 0.98 - 0.1 * vowels)
    return best, How.SOUND


def _most_apart(consonants: int, length: int) -> float:
    """Return how far vowels may be apart: the less else there is, the less."""
    if consonants > 2:
        return _MOST_APART
    if consonants == 2:
        return 0.8 if length > 4 else 0.5
    return 0.25


def _run_together(one: Name, other: Name) -> float:
    """Compare what both make when written as one word, if they part it differently."""
    if len(one.words) == len(other.words):
        return 0
    mine, yours = "".join(_texts(one.words)), "".join(_texts(other.words))
    if min(len(mine), len(yours)) < 10:
        return 0
    return 0.96 if OSA.distance(mine, yours, score_cutoff=1) <= 1 else 0


def _texts(several: Iterable[Word]) -> tuple[str, ...]:
    return tuple(each.text for each in several)
