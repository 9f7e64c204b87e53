"""Whether an organization is here already: by number, by name and country, nearly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from accord.base.imports.fields import folded

# Legal forms and small words tell organizations apart badly.
_LEGAL = """
ltd limited llc llp lp plc inc incorporated corp corporation co company gmbh ggmbh mbh
ag kg ev bv nv vzw asbl aisbl sa sas sarl srl spa sl slu ab oy as aps ry registered
the of for and de del la le les des du et pour y para el los las e in on a
"""
_SMALL = frozenset(_LEGAL.split())
_NEAR = 0.8
# A word that very many names hold leads to nobody.
_MOST_SHARING = 60


@dataclass(frozen=True, slots=True)
class Known:
    """An organization that is here: a partner, a prospect, or an earlier row."""

    reference: str
    name: str
    country: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    # Of an earlier row of the file; such a one has no reference yet.
    row: int = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """A look-alike, how sure it is, and the sentence that says why."""

    known: Known
    reason: tuple[str, str]
    is_sure: bool = False

    @property
    def template(self) -> str:
        return self.reason[0] if self.known.reference else self.reason[1]

    @property
    def values(self) -> dict[str, Any]:
        known = self.known
        if known.reference:
            return {"name": known.name, "reference": known.reference}
        return {"name": known.name, "row": known.row}


# Of what is here, and of what stands further up in the same file.
SAME_NUMBER = (
    gettext_noop("It has the same number as {name} ({reference})."),
    gettext_noop("It has the same number as {name} in row {row}."),
)
SAME_NAME = (
    gettext_noop("It has the same name as {name} ({reference})."),
    gettext_noop("It has the same name as {name} in row {row}."),
)
NEAR_NAME = (
    gettext_noop("Its name is close to {name} ({reference})."),
    gettext_noop("Its name is close to {name} in row {row}."),
)


def tokens(name: str) -> frozenset[str]:
    """Return the words of a name that tell it apart."""
    words = folded(name).replace(" e v", " ev").split()
    told = frozenset(word for word in words if word not in _SMALL)
    return told or frozenset(words)


class Register:
    """Everything known so far, indexed by number, by name and by word."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_number: dict[tuple[str, str], Known] = {}
        self._by_words: dict[frozenset[str], list[Known]] = defaultdict(list)
        self._by_word: dict[str, list[tuple[frozenset[str], Known]]] = defaultdict(list)
        for each in known:
            self.add(each)

    def add(self, known: Known) -> None:
        for number in known.numbers:
            self._by_number.setdefault(number, known)
        words = tokens(known.name)
        self._by_words[words].append(known)
        for word in words:
            self._by_word[word].append((words, known))

    def by_number(self, numbers: Sequence[tuple[str, str]]) -> Known | None:
        found = (self._by_number.get(number) for number in numbers)
        return next(filter(None, found), None)

    def like(
        self, name: str, country: str, numbers: Sequence[tuple[str, str]]
    ) -> Likeness | None:
        """Return the surest look-alike, if there is one."""
        same = self.by_number(numbers)
        if same:
            return Likeness(same, SAME_NUMBER, is_sure=True)
        words = tokens(name)
        for each in self._by_words.get(words, ()):
            if _may_be_one(each.country, country):
                is_sure = folded(each.name) == folded(name)
                reason = SAME_NAME if is_sure else NEAR_NAME
                return Likeness(each, reason, is_sure=is_sure)
        near = self._near(words, country)
        return Likeness(near, NEAR_NAME) if near else None

    def _near(self, words: frozenset[str], country: str) -> Known | None:
        best, most = None, _NEAR
        for word in sorted(words, key=lambda one: len(self._by_word.get(one, ())))[:3]:
            sharing = self._by_word.get(word, ())
            if len(sharing) > _MOST_SHARING:
                continue
            for others, known in sharing:
                if not _may_be_one(known.country, country):
                    continue
                share = len(words & others) / len(words | others)
                if share >= most and len(words & others) > 1:
                    best, most = known, share
        return best


def _may_be_one(one: str, other: str) -> bool:
    return not one or not other or one == other
