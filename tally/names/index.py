"""Many names, asked for those near one."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Generic, TypeVar

from tally.names.comparing import Comparison, alike, compare, scored
from tally.names.folding import Name, Word, fold
from tally.names.folding import word as told_word
from tally.names.sounds import sounds

Id = TypeVar("Id", bound=Hashable)

# Below so many names, how often a word stands in them says nothing.
_FEW = 1000
_LONGEST_RUN = 4


@dataclass(frozen=True, slots=True)
class Near(Generic[Id]):
    """An entry with a name near the one asked for, and how near, from 0 to 1."""

    id: Id
    name: str
    score: float
    comparison: Comparison


class Index(Generic[Id]):
    """Names of entries; an entry may have several.

    A word that very many of the names hold tells less than one that few hold. Only
    names that share enough words, in any spelling, are compared as a whole.
    """

    def __init__(self, entries: Iterable[tuple[Id, Iterable[str]]] = ()) -> None:
        self._names: list[tuple[Id, Name]] = []
        self._holding: dict[Word, list[int]] = {}
        self._by_text: dict[str, list[Word]] = defaultdict(list)
        self._by_sound: dict[str, list[Word]] = defaultdict(list)
        self._by_rest: dict[str, list[Word]] = defaultdict(list)
        self._with_initials: set[int] = set()
        self._near_words: dict[Word, list[Word]] = {}
        self._held: dict[Word, set[int]] = {}
        self._weights: dict[Word, float] = {}
        self._totals: list[float] = []
        for identity, names in entries:
            self._take(identity, names)
        self._weights = {word: self._weigh_anew(word) for word in self._holding}
        self._totals = [self._total(name) for _identity, name in self._names]

    def add(self, identity: Id, names: Iterable[str]) -> None:
        """Take one more entry. What words tell stays as it was for those before."""
        start = len(self._names)
        self._take(identity, names)
        self._near_words.clear()
        self._held.clear()
        self._totals += [self._total(name) for _identity, name in self._names[start:]]

    def _take(self, identity: Id, names: Iterable[str]) -> None:
        for written in dict.fromkeys(names):
            name = fold(written)
            at = len(self._names)
            for word in dict.fromkeys(name.words):
                if word not in self._holding:
                    self._holding[word] = []
                    self._make_findable(word)
                self._holding[word].append(at)
                if len(word.text) == 1:
                    self._with_initials.add(at)
            self._names.append((identity, name))

    def _make_findable(self, word: Word) -> None:
        self._by_text[word.text].append(word)
        sounding = sounds(word.text, sparse=word.sparse)
        for consonants in {sound.consonants for sound in sounding}:
            self._by_sound[consonants].append(word)
        for rest in _left_out(word.text):
            self._by_rest[rest].append(word)

    def _total(self, name: Name) -> float:
        return sum(map(self._weigh, name.words))

    def __len__(self) -> int:
        return len(self._names)

    def near(self, name: str, *, least: float) -> list[Near[Id]]:
        """Return the entries with a name at least so near, each once, nearest first."""
        asked = fold(name)
        best: dict[Id, Near[Id]] = {}
        for at in self._candidates(asked, least):
            identity, listed = self._names[at]
            found = compare(asked, listed, self._weigh)
            known = best.get(identity)
            if found.score >= least and (known is None or known.score < found.score):
                best[identity] = Near(identity, listed.written, found.score, found)
        return sorted(best.values(), key=lambda one: (-one.score, one.name))

    def _weigh(self, word: Word) -> float:
        known = self._weights.get(word)
        return self._weigh_anew(word) if known is None else known

    def _weigh_anew(self, word: Word) -> float:
        many = len(self._names)
        if many < _FEW:
            return word.weight
        share = log(1 + len(self._holding.get(word, ()))) / log(1 + many)
        return word.weight * (1 - 0.6 * share)

    def _candidates(self, asked: Name, least: float) -> list[int]:
        """Return names that could be near enough, judged by the words they share.

        Words that tell most go first. Once what is left could not make a name near
        enough alone, it finds no further names.
        """
        total = self._total(asked)
        needed = _needed(least)
        shared: dict[int, float] = defaultdict(float)
        for weight, holders in self._found_runs(asked):
            for at in holders:
                shared[at] += weight
        rest = total
        for word in sorted(asked.words, key=self._weigh, reverse=True):
            weight = self._weigh(word)
            holders = self._holders(word)
            found = holders if rest >= needed * total else holders & shared.keys()
            rest -= weight
            for at in found:
                shared[at] += weight
        return [
            at
            for at, weight in shared.items()
            if weight >= needed * max(total, self._totals[at])
            and self._could_reach(weight, total, at, least)
        ]

    def _could_reach(self, shared: float, total: float, at: int, least: float) -> bool:
        """Say whether the likeness could be enough if all that is shared agreed.

        A tenth is allowed for words that are found only when names are compared.
        """
        shared *= 1.1
        asked, listed = max(total - shared, 0), max(self._totals[at] - shared, 0)
        return (
            at in self._with_initials or scored(shared, shared, asked, listed) >= least
        )

    def _holders(self, word: Word) -> set[int]:
        """Return the names that hold a word, another spelling of it, or its parts."""
        known = self._held.get(word)
        if known is None:
            known = self._holding_parts(word)
            for other in self._words_near(word):
                known.update(self._holding[other])
            self._held[word] = known
        return known

    def _found_runs(self, asked: Name) -> Iterator[tuple[float, set[int]]]:
        """Yield what several words asked for weigh, and the names that join them."""
        words = asked.words
        for start in range(len(words) - 1):
            for end in range(start + 2, min(start + _LONGEST_RUN, len(words)) + 1):
                run = words[start:end]
                joined = "".join(word.text for word in run)
                found = self._words_near(told_word(joined, sparse=run[0].sparse))
                if found:
                    weight = sum(map(self._weigh, run))
                    yield weight, {at for other in found for at in self._holding[other]}

    def _words_near(self, word: Word) -> list[Word]:
        """Return the words of the index that may stand for this one."""
        known = self._near_words.get(word)
        if known is None:
            possible = set(self._by_text.get(word.text, ()))
            for sound in sounds(word.text, sparse=word.sparse):
                possible.update(self._by_sound.get(sound.consonants, ()))
            for rest in _left_out(word.text):
                possible.update(self._by_rest.get(rest, ()))
            known = [other for other in possible if alike(word, other)[0]]
            self._near_words[word] = known
        return known

    def _holding_parts(self, word: Word) -> set[int]:
        """Return the names that hold the parts of a word that run into each other."""
        holders: set[int] = set()
        for at in range(2, len(word.text) - 1):
            if word.text[:at] not in self._by_text:
                continue
            rest = word.text[at:]
            if rest in self._by_text:
                holders |= self._with_text(word.text[:at]) & self._with_text(rest)
            elif len(rest) > 3:
                behind = self._holding_parts(told_word(rest))
                holders |= behind and behind & self._with_text(word.text[:at])
        return holders

    def _with_text(self, text: str) -> set[int]:
        return {at for word in self._by_text[text] for at in self._holding[word]}


@cache
def _needed(least: float) -> float:
    """Return which share of a name's words must be found for a likeness of `least`.

    A tenth less than the formula asks for, because some words that one side runs
    together are found only when names are compared.
    """
    shares = (share / 100 for share in range(1, 101))
    found = (s for s in shares if scored(s, s, 1 - s, 0) >= least)
    return 0.9 * next(found, 1.0)


def _left_out(text: str) -> set[str]:
    """Return a word, and what stays of it when a letter is left out."""
    if len(text) < 5:
        return {text}
    return {text} | {text[:at] + text[at + 1 :] for at in range(len(text))}
