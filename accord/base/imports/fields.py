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


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a head says: the key of a field, or "" where it says nothing to us.

    Of two columns with one meaning the lower rank, the plainer word, is taken.
    """

    key: str = ""
    rank: int = 0
    # The word says too little alone; most values of the column must fit as well.
    must_fit: bool = False


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
        strong, weak = _heads(self)
        if self.knows(head):
            return Meaning(head)
        name = folded(head)
        if name in strong:
            return strong[name]
        if name in weak:
            return weak[name]
        bare = _ARTICLE.sub("", name)
        if bare != name:
            return self.recognise(bare)
        found = self._in_a_language(name, strong)
        return found if found.key else self._beginning(name.split(), strong)

    def _beginning(self, words: list[str], strong: Mapping[str, Meaning]) -> Meaning:
        """Read "Pays concernés" as "Pays": the longest beginning that we know.

        What stands behind may change what is meant, so the values must fit.
        """
        for length in range(len(words) - 1, 0, -1):
            found = strong.get(" ".join(words[:length]))
            if found:
                return Meaning(found.key, found.rank + len(words), must_fit=True)
        return Meaning()

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

    def read_synonyms(self) -> tuple[Mapping[str, Meaning], Mapping[str, Meaning]]:
        """Return field by head: those that suffice, and those whose values must fit."""
        with self._synonyms.open("rb") as file:
            told = tomllib.load(file)
        strong = _turned(told["heads"], must_fit=False)
        for language in dict(settings.LANGUAGES):
            with override(language):
                for each in self.fields:
                    strong.setdefault(folded(str(each.label)), Meaning(each.key))
        weak = told.get("heads_whose_values_must_fit", {})
        return strong, _turned(weak, must_fit=True)


def _turned(heads: Mapping[str, list[str]], *, must_fit: bool) -> dict[str, Meaning]:
    return {
        folded(head): Meaning(key, rank + 1, must_fit=must_fit)
        for key, several in heads.items()
        for rank, head in reversed(list(enumerate(several)))
    }


@cache
def _heads(
    vocabulary: Vocabulary,
) -> tuple[Mapping[str, Meaning], Mapping[str, Meaning]]:
    return vocabulary.read_synonyms()
