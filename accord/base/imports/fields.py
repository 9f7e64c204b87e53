"""What a column of a sheet can be, and by which heads it is recognised."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from accord.base.sorting import sort_key

# How the heads of columns name the languages that texts are written in.
_LANGUAGES = {
    "en": {"en", "eng", "english", "anglais", "ingles"},
    "fr": {"fr", "fra", "french", "francais", "frances"},
    "es": {"es", "spa", "spanish", "espagnol", "espanol", "castellano"},
    "ar": {"ar", "ara", "arabic", "arabe"},
}
_ARTICLE = re.compile(r"^(?:the|a|le|la|les|l|el|los|las|un|une|una) (?=\w)")
# "Partner(s)", "Country(ies)", and what stands aside: "Montant (EUR)".
_PLURAL = re.compile(r"\((?:s|es|ies|x|e|ne)\)", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]")
# How forms ask: "What is the name of your organization?"
_ASKING = re.compile(
    r"^(?:please|kindly|what is|what are|what s|give|enter|provide|indicate|state"
    r"|veuillez|merci d|quel est|quelle est|quels sont|quelles sont|indiquer|indiquez"
    r"|preciser|precisez|por favor|cual es|cuales son|indique|indicar|escriba) "
)
_MARKS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may be taken for.

    A text has one column a language besides (`title_fr`); what is `derived` stands in
    our own exports and is never taken over.
    """

    key: str
    label: str | Promise
    is_text: bool = False
    is_derived: bool = False
    # Holds names of a list of ours: another list under the same head is none of it.
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a head says: the key of a field, or "" where it says nothing to us.

    Of two columns with one meaning the lower rank, the plainer word, is taken.
    """

    key: str = ""
    rank: int = 0
    # The word says too little alone; most values of the column must fit as well.
    must_fit: bool = False


Heads = Mapping[str, Meaning]


def folded(head: str) -> str:
    """Return a head as it is compared: no accents, capitals, marks or asterisks."""
    return " ".join(_MARKS.sub(" ", sort_key(head)).split())


class Vocabulary:
    """The fields of one kind of record, with every head that means one of them."""

    def __init__(self, fields: Sequence[Field], synonyms: Path) -> None:
        self.fields = tuple(fields)
        self.by_key = {each.key: each for each in fields}
        self._synonyms = synonyms

    def knows(self, key: str) -> bool:
        return key in self.by_key or self._text_key(key) is not None

    def label(self, key: str) -> str:
        """Return the reader's name of a field, with its language if it has one."""
        if key in self.by_key:
            return str(self.by_key[key].label)
        base, _mark, language = key.rpartition("_")
        return f"{self.by_key[base].label} ({dict(settings.LANGUAGES).get(language)})"

    def recognise(self, head: str) -> Meaning:
        """Return what a head says as a whole."""
        strong, _weak = _heads(self)
        if self.knows(head):
            return Meaning(head)
        name = folded(head)
        bare = folded(_PLURAL.sub("", head))
        while bare != (asked := _ASKING.sub("", bare)):
            bare = asked
        for each in (name, bare, _ARTICLE.sub("", bare)):
            if each in strong:
                return strong[each]
        found = self._in_a_language(name, strong)
        if found.key or self._is_said_of_something(name):
            return found
        found = strong.get(folded(_ASIDE.sub(" ", head)), Meaning())
        return Meaning(found.key, found.rank + 1) if found.key else found

    def hints(self, head: str) -> list[Meaning]:
        """Return what words in a head may mean: "Pays concernés", "Which countries?".

        What stands beside them may change what is meant, so the values must fit. A
        beginning counts before what stands inside, a longer phrase before a shorter.
        """
        name = folded(head)
        strong, weak = _heads(self)
        if name in weak:
            return weak[name]
        if self._is_said_of_something(name):
            return []
        words = name.split()
        found = [
            (start > 0, start - end, meaning.rank, start, meaning.key)
            for start in range(len(words))
            for end in range(start + 1, min(len(words), start + 6) + 1)
            if (meaning := strong.get(" ".join(words[start:end])))
        ]
        keys = dict.fromkeys(key for *_order, key in sorted(found))
        return [
            Meaning(key, 100 + place + len(words), must_fit=True)
            for place, key in enumerate(keys)
        ]

    def _is_said_of_something(self, name: str) -> bool:
        """Say whether a head asks for a contact, a type, a count and the like."""
        return not _others(self).isdisjoint(name.split())

    def _in_a_language(self, name: str, strong: Mapping[str, Meaning]) -> Meaning:
        """Read such heads as "Title (French)", "titre en anglais" or "title FR"."""
        words = name.split()
        for code, names in _LANGUAGES.items():
            for rest in (words[:-1], words[1:]):
                if len(words) < 2 or not names & (set(words) - set(rest)):
                    continue
                bare = " ".join(rest)
                for link in (" in", " en", " version"):
                    bare = bare.removesuffix(link)
                found = strong.get(bare, Meaning())
                if found.key and self.by_key[found.key].is_text:
                    return Meaning(f"{found.key}_{code}", found.rank)
        return Meaning()

    def _text_key(self, key: str) -> str | None:
        base, _mark, language = key.rpartition("_")
        is_text = base in self.by_key and self.by_key[base].is_text
        return base if is_text and re.fullmatch(r"[a-z]{2,3}", language) else None

    def read_synonyms(self) -> tuple[Heads, Mapping[str, list[Meaning]]]:
        """Return fields by head: what suffices, and whose values must fit."""
        with self._synonyms.open("rb") as file:
            told = tomllib.load(file)
        strong = _turned(told["heads"])
        for language in dict(settings.LANGUAGES):
            with override(language):
                for each in self.fields:
                    strong.setdefault(folded(str(each.label)), Meaning(each.key))
        weak: dict[str, list[Meaning]] = {}
        for key, heads in told.get("heads_whose_values_must_fit", {}).items():
            for rank, head in enumerate(heads, start=1):
                meaning = Meaning(key, rank, must_fit=True)
                weak.setdefault(folded(head), []).append(meaning)
        return strong, weak

    def read_others(self) -> frozenset[str]:
        """Return the words that make a head speak of something else."""
        with self._synonyms.open("rb") as file:
            told = tomllib.load(file).get("heads_of_something_else", {})
        return frozenset(map(folded, told.get("words", [])))


def _turned(heads: Mapping[str, list[str]]) -> dict[str, Meaning]:
    return {
        folded(head): Meaning(key, rank + 1)
        for key, several in heads.items()
        for rank, head in reversed(list(enumerate(several)))
    }


@cache
def _heads(vocabulary: Vocabulary) -> tuple[Heads, Mapping[str, list[Meaning]]]:
    return vocabulary.read_synonyms()


@cache
def _others(vocabulary: Vocabulary) -> frozenset[str]:
    return vocabulary.read_others()
